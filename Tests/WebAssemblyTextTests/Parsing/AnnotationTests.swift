import Testing
import WebAssemblyText

/// Names, custom sections, branch hints, and annotations to ignore.
@Suite struct AnnotationTests {
  private func binary(_ text: String) throws -> [UInt8] { try TextFormat.binary(from: text) }

  private func names(_ content: [UInt8]) -> [UInt8] {
    Binary.section(0, Binary.name("name") + content)
  }

  @Test func ignoresUnknownAnnotations() throws {
    #expect(
      try binary("(@a)((@b) memory (@c ((x) \")\")) 1 (@d , ; ]))(@e)")
        == Binary.module(Binary.section(5, [1, 0, 1])))
  }

  @Test func writesNames() throws {
    let text = """
      (module $M (memory $m 0) (func $"a b" (param $x i32) (param i32) (local $y i64)))
      """
    let expected = names(
      [0, 2, 1, 0x4D, 1, 6, 1, 0, 3, 0x61, 0x20, 0x62]
        + [2, 9, 1, 0, 2, 0, 1, 0x78, 2, 1, 0x79] + [6, 4, 1, 0, 1, 0x6D])
    #expect(try binary(text).suffix(expected.count) == expected[...])
  }

  @Test func prefersNameAnnotations() throws {
    let annotated = try binary(
      "(module $M (@name \"N\") (func $f (@name \"g\") (param $x (@name \"y\") i32)))")
    let plain = try binary("(module $N (func $g (param $y i32)))")
    #expect(annotated == plain)
    #expect(try binary("(func (@name \"g\"))") == binary("(func $g)"))
  }

  @Test func placesCustomSections() throws {
    let text = """
      (@custom "a" "x") (@custom "b" (before first)) (@custom "c" (after memory) "y" "z")
      (memory 0) (@custom "d" (before memory)) (@custom "e" (after last)) (@custom "f" (after data))
      """
    let custom = { (name: String, content: String) in
      Binary.section(0, Binary.name(name) + Array(content.utf8))
    }
    #expect(
      try binary(text)
        == Binary.module(
          custom("b", ""), custom("d", ""), Binary.section(5, [1, 0, 0]), custom("c", "yz"),
          custom("f", ""), custom("a", "x"), custom("e", "")))
  }

  @Test func writesBranchHints() throws {
    let text = "(func i32.const 0 (@metadata.code.branch_hint \"\\01\") if end)"
    let hints = Binary.section(
      0, Binary.name("metadata.code.branch_hint") + [1, 0, 1, 3, 1, 1])
    let code = Binary.section(10, [1, 7, 0, 0x41, 0, 4, 0x40, 0x0B, 0x0B])
    let expected = Binary.module(Binary.oneType, Binary.oneFunction, hints, code)
    #expect(try binary(text) == expected)
    #expect(
      try binary("(func (@metadata.code.branch_hint \"\\01\") (if (i32.const 0) (then)))")
        == expected)
  }

  @Test(
    arguments: [
      ("(@custom)", "@custom annotation: missing section name"),
      ("(@custom 4)", "@custom annotation: missing section name"),
      (#"(@custom "\df")"#, "@custom annotation: malformed UTF-8 encoding"),
      ("(@custom \"a\" b)", "@custom annotation: unexpected token"),
      ("(@custom \"a\" (after))", "@custom annotation: malformed section kind"),
      ("(@custom \"a\" (custom))", "@custom annotation: malformed placement"),
      ("(@custom \"a\" (before last))", "@custom annotation: malformed section kind"),
      ("(@custom \"a\" (before type type))", "@custom annotation: unexpected token"),
      ("(func (@custom \"a\"))", "misplaced @custom annotation"),
      ("(func) (@name \"a\")", "misplaced @name annotation"),
      ("(module (@name \"a\") (@name \"b\"))", "@name annotation: multiple module"),
      ("(func (@name))", "@name annotation: missing name"),
      ("(func (@name \"a\" \"b\"))", "@name annotation: unexpected token"),
      (
        "(func (@metadata.code.branch_hint \"\\00\") nop)",
        "@metadata.code.branch_hint annotation: invalid target"
      ),
      (
        "(@metadata.code.branch_hint \"\\00\")",
        "@metadata.code.branch_hint annotation: not in a function"
      ),
    ] as [(String, String)])
  func reports(_ text: String, _ message: String) {
    #expect(Binary.error(text)?.message == message)
  }

  @Test func tellsCanonicallyEquivalentIdentifiersApart() throws {
    #expect(try binary("(func $\"\\u{e9}\") (func $\"e\\u{301}\")").count > 8)
  }
}
