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
    for name in ["nothing", "P", "Box.nothing", ""] {
      #expect(throws: MessageConversion.Failure.self) { try schema.value(of: name) }
    }
    #expect(throws: MessageConversion.Failure.self) { try schema.value(of: "p", as: "zip") }
  }
}
