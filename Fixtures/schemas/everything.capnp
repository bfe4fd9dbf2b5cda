@0xd2f0b1a4c3e59687;
# Everything the schema language has, to see that code can be generated for it.
#
# The file has a comment of its own.

using Swift = import "swift.capnp";
using Other = import "other.capnp";

struct Scalars {
  # One field of each kind.
  #
  # This comment has two paragraphs, and a line that is so long that it does not fit into the one hundred columns a line may have.

  nothing @0 :Void;
  flag @1 :Bool;
  i8 @2 :Int8;
  i16 @3 :Int16;
  i32 @4 :Int32;
  i64 @5 :Int64;
  u8 @6 :UInt8;
  u16 @7 :UInt16;
  u32 @8 :UInt32;
  u64 @9 :UInt64;
  f32 @10 :Float32;
  f64 @11 :Float64;
  colour @12 :Colour;
  text @13 :Text;
  # Text with a comment: "quoted" \ and */ and /* as well.
  data @14 :Data;
}

enum Colour {
  # A colour.
  red @0;
  # Like blood.
  green @1;
  blue @2;
  unknown @3;
  init @4;
  self @5;
  default @6;
  rawValue @7;
}

struct Defaults {
  flag @0 :Bool = true;
  i8 @1 :Int8 = -128;
  i16 @2 :Int16 = -32768;
  i32 @3 :Int32 = -2147483648;
  i64 @4 :Int64 = -9223372036854775808;
  u8 @5 :UInt8 = 255;
  u16 @6 :UInt16 = 65535;
  u32 @7 :UInt32 = 4294967295;
  u64 @8 :UInt64 = 18446744073709551615;
  f32 @9 :Float32 = 1.5;
  f64 @10 :Float64 = -inf;
  nan @11 :Float64 = nan;
  colour @12 :Colour = blue;
  text @13 :Text = "a \"quoted\" text\n";
  data @14 :Data = 0x"00 ff 10";
  scalars @15 :Scalars = (i32 = 7, text = "inner", colour = green);
  numbers @16 :List(Int16) = [1, -2, 3];
  flags @17 :List(Bool) = [true, false, true, true];
  texts @18 :List(Text) = ["one", "two"];
  structs @19 :List(Scalars) = [(i8 = 1), (text = "x")];
  nested @20 :List(List(UInt8)) = [[1, 2], [], [3]];
  colours @21 :List(Colour) = [red, blue];
}

struct Lists {
  voids @0 :List(Void);
  flags @1 :List(Bool);
  i8s @2 :List(Int8);
  i16s @3 :List(Int16);
  i32s @4 :List(Int32);
  i64s @5 :List(Int64);
  u8s @6 :List(UInt8);
  u16s @7 :List(UInt16);
  u32s @8 :List(UInt32);
  u64s @9 :List(UInt64);
  f32s @10 :List(Float32);
  f64s @11 :List(Float64);
  colours @12 :List(Colour);
  texts @13 :List(Text);
  datas @14 :List(Data);
  structs @15 :List(Scalars);
  nested @16 :List(List(Int32));
  deep @17 :List(List(List(Text)));
  caps @18 :List(Plain);
  structLists @19 :List(List(Scalars));
}

struct Unions {
  before @0 :UInt32;
  union {
    empty @1 :Void;
    small @2 :UInt8 = 9;
    text @3 :Text;
    pair :group {
      first @4 :Int32;
      second @5 :Text = "second";
    }
    list @6 :List(Int8);
    other @7 :Unions;
    colour @8 :Colour;
    nestedUnion :union {
      yes @9 :Void;
      no @10 :Text;
    }
  }
  named :union {
    one @11 :Bool = true;
    two @12 :Float64;
    three @13 :Scalars;
    four @14 :AnyPointer;
    five @15 :Plain;
  }
  group :group {
    x @16 :Int16 = 5;
    inner :group {
      y @17 :Text = "why";
      z @18 :UInt32;
    }
  }
}

struct OnlyUnion {
  union {
    a @0 :Int32;
    b @1 :Text;
  }
}

struct Anys {
  any @0 :AnyPointer;
  struct @1 :AnyStruct;
  list @2 :AnyList;
  cap @3 :Capability;
  plain @4 :Plain;
}

struct Empty {}

struct Keywords {
  # Fields named like words of Swift, and like what generated code declares.
  init @0 :Int32;
  self @1 :Text;
  default @2 :Bool;
  class @3 :Data;
  var @4 :List(Int32);
  which @5 :UInt16;
  raw @6 :UInt16;
  hasText @7 :Bool;
  text @8 :Text;
  initText @9 :Bool;
  type @10 :Type;
  protocol @11 :Protocol;
  reader @12 :Reader;
  builder @13 :Builder;
  description @14 :Text;
  hashValue @15 :Int64;
  in :group {
    operator @16 :Int32;
    func @17 :Text;
  }
  string @18 :String;
  union {
    some @19 :Void;
    none @20 :Void;
    unknown @21 :Text;
    switch @22 :Bool;
  }
  data @23 :UInt8;
  pointers @24 :UInt8;
  schema @25 :Text;
  setText @26 :Bool;
  copy @27 :Text;
  value @28 :Text;
  newValue @29 :Text;

