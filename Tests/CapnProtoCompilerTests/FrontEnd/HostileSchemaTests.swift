import SeededTesting
import CapnProto
import CapnProtoCompiler
import Testing

/// Schemas made to break the compiler: each must be refused, or taken, at little cost.
@Suite struct HostileSchemaTests {
  private func isRefused(_ text: String, _ message: String) -> Bool {
    SchemaFiles(text).errors().contains { $0.message.contains(message) }
  }

  @Test func deepNestingIsRefused() {
    let depth = 100_000
    let open = String(repeating: "(", count: depth)
    #expect(isRefused("const a :Int8 = \(open);", "Nested too deeply"))
    let brackets = String(repeating: "[", count: depth)
    #expect(isRefused("const a :List(Int8) = \(brackets);", "Nested too deeply"))
    let blocks = String(repeating: "struct A { ", count: depth)
    #expect(isRefused(blocks, "Nested too deeply"))
    let suffixes = String(repeating: ".a", count: depth)
    #expect(isRefused("const a :Int8 = b\(suffixes);", "Nested too deeply"))
    let applied = String(repeating: "()", count: depth)
    #expect(isRefused("const a :Int8 = b\(applied);", "Nested too deeply"))
    // Many suffixes on many levels.
    let level = String(repeating: "(x)", count: 30)
    var text = "y"
    for _ in 0..<30 { text = "y(\(text))\(level)" }
    #expect(isRefused("const a :Int8 = \(text);", "Nested too deeply"))
  }

  @Test func depthThroughAliasesAndConstantsIsRefused() {
    var types = "using T0 = List(Text);"
    for index in 1..<3000 { types += "using T\(index) = List(T\(index - 1));" }
    #expect(isRefused(types, "too large a type"))
    var values = "struct S { a @0 :S; } const c0 :S = ();"
    for index in 1..<3000 { values += "const c\(index) :S = (a = .c\(index - 1));" }
    #expect(isRefused(values, "nested too deeply"))
    // Deep expressions that wait for deep expressions.
    let open = String(repeating: "(a = ", count: 45)
    let close = String(repeating: ")", count: 45)
    var both = "struct S { a @0 :S; } "
    for index in 0..<60 { both += "const c\(index) :S = \(open).c\(index + 1)\(close);" }
    #expect(isRefused(both + "const c60 :S = ();", "ested too deeply"))
  }

  @Test func aliasesResolveTheSameWayEveryTime() {
    let chain = (0..<45).map { "using A\($0 + 1) = List(A\($0));" }.joined()
    for _ in 0..<5 {
      #expect(SchemaFiles("using A0 = Text; \(chain)").errors().isEmpty)
    }
  }

  @Test func nestingUpToTheLimitIsTaken() {
    let open = String(repeating: "struct A { ", count: 60)
    let close = String(repeating: "}", count: 60)
    #expect(SchemaFiles(open + close).errors().isEmpty)
    let values = String(repeating: "(", count: 60) + "1" + String(repeating: ")", count: 60)
    #expect(SchemaFiles("const a :Int8 = \(values);").errors().isEmpty)
  }

  @Test func longChainsAreRefused() {
    let constants = (0..<2000).map { "const c\($0) :Int8 = .c\($0 + 1);" }.joined()
    #expect(isRefused(constants + "const c2000 :Int8 = 1;", "wait for each other"))
    let aliases = (0..<2000).map { "using A\($0) = A\($0 + 1);" }.joined()
    #expect(isRefused(aliases + "using A2000 = Text;", "Aliases are nested too deeply"))
    let annotations = (0..<2000).map { "annotation a\($0)(annotation) :Void $a\($0 + 1);" }.joined()
    #expect(isRefused(annotations + "annotation a2000(*) :Void;", "wait for each other"))
  }

  @Test func longChainsOfTypesAreTaken() throws {
    let count = 3000
    let structs = (0..<count).map { "struct S\($0) { a @0 :S\(($0 + 1) % count); }" }.joined()
    let schema = try SchemaFiles(structs).compile()
    #expect(try schema.request().totalWords > count)
  }

  @Test func typesDoNotGrowWithoutBound() {
    var text = "struct G(A, B) {} using T0 = G(Text, Text);"
    for index in 1..<60 { text += "using T\(index) = G(T\(index - 1), T\(index - 1));" }
    #expect(isRefused(text + "struct S { a @0 :T59; }", "too large a type"))
  }

  @Test func valuesDoNotGrowWithoutBound() {
    var text = "struct S { a @0 :S; b @1 :S; } const c0 :S = ();"
    for index in 1..<50 {
      text += "const c\(index) :S = (a = .c\(index - 1), b = .c\(index - 1));"
    }
    #expect(isRefused(text, "too large in all"))
    let wide = (0..<2000).map { "f\($0) @\($0) :UInt64;" }.joined()
    let items = String(repeating: "(),", count: 50_000)
    #expect(isRefused("struct W { \(wide) } const c :List(W) = [\(items)];", "too large in all"))
  }

