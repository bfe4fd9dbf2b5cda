@0x9eb32e19f86ee174;
# Every annotation of json.capnp, for a comparison with the tool.
using Json = import "/capnp/compat/json.capnp";
enum Kind { plainOne @0; fancyTwo @1 $Json.name("fancy-two"); }
struct Inner { a @0 :Int32; b @1 :Text $Json.name("bee"); }
struct Everything {
  fooBar @0 :Text $Json.name("foo_bar");
  raw @1 :Data $Json.base64;
  hexed @2 :Data $Json.hex;
  kind @3 :Kind;
  flat @4 :Inner $Json.flatten();
  pre @5 :Inner $Json.flatten(prefix = "pre_");
  named :union $Json.discriminator(name = "tag") { x @6 :Int32; y @7 :Text; z @8 :Void; }
  grp :group $Json.flatten() { g1 @9 :Int32; g2 @10 :Text; }
  merged :union $Json.flatten() $Json.discriminator() { p @11 :Int32; q :group $Json.flatten() { r @12 :Int32; s @13 :Text; } }
  valued :union $Json.discriminator(name = "kindOf", valueName = "val") { i @14 :Int32; j @15 :Text; }
  kinds @16 :List(Kind);
}
struct Root $Json.discriminator(name = "type") { union { one @0 :Inner $Json.flatten(); two @1 :Text; three @2 :Void; } other @3 :Int32; }