  struct Type { x @0 :Int32; }
  struct Protocol { x @0 :Int32; }
  struct Reader { x @0 :Int32; }
  struct Builder { x @0 :Int32; }
  enum Which { a @0; }
  struct Client { x @0 :Int32; }
}

struct String { characters @0 :Text; }
struct Int32Box { value @0 :Int32; }
struct CapnProto { x @0 :Int32; }
struct Hiding { struct List { x @0 :UInt64; l @1 :List; } struct Text { l @0 :List; } struct Int32 { x @0 :Text; } struct Bool { x @0 :Int32; flag @1 :Float64; } struct UInt16 { e @0 :Colour; } }
struct T { t @0 :Text; }
struct Node { inner @0 :Node; struct Shadow { node @0 :Import.OtherNode; x @1 :T; } }
using Import = import "other.capnp";

struct Renamed $Swift.name("Better") {
  old @0 :Text $Swift.name("new");
  enum Kind { odd @0 $Swift.name("even"); }
  kind @1 :Kind;
}

struct Pair(A, B) {
  # Two values.
  a @0 :A;
  b @1 :B;
  swapped @2 :Pair(B, A);
  inner @3 :Inner(A);
  list @4 :List(Inner(Text));
  group :group {
    c @5 :A;
    union {
      d @6 :B;
      e @7 :Int32;
    }
  }
  struct Inner(C) {
    c @0 :C;
    a @1 :A;
    plain @2 :Outer;
    shadowed @3 :T;
  }
  struct Outer { b @0 :B; n @1 :Int32 = 4; }
  interface Maker(D) {
    make @0 (a :A, d :D) -> (b :B, pair :Pair(A, D));
  }
}

struct UsesPair {
  simple @0 :Pair(Text, Scalars);
  nested @1 :Pair(Pair(Data, Text), List(Int16));
  open @2 :Pair;
  inner @3 :Pair(Text, Data).Inner(Plain);
  maker @4 :Pair(Text, Data).Maker(Scalars);
  caps @5 :Pair(Plain, Plain);
}

struct Imported {
  thing @0 :Other.Thing;
  kind @1 :Other.Thing.Kind = b;
  service @2 :Other.Service;
}

interface Plain {
  # An interface.

  call @0 (x :Int32, text :Text = "hello") -> (y :Int64);
  # Calls.
  nothing @1 ();
  named @2 Scalars -> Defaults;
  streamed @3 (chunk :Data) -> stream;
  init @4 (self :Bool, in :Text) -> (self :Bool);
  generic @5 [P, Q] (p :P, list :List(Int32)) -> (q :Q, pair :Pair(P, Q));
  any @6 (cap :Capability, any :AnyPointer) -> (struct :AnyStruct, list :AnyList);
  same @7 (cap :Plain) -> (cap :Plain);
  const limit :UInt32 = 77;
  struct Inside { plain @0 :Plain; }
}

interface Left extends(Plain) { left @0 () -> (); }
interface Right extends(Plain) { right @0 () -> (); }
interface Diamond extends(Left, Right) { bottom @0 (x :List(Plain)) -> (x :List(Plain)); }

interface Container(V) {
  put @0 (value :V) -> ();
  get @1 () -> (value :V);
  both @2 [W] (value :V, other :W) -> (pair :Pair(V, W));
  push @3 (value :V) -> stream;
}
interface TextContainer extends(Container(Text)) { length @0 () -> (length :UInt64); }
interface Nested(V) extends(Container(Pair(V, Text)), Diamond) { deep @0 (v :V) -> (c :Container(V)); }
interface Sub(V) extends(Container(V)) { sub @0 () -> (v :V); }
interface SubSub(V) extends(Sub(V), Plain) {}
interface Imports extends(Other.Service) { own @0 (thing :Other.Thing) -> Other.Thing; }

const answer :UInt64 = 42;
const negative :Int8 = -3;
const yes :Bool = true;
const pi :Float64 = 3.141592653589793;
const half :Float32 = 0.5;
const greeting :Text = "hello \"world\"\t";
const bytes :Data = 0x"01 02 03";
const colour :Colour = green;
const nothing :Void = void;
const origin :Scalars = (i32 = -1, text = "origin");
const words :List(Text) = ["alpha", "beta"];
const primes :List(UInt16) = [2, 3, 5, 7];
const mixed :Unions = (pair = (first = 3), before = 8);
const self :Int32 = 9;

annotation note @0xa1b2c3d4e5f60718 (*) :Text;
annotation mark @0xa1b2c3d4e5f60719 (struct, field) :Void;

struct Noted $note("on a struct") $mark {
  field @0 :Int32 $note("on a field");
}
