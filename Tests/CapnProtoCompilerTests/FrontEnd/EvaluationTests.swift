import CapnProtoCompiler
import Testing

@Suite struct EvaluationTests {
  private static let text = """
    struct P { x @0 :Int32 = 3; t @1 :Text; e @2 :E = b; l @3 :List(P); } enum E { a @0; b @1; }
    struct Box(T) { value @0 :T; const inside :UInt8 = 7; }
    const v :Void = void; const b :Bool = true; const i :Int16 = -300; const u :UInt64 = 0xff;
    const f :Float32 = 1.5; const t :Text = "a\\"b"; const d :Data = 0x"00 ff"; const e :E = b;
    const l :List(Int8) = [1, 2]; const p :P = (x = 4, l = [(t = "q")]); const lp :List(P) = [.p];
    const g :Box(Text) = (value = "x"); const empty :P = ();
    """

  private func value(_ name: String, _ format: String = "text") throws -> String {
    let schema = try SchemaFiles(EvaluationTests.text).compile()
    return String(
      decoding: try schema.value(of: name, as: format, isPretty: false), as: UTF8.self)
  }

  @Test(arguments: [
    ("v", "void\n"), ("b", "true\n"), ("i", "-300\n"), ("u", "255\n"), ("f", "1.5\n"),
    ("t", "\"a\\\"b\"\n"), ("e", "b\n"), ("l", "[1, 2]\n"), ("Box.inside", "7\n"),
    ("p", "(x = 4, e = b, l = [(x = 3, t = \"q\", e = b)])\n"), ("empty", "(x = 3, e = b)\n"),
    ("lp", "[(x = 4, e = b, l = [(x = 3, t = \"q\", e = b)])]\n"), ("g", "(value = \"x\")\n"),
  ])
  func constantsAreShownAsText(_ name: String, _ expected: String) throws {
    #expect(try value(name) == expected)
  }

  @Test func constantsAreShownAsJSON() throws {
    #expect(try value("l", "json") == "[1,2]\n")
    #expect(try value("t", "json") == "\"a\\\"b\"\n")
  }

  @Test func structsHaveBinaryForms() throws {
    let schema = try SchemaFiles(EvaluationTests.text).compile()
    let flat = try schema.value(of: "p", as: "flat")
    #expect(flat.count.isMultiple(of: 8) && flat.count > 16)
    #expect(throws: MessageConversion.Failure.self) { try schema.value(of: "i", as: "flat") }
  }

  @Test func unknownNamesAreRefused() throws {
    let schema = try SchemaFiles(EvaluationTests.text).compile()
    for name in [
      "nothing", "P", "Box.nothing", "", "E", "E.a", ".p", "p.", "p x", "l[9]", "l[-1]", "l[0",
      "l[]", "p[0]", "i.x", "i[0]", "t[0]", "p.nothing", "l[0][0]", "l[99999999999999999999]",
    ] {
      #expect(throws: MessageConversion.Failure.self) { try schema.value(of: name) }
    }
    #expect(throws: MessageConversion.Failure.self) { try schema.value(of: "p", as: "zip") }
  }

  @Test(arguments: [
    ("p.x", "4\n"), ("p.e", "b\n"), ("p.l[0].t", "\"q\"\n"), ("p.l[0].x", "3\n"),
    ("l[1]", "2\n"), ("lp[0].l", "[(x = 3, t = \"q\", e = b)]\n"), ("p.t", "\"\"\n"),
    ("P.x", "3\n"), ("P.e", "b\n"), ("P.l", "[]\n"), ("g.value", "\"x\"\n"),
    ("p.l[0]", "(x = 3, t = \"q\", e = b)\n"),
  ])
  func partsOfValuesAreShown(_ name: String, _ expected: String) throws {
    #expect(try value(name) == expected)
  }

  @Test func partsHaveTheFormsOfTheirTypes() throws {
    #expect(try value("p.l[0]", "json") == "{\"x\":3,\"t\":\"q\",\"e\":\"b\"}\n")
    #expect(try value("p.l[0].e", "json") == "\"b\"\n")
    let schema = try SchemaFiles(EvaluationTests.text).compile()
    let binary = try schema.value(of: "p.l[0]", as: "binary")
    let read = try MessageConversion(
      from: "binary", to: "text", schema: schema, type: "P", isPretty: false)
    #expect(try read.convert(binary) == Array("(x = 3, t = \"q\", e = b)\n".utf8))
  }

  @Test func otherMembersOfAUnionAreRefused() throws {
    let schema = try SchemaFiles(
      "struct U { union { a @0 :Int8 = 5; b @1 :Text; } } const u :U = (b = \"x\");"
    ).compile()
    #expect(try schema.value(of: "u.b") == Array("\"x\"\n".utf8))
    #expect(try schema.value(of: "U.a") == Array("5\n".utf8))
    for name in ["u.a", "U.b"] {
      #expect(throws: MessageConversion.Failure.self) { try schema.value(of: name) }
    }
  }

  @Test func valuesOfImportedFilesAreFound() throws {
    let files = SchemaFiles([
      "test.capnp": "@0xbb0c61c5d8a1f3e8; using Other = import \"other.capnp\";",
      "other.capnp": "@0xbb0c61c5d8a1f3e9; struct S { x @0 :Int8 = 3; } const s :S = (x = 4);",
    ])
    let schema = try files.compile()
    #expect(try schema.value(of: "Other.s.x") == Array("4\n".utf8))
    #expect(try schema.value(of: "Other.S.x") == Array("3\n".utf8))
    #expect(try schema.value(of: "Other.s") == Array("(x = 4)\n".utf8))
  }
}
