// What `capnpc-swift` makes of this schema, written by hand: the shape that generated code has.
//
//   struct Person {
//     id @0 :UInt64;
//     age @1 :UInt16 = 18;
//     active @2 :Bool;
//     name @3 :Text;
//     email @4 :Text = "nobody";
//     mood @5 :Mood;
//     friends @6 :List(Person);
//     tags @7 :List(Text);
//     scores @8 :List(Float64);
//     photo @9 :Data;
//     anything @10 :AnyPointer;
//     union { unemployed @11 :Void; employer @12 :Text; school :group { name @13 :Text; year @14 :UInt16; } }
//     home @15 :Person;
//   }
//   enum Mood { calm @0; happy @1; }

import CapnProto

struct Mood: EnumSchema {
  typealias Reader = Mood
  let rawValue: UInt16
  @inlinable @inline(__always) init(rawValue: UInt16) { self.rawValue = rawValue }
  static var typeID: UInt64 { 0x8888_8888_8888_8881 }
  @inlinable @inline(__always) static var calm: Mood { Mood(rawValue: 0) }
  @inlinable @inline(__always) static var happy: Mood { Mood(rawValue: 1) }
}

enum Person: StructSchema {
  static var structSize: StructSize { StructSize(dataWords: 3, pointerCount: 8) }
  static var typeID: UInt64 { 0x8888_8888_8888_8882 }

  struct Reader: StructReaderProtocol {
    let raw: StructReader
    @inlinable @inline(__always) init(_ raw: StructReader) { self.raw = raw }

    @inlinable @inline(__always) var id: UInt64 { raw.get(0) }
    @inlinable @inline(__always) var age: UInt16 { raw.get(4, default: 18) }
    @inlinable @inline(__always) var active: Bool { raw.getBool(80) }
    @inlinable @inline(__always) var name: TextReader {
      get throws(CapnProtoError) { try raw.text(0) }
    }
    @inlinable @inline(__always) var email: TextReader {
      get throws(CapnProtoError) { try raw.text(1, default: "nobody") }
    }
    @inlinable @inline(__always) var mood: Mood { raw.get(6) }
    @inlinable @inline(__always) var friends: List<Person>.Reader {
      get throws(CapnProtoError) { try raw.get(2, as: List<Person>.self) }
    }
    @inlinable @inline(__always) var tags: List<Text>.Reader {
      get throws(CapnProtoError) { try raw.get(3, as: List<Text>.self) }
    }
    @inlinable @inline(__always) var scores: List<Double>.Reader {
      get throws(CapnProtoError) { try raw.get(4, as: List<Double>.self) }
    }
    @inlinable @inline(__always) var photo: DataReader {
      get throws(CapnProtoError) { try raw.data(5) }
    }
    @inlinable @inline(__always) var anything: AnyPointerReader { raw.pointer(6) }
    @inlinable @inline(__always) var hasAnything: Bool { raw.hasPointer(6) }
    @inlinable @inline(__always) var home: Person.Reader {
      get throws(CapnProtoError) { try raw.get(7, as: Person.self) }
    }

    enum Which {
      case unemployed
      case employer(TextReader)
      case school(School.Reader)
      case unknown(UInt16)
    }
    @inlinable @inline(__always) var which: Which {
      get throws(CapnProtoError) {
        switch raw.get(7, as: UInt16.self) {
        case 0: .unemployed
        case 1: .employer(try raw.text(0))
        case 2: .school(School.Reader(raw))
        case let other: .unknown(other)
        }
      }
    }
  }

  struct Builder: StructBuilderProtocol {
    let raw: StructBuilder
    @inlinable @inline(__always) init(_ raw: StructBuilder) { self.raw = raw }
    @inlinable @inline(__always) var asReader: Reader { Reader(raw.asReader) }

    @inlinable @inline(__always) var id: UInt64 {
      get { raw.get(0) }
      nonmutating set { raw.set(0, newValue) }
    }
    @inlinable @inline(__always) var age: UInt16 {
      get { raw.get(4, default: 18) }
      nonmutating set { raw.set(4, newValue, default: 18) }
    }
    @inlinable @inline(__always) var active: Bool {
      get { raw.getBool(80) }
      nonmutating set { raw.setBool(80, newValue) }
    }
    @inlinable @inline(__always) var mood: Mood {
      get { raw.get(6) }
      nonmutating set { raw.set(6, newValue) }
    }
    @inlinable @inline(__always) func setName(_ value: String) { raw.pointer(0).setText(value) }
    @inlinable @inline(__always) func setName(_ value: TextReader) { raw.pointer(0).setText(value) }
    @inlinable @inline(__always) var name: TextReader {
      get throws(CapnProtoError) { try asReader.name }
    }
    @inlinable @inline(__always) func initFriends(_ count: Int) -> List<Person>.Builder {
      raw.initList(2, of: Person.self, count: count)
    }
    @inlinable @inline(__always) var friends: List<Person>.Builder {
      get throws(CapnProtoError) { try raw.get(2, as: List<Person>.self) }
    }
    @inlinable @inline(__always) func initTags(_ count: Int) -> List<Text>.Builder {
      raw.initList(3, of: Text.self, count: count)
    }
    @inlinable @inline(__always) func initScores(_ count: Int) -> List<Double>.Builder {
      raw.initList(4, of: Double.self, count: count)
    }
    @inlinable @inline(__always) func setPhoto(_ value: [UInt8]) { raw.pointer(5).setData(value) }
    @inlinable @inline(__always) var anything: AnyPointerBuilder { raw.pointer(6) }
    @inlinable @inline(__always) func initHome() -> Person.Builder {
      raw.initStruct(7, as: Person.self)
    }
    @inlinable @inline(__always) func setHome(_ value: Person.Reader) throws(CapnProtoError) {
      try raw.set(7, as: Person.self, value)
    }
    @inlinable @inline(__always) var home: Person.Builder {
      get throws(CapnProtoError) { try raw.get(7, as: Person.self) }
    }
    @inlinable @inline(__always) func setUnemployed() { raw.set(7, 0 as UInt16) }
    @inlinable @inline(__always) func setEmployer(_ value: String) {
      raw.set(7, 1 as UInt16)
      raw.pointer(0).setText(value)
    }
    @inlinable @inline(__always) func initSchool() -> School.Builder {
      raw.set(7, 2 as UInt16)
      raw.clearPointer(0)
      raw.clearData(16, count: 2)
      return School.Builder(raw)
    }
  }

  enum School {
    struct Reader: StructReaderProtocol {
      let raw: StructReader
      @inlinable @inline(__always) init(_ raw: StructReader) { self.raw = raw }
      @inlinable @inline(__always) var name: TextReader {
        get throws(CapnProtoError) { try raw.text(0) }
      }
      @inlinable @inline(__always) var year: UInt16 { raw.get(8) }
    }
    struct Builder: StructBuilderProtocol {
      let raw: StructBuilder
      @inlinable @inline(__always) init(_ raw: StructBuilder) { self.raw = raw }
      @inlinable @inline(__always) func setName(_ value: String) { raw.pointer(0).setText(value) }
      @inlinable @inline(__always) var year: UInt16 {
        get { raw.get(8) }
        nonmutating set { raw.set(8, newValue) }
      }
    }
  }
}
