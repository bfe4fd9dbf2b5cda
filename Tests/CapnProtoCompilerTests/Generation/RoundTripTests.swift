import CapnProto
import Testing

/// Generated code and the standard tool read what the other one wrote.
@Suite(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing)) struct RoundTripTests {
  private static func schema(_ name: String) -> String {
    "\(CapnpTool.root)/Fixtures/schemas/\(name).capnp"
  }

  /// A value that the standard tool wrote, from its text form.
  private static func encode<T: StructSchema>(
    _ text: String, _ schema: String, _ name: String, as type: T.Type
  ) throws -> T.Reader {
    let bytes = try CapnpTool.run(["encode", self.schema(schema), name], input: Array(text.utf8))
    return try Message(framed: bytes).root(as: type)
  }

  /// A value that was built here, in the text form of the standard tool.
  private static func decode<T: StructSchema>(
    _ schema: String, _ name: String, _ type: T.Type, _ build: (T.Builder) throws -> Void
  ) throws -> String {
    let message = MessageBuilder()
    try build(message.initRoot(type))
    let output = try CapnpTool.run(
      ["decode", "--short", self.schema(schema), name], input: try message.framedBytes())
    return String(decoding: output.dropLast(), as: UTF8.self)
  }

  @Test func readsScalars() throws {
    let value = try Self.encode(
      """
      (b = true, i8 = -8, i16 = -1600, i32 = -320000, i64 = -64000000000, u8 = 8, u16 = 1600,
      u32 = 3200000000, u64 = 18446744073709551615, f32 = 1.5, f64 = -2.25e300, e = c, b2 = false,
      b3 = true, text = "täxt", data = "\\x00\\xff", child = (i8 = 1, child = (u8 = 2)))
      """, "golden", "Prims", as: Golden.Prims.self)
    #expect(value.b && !value.b2 && value.b3)
    #expect(value.i8 == -8 && value.i16 == -1600)
    #expect(value.i32 == -320_000 && value.i64 == -64_000_000_000)
    #expect(value.u8 == 8 && value.u16 == 1600 && value.u32 == 3_200_000_000)
    #expect(value.u64 == .max && value.f32 == 1.5 && value.f64 == -2.25e300)
    #expect(value.e == .c)
    #expect(try value.text.string == "täxt")
    #expect(try value.data.bytes == [0, 255])
    #expect(try value.child.i8 == 1 && value.child.child.u8 == 2)
    #expect(try value.hasChild && !value.child.child.hasChild)
  }

  @Test func writesScalars() throws {
    let text = try Self.decode("golden", "Prims", Golden.Prims.self) { value in
      value.b = true
      value.i8 = .min
      value.i16 = .min
      value.i32 = .min
      value.i64 = .min
      value.u8 = .max
      value.u16 = .max
      value.u32 = .max
      value.u64 = .max
      value.f32 = 0.5
      value.f64 = 1e100
      value.e = .b
      value.b3 = true
      value.setText("täxt")
      value.setData([1, 2])
      value.initChild().initChild().setText("deep")
    }
    #expect(
      text == """
        (v = void, b = true, i8 = -128, i16 = -32768, i32 = -2147483648, \
        i64 = -9223372036854775808, u8 = 255, u16 = 65535, u32 = 4294967295, \
        u64 = 18446744073709551615, f32 = 0.5, f64 = 1e100, e = b, b2 = false, b3 = true, \
        text = "täxt", data = "\\001\\002", child = (v = void, b = false, i8 = 0, \
        i16 = 0, i32 = 0, i64 = 0, u8 = 0, u16 = 0, u32 = 0, u64 = 0, f32 = 0, f64 = 0, e = a, \
        b2 = false, b3 = false, child = (v = void, b = false, i8 = 0, i16 = 0, i32 = 0, i64 = 0, \
        u8 = 0, u16 = 0, u32 = 0, u64 = 0, f32 = 0, f64 = 0, e = a, b2 = false, b3 = false, \
        text = "deep")))
        """)
  }

  @Test func unknownEnumerantsAreKept() throws {
    let message = MessageBuilder()
    let builder = message.initRoot(Golden.HasE.self)
    builder.e = Golden.E(rawValue: 77)
    #expect(builder.e == .unknown(77))
    #expect(Golden.E(rawValue: 1) == .b && Golden.E.unknown(9).rawValue == 9)
    builder.raw.set(0, UInt16(2))
    #expect(builder.asReader.e == .c)
  }

  @Test func readsDefaults() throws {
    let value = try Self.encode("()", "golden", "Defaults", as: Golden.Defaults.self)
    try Self.checkDefaults(value)
    // So do structs that are null.
    try Self.checkDefaults(Golden.Defaults.Reader(StructReader()))
    let message = MessageBuilder()
    let builder = message.initRoot(Golden.Defaults.self)
    try Self.checkDefaults(builder.asReader)
    #expect(builder.i32 == -123_456_789 && builder.e == .c && builder.b)
    // A default that is reached for in a builder becomes a value of its own.
    try builder.s.x = 7
    #expect(try builder.s.x == 7 && builder.s.y == -4)
    #expect(try builder.ls.count == 2)
    builder.i32 = 0
    #expect(builder.i32 == 0)
    #expect(try Golden.Defaults.Reader(StructReader()).s.x == 3)
  }

  private static func checkDefaults(_ value: Golden.Defaults.Reader) throws {
    #expect(value.b && value.i8 == -1 && value.i16 == 1234 && value.i32 == -123_456_789)
    #expect(value.i64 == .max && value.u8 == 200 && value.u16 == 0xbeef)
    #expect(value.u32 == 0xdead_beef && value.u64 == 0xfedc_ba98_7654_3210)
    #expect(value.f32 == 3.25 && value.f64 == -1e100 && value.e == .c)
    #expect(try value.t.string == "default text" && value.d.bytes == [1, 2, 255])
    #expect(try value.s.x == 3 && value.s.y == -4)
    #expect(try Array(value.l) == [1, 2, 3])
    #expect(try value.ll.get(0).string == "x" && value.ll.get(1).string == "yy")
    #expect(try value.ls.map(\.x) == [1, 0] && value.ls.map(\.y) == [0, 2])
    #expect(try Array(value.bl) == [true, false, true])
    #expect(value.inf == .infinity && value.nan.isNaN)
    #expect(!value.hasT && !value.hasS)
  }

  @Test func writesDefaults() throws {
    let text = try Self.decode("golden", "Defaults", Golden.Defaults.self) { value in
      value.b = false
      value.i8 = 0
      value.i64 = 5
      value.f64 = 0
      value.e = .a
      value.nan = 1
      value.setT("")
      _ = value.initL(count: 0)
    }
    #expect(
      text == """
        (b = false, i8 = 0, i16 = 1234, i32 = -123456789, i64 = 5, u8 = 200, u16 = 48879, \
        u32 = 3735928559, u64 = 18364758544493064720, f32 = 3.25, f64 = 0, e = a, t = "", \
        l = [], inf = inf, nan = 1)
        """)
  }

  @Test func readsLists() throws {
    let value = try Self.encode(
      """
      (v = [void, void], b = [true, false], i8 = [-1], i16 = [-2], i32 = [-3], i64 = [-4],
      f32 = [0.5], f64 = [0.25], e = [c, b], t = ["a", "b"], d = ["c"], s = [(x = 1), (y = 2)],
      l = [[1], [], [2, 3]], lll = [[["x"]]], p = [(text = "p")], u64 = [5])
      """, "golden", "Lists", as: Golden.Lists.self)
    #expect(try value.v.count == 2 && Array(value.b) == [true, false])
    #expect(try Array(value.i8) == [-1] && Array(value.i16) == [-2] && Array(value.i32) == [-3])
    #expect(try Array(value.i64) == [-4] && Array(value.f32) == [0.5])
    #expect(try Array(value.f64) == [0.25] && Array(value.e) == [.c, .b])
    #expect(try value.t.get(1).string == "b" && value.d.get(0).bytes == [99])
    #expect(try value.s.map(\.x) == [1, 0])
    #expect(try Array(value.l.get(2)) == [2, 3] && value.l.get(1).isEmpty)
    #expect(try value.lll.get(0).get(0).get(0).string == "x")
    #expect(try value.p[0].text.string == "p" && value.u64[0] == 5)
  }

  @Test func writesLists() throws {
    let text = try Self.decode("golden", "Lists", Golden.Lists.self) { value in
      _ = value.initV(count: 2)
      let flags = value.initB(count: 3)
      try flags.set(1, true)
      value.setI32([5, -6])
      value.setF64([0.5])
      let enums = value.initE(count: 2)
      try enums.set(0, .c)
      value.setT(["a", "c"])
      try value.t.set(1, TextReader("b"))
      let points = value.initS(count: 2)
      try points.get(1).y = 2
      let nested = value.initL(count: 2)
      try List<Int16>.initialize(nested.raw.pointer(1), count: 1).set(0, 9)
      try value.initP(count: 1).get(0).setData([7])
    }
    #expect(
      text == """
        (v = [void, void], b = [false, true, false], i32 = [5, -6], f64 = [0.5], e = [c, a], t = ["a", "b"], \
        s = [(x = 0, y = 0), (x = 0, y = 2)], l = [[], [9]], p = [(v = void, b = false, i8 = 0, \
        i16 = 0, i32 = 0, i64 = 0, u8 = 0, u16 = 0, u32 = 0, u64 = 0, f32 = 0, f64 = 0, e = a, \
        b2 = false, b3 = false, data = "\\a")])
        """)
  }

  @Test func readsUnions() throws {
    func which(_ text: String) throws -> Golden.Unions.Which {
      try Self.encode(text, "golden", "Unions", as: Golden.Unions.self).which
    }
    guard case .nothing = try which("(pre = 1)") else { throw Unexpected() }
    guard case .small(3) = try which("(small = 3)") else { throw Unexpected() }
    guard case .big(.max) = try which("(big = 18446744073709551615)") else { throw Unexpected() }
    guard case .str(let text) = try which("(str = \"s\")") else { throw Unexpected() }
    #expect(text.string == "s")
    guard case .grp(let group) = try which("(grp = (a = 5, b = \"b\"))") else {
      throw Unexpected()
    }
    #expect(try group.a == 5 && group.b.string == "b")
    guard case .lst(let list) = try which("(lst = [1, -1])") else { throw Unexpected() }
    #expect(Array(list) == [1, -1])
    let value = try Self.encode(
      "(named = (three = (x = 6)), post = true, g = (x = 1, inner = (z = 2)))", "golden", "Unions",
      as: Golden.Unions.self)
    guard case .three(let point) = try value.named.which else { throw Unexpected() }
    #expect(point.x == 6 && value.post && value.g.x == 1 && value.g.inner.z == 2)
    #expect(try value.g.inner.y.string == "gy")
    #expect(value.named.tag == .three && value.tag == .nothing)
  }

  @Test func writesUnions() throws {
    let text = try Self.decode("golden", "Unions", Golden.Unions.self) { value in
      value.setStr("old")
      value.small = 200
      #expect(value.tag == .small)
      let group = value.initGrp()
      #expect(value.tag == .grp && group.a == 0)
      #expect(!group.hasB)
      group.a = -1
      value.named.two = 0.5
      value.named.one = true
      value.g.inner.setY("y")
    }
    #expect(
      text == """
        (pre = 0, grp = (a = -1), named = (one = true), post = false, \
        g = (x = 5, inner = (y = "y", z = 0)))
        """)
    let unknown = MessageBuilder()
    let builder = unknown.initRoot(Golden.Unions.self)
    builder.setNothing()
    #expect(builder.tag == .nothing)
    builder.raw.set(Self.tagOffset(builder), UInt16(99))
    guard case .unknown(99) = try builder.asReader.which else { throw Unexpected() }
  }

  /// Where the tag of the unnamed union lies, found by trying.
  private static func tagOffset(_ builder: Golden.Unions.Builder) -> Int {
    for index in 0..<builder.raw.dataByteCount / 2 {
      builder.raw.set(index, UInt16(1))
      defer { builder.raw.set(index, UInt16(0)) }
      if builder.tag == .small { return index }
    }
    return -1
  }

  @Test func generics() throws {
    let value = try Self.encode(
      """
      (a = (t = "t", u = (x = 1), in = (v = (y = 2), t = "inner")),
      b = (t = (t = "data", u = "text"), u = [1, 2]))
      """, "golden", "UseGeneric", as: Golden.UseGeneric.self)
    #expect(try value.a.t.string == "t" && value.a.u.x == 1)
    #expect(try value.a.in.v.y == 2 && value.a.in.t.string == "inner")
    #expect(try value.b.t.t.bytes == Array("data".utf8) && value.b.t.u.string == "text")
    #expect(try Array(value.b.u) == [1, 2] && value.c.t.isNull)
    let text = try Self.decode("golden", "UseGeneric", Golden.UseGeneric.self) { value in
      let a = value.initA()
      try a.setT(TextReader("t"))
      try a.u.x = 4
      try a.in.v.y = 5
      try List<Int16>.initialize(value.initB().uPointer, count: 1).set(0, -7)
      try value.initC().t.setText("any")
    }
    #expect(
      text == """
        (a = (t = "t", u = (x = 4, y = 0), in = (v = (x = 0, y = 5))), b = (u = [-7]), \
        c = (t = <opaque pointer>))
        """)
  }

  @Test func anyPointers() throws {
    let message = MessageBuilder()
    let value = message.initRoot(Golden.Any.self)
    let point = value.p.initStruct(Golden.Point.structSize)
    Golden.Point.Builder(point).x = 3
    let other = value.initS(Golden.Point.structSize)
    Golden.Point.Builder(other).y = 4
    let reader = value.asReader
    #expect(try reader.p.as(Golden.Point.self).x == 3)
    #expect(try Golden.Point.Reader(reader.s).y == 4)
    #expect(try reader.l.count == 0)
    value.clearP()
    #expect(!value.hasP)
  }

  @Test func constants() throws {
    #expect(Golden.answer == 42 && Golden.origin.x == 0)
    #expect(try Golden.tree.name.string == "const" && Golden.tree.kids.count == 2)
    #expect(try Golden.tree.kids[1].name.string == "k2" && Golden.tree.kids[0].value == -1)
    #expect(try Golden.words.get(1).string == "beta")
    #expect(Everything.negative == -3 && Everything.yes && Everything.half == 0.5)
    #expect(Everything.pi == 3.141592653589793 && Everything.colour == .green)
    #expect(
      Everything.greeting.string == "hello \"world\"\t" && Everything.bytes.bytes == [1, 2, 3])
    #expect(try Everything.origin.i32 == -1 && Everything.origin.text.string == "origin")
    #expect(Array(Everything.primes) == [2, 3, 5, 7] && Everything.`self` == 9)
    #expect(Everything.Plain.limit == 77 && Everything.mixed.before == 8)
    guard case .pair(let pair) = try Everything.mixed.which else { throw Unexpected() }
    #expect(try pair.first == 3 && pair.second.string == "second")
  }

  @Test func namesOfEveryKind() throws {
    let value = try Self.encode(
      """
      (init = 1, self = "s", default = true, which = 2, raw = 3, hasText = true, text = "t",
      type = (x = 4), protocol = (x = 5), reader = (x = 6), in = (operator = 7), switch = true)
      """, "everything", "Keywords", as: Everything.Keywords.self)
    #expect(value.`init` == 1 && value.default && value.which_ == 2 && value.raw_ == 3)
    #expect(try value.`self`.string == "s" && value.text.string == "t" && value.hasText)
    #expect(try value.type.x == 4 && value.protocol.x == 5 && value.reader.x == 6)
    #expect(value.in.operator == 7)
    guard case .switch(true) = try value.which else { throw Unexpected() }
    let renamed = try Self.encode(
      "(old = \"o\", kind = odd)", "everything", "Renamed", as: Everything.Better.self)
    #expect(try renamed.new.string == "o" && renamed.kind == .even)
  }
}

/// The test went another way than it should.
struct Unexpected: Error {}
