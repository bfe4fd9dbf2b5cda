import SeededTesting
import Testing

@testable import CapnProtoCompiler

/// Names of fields: unique, and stable when a schema grows.
@Suite struct NamingTests {
  static let pool =
    Array(SwiftName.reserved) + [
      "raw", "asReader", "which", "tag", "text", "hasText", "setText", "initText", "clearText",
      "textPointer", "unknown", "value", "newValue", "rawValue", "description", "hashValue", "get",
      "set", "none", "some", "typeID", "pointer", "x", "y",
    ]

  @Test func fieldNamesAreUniqueAndStable() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let names = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        Self.pool[Int.random(in: 0..<Self.pool.count, using: &random)]
      }
      let union = Bool.random(using: &random)
      let all = Self.taken(by: names, union: union)
      for (index, first) in all.enumerated() {
        for second in all[(index + 1)...] { #expect(first != second, "seed \(seed), \(names)") }
      }
      // A field that comes later changes no name that was there before.
      let fewer = Self.taken(by: Array(names.dropLast()), union: union)
      #expect(Array(all.prefix(fewer.count)) == fewer, "seed \(seed), \(names)")
    }
  }

  private static func taken(by names: [String], union: Bool) -> [String] {
    let fields = names.map { name in
      RequestField(
        name: name, codeOrder: 0, discriminant: nil, annotations: [], comment: nil,
        body: .slot(offset: 0, .text, defaultValue: .void, explicitDefault: false))
    }
    let structure = RequestStruct(
      dataWords: 1, pointers: 1, isGroup: false, discriminantCount: union ? 2 : 0,
      discriminantOffset: 0, fields: fields)
    return FieldNames.names(for: structure).flatMap {
      [$0.property, $0.has, $0.set, $0.initialize, $0.clear, $0.pointer]
    }
  }

  @Test(arguments: [
    ("class", "`class`"), ("self", "`self`"), ("init", "`init`"), ("Type", "`Type`"),
    ("name", "name"), ("async", "async"), ("_", "`_`"),
  ])
  func escaping(name: String, written: String) {
    #expect(SwiftName.escaped(name) == written)
  }

  @Test func namesTakenGiveWay() {
    var scope = NameScope(reserved: ["a"])
    #expect(scope.take("a") == "a_")
    #expect(scope.take("a") == "a__")
    #expect(scope.take("b") == "b")
    #expect(scope.take("a_") == "a__" + "_")
  }

  /// What a hostile schema does: names don't grow with their number.
  @Test func manyEqualNames() {
    var scope = NameScope()
    let names = (0..<20_000).map { _ in scope.take("a") }
    #expect(Set(names).count == names.count)
    #expect(names[8] == "a________" && names[9] == "a_9" && names[19_999] == "a_19999")
  }

  @Test(arguments: [
    ([], "\"\""), (Array("a\"b\\c\n\t\r".utf8), "\"a\\\"b\\\\c\\n\\t\\r\""),
    (Array("é\u{0}".utf8), "\"\\u{e9}\\u{0}\""), ([0xff], nil as String?),
  ])
  func stringLiterals(bytes: [UInt8], literal: String?) {
    #expect(SwiftLiteral.string(bytes) == literal)
  }
}
