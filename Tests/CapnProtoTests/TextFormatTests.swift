import SeededTesting
import CapnProto
import CapnProtoTesting
import Testing

/// Text and JSON of the types of the golden schema.
@Suite struct TextFormatTests {
  private func converter(_ type: String) throws -> MessageConverter {
    let schemas = try #require(GoldenSchema.load())
    return MessageConverter(type: try #require(schemas.type(named: type)), schemas: schemas)
  }

  private func text(_ type: String, _ input: String, to format: MessageFormat) throws -> String {
    var converter = try converter(type)
    converter.isPretty = false
    let bytes = try converter.convert(Array(input.utf8), from: .text, to: format)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("T", #"(t="a" "b")"#, #"(t = "ab")"#),
    ("T", #"(t = "\x41\101\n\"\\\a")"#, #"(t = "AA\n\"\\\a")"#),
    ("D", #"(d = 0x"01 fF")"#, #"(d = "\001\377")"#),
    ("Point", "( y = -0x10, # comment\n x = 010,)", "(x = 8, y = -16)"),
    ("HasE", "(e = b)", "(e = b, u = 0)"),
    ("HasE", "(e = (77))", "(e = (77), u = 0)"),
    ("LVoid", "(l = [void, void,])", "(l = [void, void])"),
    ("Two", "(l=(),r=(l=()))", "(l = (), r = (l = ()))"),
    (
      "Unions", "(grp = (a = 5))",
      "(pre = 0, grp = (a = 5), named = (one = false), post = false, g = (x = 5, inner = (z = 0)))"
    ),
    ("Empty", "() ()", "()\n()"),
    (
      "Tree", #"(kids = [(value = 1), (name = "k")])"#,
      #"(kids = [(value = 1), (name = "k", value = 0)], value = 0)"#
    ),
  ])
  func parsesAndPrints(type: String, input: String, output: String) throws {
    #expect(try text(type, input, to: .text) == output + "\n")
  }

  @Test(arguments: [
    ("T", "(t = void)"), ("T", "(t = 1)"), ("T", "(zz = 1)"), ("T", "(t = \"x"), ("T", "(t = [])"),
    ("T", #"(t = "\q")"#), ("Point", "(x = 2147483648)"), ("Point", "(x = -2147483649)"),
    ("Point", "(x = 1.5)"), ("Point", "(x = 1"), ("Point", "x"), ("Point", "[1]"),
    ("HasE", "(e = zz)"), ("HasE", "(u = -1)"), ("D", #"(d = 0x"0")"#), ("Any", "(p = void)"),
    ("LU8", "(l = [256])"), ("LU8", "(l = [1 2])"),
    ("Two", String(repeating: "(l = ", count: 9_999)),
  ])
  func refuses(type: String, input: String) throws {
    let converter = try converter(type)
    #expect(throws: CapnProtoError.self) {
      try converter.convert(Array(input.utf8), from: .text, to: .bin)
    }
  }

  /// The float of a document is printed as the C library would, 15 digits first and then 17.
  @Test(arguments: [
    ("0.1", "0.1"), ("1e15", "1e15"), ("123456789012345", "123456789012345"),
    ("1e14", "100000000000000"), ("0.0001", "0.0001"), ("0.00001", "1e-05"),
    ("123456789012345680", "1.2345678901234568e17"), ("0.30000000000000004", "0.30000000000000004"),
    ("5e-324", "4.94065645841247e-324"), ("1.7976931348623157e308", "1.7976931348623157e308"),
    ("2.2250738585072014e-308", "2.2250738585072014e-308"), ("-1e100", "-1e100"),
    ("9007199254740993", "9007199254740992"), ("999999999999999.9", "999999999999999.88"),
    ("inf", "inf"), ("-inf", "-inf"), ("nan", "nan"), ("1e400", "inf"), ("-0", "0"), ("-0.0", "-0"),
  ])
  func printsFloats(input: String, output: String) throws {
    let printed = try text("Lists", "(f64 = [\(input)])", to: .text)
    #expect(printed == "(f64 = [\(output)])\n")
  }

  @Test func everyDoubleComesBack() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let builder = MessageBuilder()
    let root = builder.root.initStruct(StructSize(dataWords: 0, pointerCount: 16))
    let list = root.pointer(7).initList(.eightBytes, count: 500)
    for index in 0..<500 {
      let value = Double(bitPattern: random.next())
      list.set(index, value.isFinite ? value : 0)
    }
    let message = try builder.finish()
    let converter = try converter("Lists")
    for format in [MessageFormat.text, .json] {
      let printed = try converter.encode(message, format)
      let again = try converter.decode(printed, format)
      let isEqual = try again[0].root.isEqual(to: message.root)
      #expect(isEqual, "seed \(seed), \(format)")
    }
  }

  @Test(arguments: [
    ("T", #"{"t":"a\ud83d\ude00\u0000\/\b"}"#, #"{"t":"a😀\u0000/\b"}"#),
    ("LU64", #"{"l":["18446744073709551615",7]}"#, #"{"l":["18446744073709551615","7"]}"#),
    ("HasE", #"{"e":2,"unknown":{"x":[]}}"#, #"{"e":"c","u":0}"#),
    ("D", #"{"d":[1,255]}"#, #"{"d":[1,255]}"#),
    (
      "Unions", #"{"big":"5"}"#,
      #"{"pre":0,"named":{"one":false},"post":false,"g":{"x":5,"inner":{"z":0}},"big":"5"}"#
    ),
  ])
  func convertsJSON(type: String, input: String, output: String) throws {
    var converter = try converter(type)
    converter.isPretty = false
    let bytes = try converter.convert(Array(input.utf8), from: .json, to: .json)
    #expect(String(decoding: bytes, as: UTF8.self) == output + "\n")
  }

  @Test(arguments: [
    ("T", #"{"t":null}"#), ("T", #"{"t":"\x"}"#), ("T", #"{"t":"a",}"#), ("T", "[1]"),
    ("LU8", #"{"l":[1.5]}"#), ("LU8", #"{"l":[-1]}"#), ("LU8", #"{"l":[01]}"#), ("T", #"{"t""#),
    ("HasE", #"{"e":"zz"}"#), ("Two", String(repeating: #"{"l":"#, count: 9_999)),
  ])
  func refusesJSON(type: String, input: String) throws {
    let converter = try converter(type)
    #expect(throws: CapnProtoError.self) {
      try converter.convert(Array(input.utf8), from: .json, to: .bin)
    }
  }

  @Test func deepMessagesPrint() throws {
    let builder = MessageBuilder()
    var place = builder.root
    for _ in 0..<100 {
      place = place.initStruct(StructSize(dataWords: 0, pointerCount: 2)).pointer(0)
    }
    let message = try builder.finish()
    let converter = try converter("Two")
    #expect(try converter.encode(message, .text).count > 100)
    #expect(try converter.encode(message, .json).count > 100)
  }

  @Test(.enabled(if: CapnpTool.isInstalled, "the capnp program is not installed"))
  func fixtureIsCurrent() throws {
    let request = try CapnpTool.run(
      [
        "compile", "-o-", "--src-prefix=\(GoldenSchema.directory)",
        "\(GoldenSchema.directory)/golden.capnp",
      ], input: [])
    let theirs = try LoadedSchemas(Message(framed: request))
    let ours = try #require(GoldenSchema.load())
    #expect(theirs.nodes.keys.sorted() == ours.nodes.keys.sorted())
    for type in GoldenSchema.types {
      let (left, right) = (try #require(theirs.node(named: type)), ours.node(named: type))
      #expect(left.id == right?.id)
    }
  }

  /// Random messages, read as any type: what the tool prints, we print.
  @Test(.enabled(if: CapnpTool.isInstalled, "the capnp program is not installed"))
  func printsAsTheToolDoes() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    var compared = 0
    for number in 0..<60 {
      let type = GoldenSchema.types[random.below(GoldenSchema.types.count)]
      var maker = RandomMessage(seed: seed &+ UInt64(number), objects: 12)
      let bytes = try MessageBuilder(copying: maker.make().finish()).framedBytes()
      let format = random.once(in: 2) ? MessageFormat.text : .json
      let theirs = try? CapnpTool.run(
        [
          "convert", "--quiet", "binary:\(format.rawValue)",
          "\(GoldenSchema.directory)/golden.capnp",
          type,
        ], input: bytes)
      let ours = try? converter(type).convert(bytes, from: .bin, to: format)
      // The tool prints what it can of a malformed message and fails then.
      guard let theirs else {
        #expect(ours == nil, "seed \(seed), number \(number), \(type)")
        continue
      }
      compared += 1
      let isSame = theirs == ours
      #expect(isSame, "seed \(seed), number \(number), \(type), \(format)")
    }
    #expect(compared > 0)
  }
}

/// The annotations of `json.capnp`, compared with the tool.
@Suite(.enabled(if: CapnpTool.isInstalled, "the capnp program is not installed"))
struct JSONAnnotationTests {
  private static let schema = "\(GoldenSchema.directory)/../json/annotations.capnp"

  @Test(arguments: [
    ("Everything", "()"), ("Everything", #"(fooBar = "x", kind = fancyTwo, raw = "hello")"#),
    ("Everything", #"(hexed = 0x"01ff", flat = (a = 1, b = "q"), pre = (a = 2, b = "w"))"#),
    ("Everything", #"(named = (y = "yy"), grp = (g1 = 5, g2 = "g"), kinds = [fancyTwo])"#),
    ("Everything", #"(named = (z = void), merged = (q = (r = 1, s = "s")))"#),
    ("Everything", #"(merged = (p = 4), valued = (j = "jj"))"#),
    ("Root", #"(one = (a = 3, b = "b"))"#), ("Root", #"(two = "x", other = 4)"#),
    ("Root", "(three = void)"),
  ])
  func agreesWithTheTool(type: String, text: String) throws {
    let request = try CapnpTool.run(["compile", "-o-", Self.schema], input: [])
    let schemas = try LoadedSchemas(Message(framed: request))
    let converter = MessageConverter(
      type: try #require(schemas.type(named: type)), schemas: schemas)
    let binary = try converter.convert(Array(text.utf8), from: .text, to: .bin)
    let theirs = try CapnpTool.run(
      ["convert", "--quiet", "binary:json", Self.schema, type], input: binary)
    let ours = try converter.convert(binary, from: .bin, to: .json)
    #expect(String(decoding: ours, as: UTF8.self) == String(decoding: theirs, as: UTF8.self))
    let parsed = try converter.convert(theirs, from: .json, to: .bin)
    let theirBinary = try CapnpTool.run(
      ["convert", "--quiet", "json:binary", Self.schema, type], input: theirs)
    #expect(parsed == theirBinary)
  }
}