  @Test func wideStructsAreRefused() {
    let fields = (0..<65_536).map { "f\($0) @\($0) :UInt64;" }.joined(separator: "\n")
    #expect(isRefused("struct W { \(fields) }", "the limit is 65535"))
  }

  /// What would take hours if anything were quadratic takes seconds, in debug builds too.
  @Test func largeSchemasTakeLinearTime() throws {
    let fields = (0..<5_000).map { "f\($0) @\($0) :UInt16 = 3; # note \($0)\n" }.joined()
    let constants = (0..<3_000).map { "const c\($0) :List(Int8) = [1, 2, \($0 % 100)];\n" }.joined()
    let comments = String(repeating: "# comment\n", count: 20_000)
    let enumerants = (0..<5_000).map { "e\($0) @\($0);" }.joined()
    let text = "struct W {\n\(fields)}\n\(comments)\(constants)enum E { \(enumerants) }"
    #expect(try SchemaFiles(text).compile().request().totalWords > 10_000)
  }

  @Test func unionsOfManyMembersTakeLittleTime() throws {
    var ordinal = 0
    let groups = (0..<40).map { group in
      "g\(group) :group { "
        + (0..<40).map { field -> String in
          defer { ordinal += 1 }
          return "f\(field) @\(ordinal) :\(["UInt64", "Bool", "UInt8", "UInt32"][field % 4]);"
        }.joined() + "}"
    }.joined()
    _ = try SchemaFiles("struct A { union { \(groups) } }").compile()
  }

  @Test func importsInCirclesAreTaken() throws {
    let files = SchemaFiles([
      "test.capnp": "@0xbb0c61c5d8a1f3e8;\nstruct A { b @0 :import \"b.capnp\".B; }",
      "b.capnp":
        "@0xbb0c61c5d8a1f3e9;\nusing T = import \"test.capnp\"; struct B { a @0 :T.A; }",
    ])
    #expect(try files.compile().request().totalWords > 0)
    let itself = SchemaFiles("using Self = import \"test.capnp\"; struct A { a @0 :Self.A; }")
    #expect(itself.errors().isEmpty)
  }

  /// Damaged schemas: no trap, no hang, and always an answer.
  @Test func mutatedSchemas() {
    var texts = LanguageCases.valid
    for seed in 1...5 as ClosedRange<UInt64> {
      var random = RandomSchema(seed: seed)
      texts.append(random.files()["lib/library.capnp"] ?? "")
    }
    texts += ["/capnp/schema.capnp", "/capnp/rpc.capnp"].map {
      "using import \"\($0)\".X; struct A { a @0 :X; }"
    }
    var answers = 0
    for seed in 1...600 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      var bytes = Array(("@0xbb0c61c5d8a1f3e8;\n" + random.pick(texts)).utf8)
      for _ in 0..<(1 + random.below(6)) { mutate(&bytes, &random) }
      let files = SchemaFiles([:])
      var damaged = files
      damaged.files = LanguageCases.besides
      damaged.files["test.capnp"] = bytes
      do throws(SchemaErrors) {
        let schema = try damaged.compile()
        let request = try? schema.request()
        #expect(request != nil, "seed \(seed)")
      } catch {
        #expect(!error.diagnostics.isEmpty, "seed \(seed)")
      }
      answers += 1
    }
    #expect(answers == 600)
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let pieces = [
      "{", "}", "(", ")", "[", "]", ";", ",", "@", "@0", "@1", ":", "=", "$", ".", "\"", "#", "-",
      "->", "union", "group", "struct", "A", "List", "List(", "Text", "0x", "0xffffffffffffffff",
      "import \"test.capnp\"", "using", "const", "extends", "inf", "1e999", "\u{0}", "é", "\r\n",
    ]
    guard !bytes.isEmpty else { return }
    let position = random.below(bytes.count)
    switch random.below(6) {
    case 0: bytes[position] = UInt8(truncatingIfNeeded: random.below(256))
    case 1: bytes.remove(at: position)
    case 2: bytes.insert(contentsOf: Array(random.pick(pieces).utf8), at: position)
    case 3:
      let end = min(bytes.count, position + random.below(30))
      bytes.removeSubrange(position..<end)
    case 4:
      let end = min(bytes.count, position + random.below(60))
      bytes.insert(contentsOf: Array(bytes[position..<end]), at: random.below(bytes.count))
    default: bytes = Array(bytes[..<position])
    }
  }
}
