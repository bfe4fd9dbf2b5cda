import Testing
import WebAssemblyText

/// Module fields and their abbreviations, with the expected bytes.
@Suite struct ModuleEncodingTests {
  private func binary(_ text: String) throws -> [UInt8] { try TextFormat.binary(from: text) }

  @Test func encodesEmptyModules() throws {
    for text in ["", "(module)", " ( module ) ;; x", "(module (;;))"] {
      #expect(try binary(text) == Binary.header)
    }
  }

  @Test func encodesTypes() throws {
    let type = { Binary.module(Binary.section(1, $0)) }
    #expect(try binary("(type (func))") == type([1, 0x60, 0, 0]))
    #expect(
      try binary("(type (func (param i32 i64) (param f32) (result f64 v128)))")
        == type([1, 0x60, 3, 0x7F, 0x7E, 0x7D, 2, 0x7C, 0x7B]))
    #expect(try binary("(type (array i8))") == type([1, 0x5E, 0x78, 0]))
    #expect(try binary("(type (array (mut i16)))") == type([1, 0x5E, 0x77, 1]))
    #expect(
      try binary("(type (struct (field i32 (mut i64)) (field funcref)))")
        == type([1, 0x5F, 3, 0x7F, 0, 0x7E, 1, 0x70, 0]))
    #expect(try binary("(type (sub (struct)))") == type([1, 0x50, 0, 0x5F, 0]))
    #expect(try binary("(type (sub final (struct)))") == type([1, 0x5F, 0]))
    #expect(
      try binary("(type (sub (struct))) (type (sub final 0 (struct)))")
        == type([2, 0x50, 0, 0x5F, 0, 0x4F, 1, 0, 0x5F, 0]))
    #expect(
      try binary("(rec (type (struct (field (ref 1)))) (type (array (ref null 0))))")
        == type([1, 0x4E, 2, 0x5F, 1, 0x64, 1, 0, 0x5E, 0x63, 0, 0]))
    #expect(try binary("(rec)") == type([1, 0x4E, 0]))
    #expect(try binary("(rec (type (func)))") == type([1, 0x60, 0, 0]))
  }

  @Test(
    arguments: [
      ("funcref", [0x70]), ("externref", [0x6F]), ("anyref", [0x6E]), ("eqref", [0x6D]),
      ("i31ref", [0x6C]), ("structref", [0x6B]), ("arrayref", [0x6A]), ("exnref", [0x69]),
      ("nullref", [0x71]), ("nullexternref", [0x72]), ("nullfuncref", [0x73]),
      ("nullexnref", [0x74]), ("(ref null func)", [0x70]), ("(ref null none)", [0x71]),
      ("(ref func)", [0x64, 0x70]), ("(ref extern)", [0x64, 0x6F]), ("(ref any)", [0x64, 0x6E]),
      ("(ref eq)", [0x64, 0x6D]), ("(ref i31)", [0x64, 0x6C]), ("(ref struct)", [0x64, 0x6B]),
      ("(ref array)", [0x64, 0x6A]), ("(ref exn)", [0x64, 0x69]), ("(ref none)", [0x64, 0x71]),
      ("(ref noextern)", [0x64, 0x72]), ("(ref nofunc)", [0x64, 0x73]),
      ("(ref noexn)", [0x64, 0x74]), ("(ref 0)", [0x64, 0]), ("(ref null 200)", [0x63, 0xC8, 1]),
      ("(ref null 64)", [0x63, 0xC0, 0]),
    ] as [(String, [UInt8])])
  func encodesReferenceTypes(_ text: String, _ bytes: [UInt8]) throws {
    #expect(
      try binary("(type (array \(text)))")
        == Binary.module(Binary.section(1, [1, 0x5E] + bytes + [0])))
  }

  @Test func encodesImportsAndTheirAbbreviations() throws {
    let kinds: [(String, String, [UInt8])] = [
      ("table", "1 2 funcref", [1, 0x70, 1, 1, 2]), ("table", "i64 1 externref", [1, 0x6F, 4, 1]),
      ("memory", "1", [2, 0, 1]), ("memory", "i64 1 2", [2, 5, 1, 2]),
      ("memory", "1 2 shared", [2, 3, 1, 2]), ("memory", "i32 1 (pagesize 1)", [2, 8, 1, 0]),
      ("global", "i32", [3, 0x7F, 0]), ("global", "(mut anyref)", [3, 0x6E, 1]),
    ]
    for (kind, type, bytes) in kinds {
      let expected = Binary.module(
        Binary.section(2, [1] + Binary.name("m") + Binary.name("n") + bytes))
      #expect(try binary("(import \"m\" \"n\" (\(kind) \(type)))") == expected)
      #expect(try binary("(\(kind) (import \"m\" \"n\") \(type))") == expected)
    }
    let function = Binary.module(
      Binary.section(1, [1, 0x60, 1, 0x7F, 0]),
      Binary.section(2, [1] + Binary.name("m") + Binary.name("n") + [0, 0]))
    #expect(try binary("(import \"m\" \"n\" (func (param i32)))") == function)
    #expect(try binary("(func (import \"m\" \"n\") (param i32))") == function)
    #expect(
      try binary("(type (func (param i32))) (func (import \"m\" \"n\") (type 0))") == function)
    let tag = Binary.module(
      Binary.section(1, [1, 0x60, 1, 0x7F, 0]),
      Binary.section(2, [1] + Binary.name("m") + Binary.name("n") + [4, 0, 0]))
    #expect(try binary("(import \"m\" \"n\" (tag (param i32)))") == tag)
    #expect(try binary("(tag (import \"m\" \"n\") (param i32))") == tag)
  }

  @Test func encodesExportsAndTheirAbbreviation() throws {
    let exports = Binary.section(7, [2] + Binary.name("a") + [2, 0] + Binary.name("b") + [2, 0])
    let expected = Binary.module(Binary.section(5, [1, 0, 0]), exports)
    #expect(
      try binary("(memory 0) (export \"a\" (memory 0)) (export \"b\" (memory 0))") == expected)
    #expect(try binary("(memory (export \"a\") (export \"b\") 0)") == expected)
    #expect(try binary("(export \"a\" (memory 0)) (memory (export \"b\") 0)") == expected)
  }

  @Test func encodesMemoriesWithData() throws {
    let data = Binary.section(11, [1, 0, 0x41, 0, 0x0B, 3, 0x61, 0x62, 0x63])
    #expect(
      try binary("(memory (data \"a\" \"bc\"))")
        == Binary.module(Binary.section(5, [1, 1, 1, 1]), data))
    #expect(
      try binary("(memory (data))")
        == Binary.module(
          Binary.section(5, [1, 1, 0, 0]), Binary.section(11, [1, 0, 0x41, 0, 0x0B, 0])))
    #expect(
      try binary("(memory 0) (memory i64 (data \"a\"))")
        == Binary.module(
          Binary.section(5, [2, 0, 0, 5, 1, 1]),
          Binary.section(11, [1, 2, 1, 0x42, 0, 0x0B, 1, 0x61])))
    #expect(
      try binary("(memory (pagesize 1) (data \"abc\"))")
        == Binary.module(Binary.section(5, [1, 9, 3, 3, 0]), data))
  }

  @Test func encodesTablesWithElements() throws {
    let function = [Binary.oneType, Binary.oneFunction].flatMap { $0 }
    let code = Binary.section(10, [1, 2, 0, 0x0B])
    #expect(
      try binary("(func $f) (table funcref (elem $f 0))")
        == Binary.module(
          function, Binary.section(4, [1, 0x70, 1, 2, 2]),
          Binary.section(9, [1, 0, 0x41, 0, 0x0B, 2, 0, 0]), code,
          Binary.section(0, Binary.name("name") + [1, 4, 1, 0] + Binary.name("f"))))
    #expect(
      try binary("(func) (table i64 (ref null 0) (elem (ref.func 0) (item (ref.null 0))))")
        == Binary.module(
          function, Binary.section(4, [1, 0x63, 0, 5, 2, 2]),
          Binary.section(
            9, [1, 6, 0, 0x42, 0, 0x0B, 0x63, 0, 2, 0xD2, 0, 0x0B, 0xD0, 0, 0x0B]), code))
    #expect(
      try binary("(func) (table (ref null 0) (elem 0))")
        == Binary.module(
          function, Binary.section(4, [1, 0x63, 0, 1, 1, 1]),
          Binary.section(9, [1, 6, 0, 0x41, 0, 0x0B, 0x63, 0, 1, 0xD2, 0, 0x0B]), code))
    #expect(
      try binary("(func) (table 1 (ref func) (ref.func 0))")
        == Binary.module(
          function, Binary.section(4, [1, 0x40, 0, 0x64, 0x70, 0, 1, 0xD2, 0, 0x0B]), code))
  }

  @Test(
    arguments: [
      ("(elem (i32.const 1) 0)", [0, 0x41, 1, 0x0B, 1, 0]),
      ("(elem (offset i32.const 1) func 0)", [0, 0x41, 1, 0x0B, 1, 0]),
      ("(elem (table 0) (i32.const 1) func 0)", [0, 0x41, 1, 0x0B, 1, 0]),
      ("(elem 0 (i32.const 1) 0)", [0, 0x41, 1, 0x0B, 1, 0]),
      ("(elem (table 1) (i32.const 1) func 0)", [2, 1, 0x41, 1, 0x0B, 0, 1, 0]),
      ("(elem func 0 0)", [1, 0, 2, 0, 0]),
      ("(elem declare func)", [3, 0, 0]),
      ("(elem (i32.const 1) funcref (ref.func 0))", [4, 0x41, 1, 0x0B, 1, 0xD2, 0, 0x0B]),
      (
        "(elem (i32.const 1) (ref func) (ref.func 0))",
        [6, 0, 0x41, 1, 0x0B, 0x64, 0x70, 1, 0xD2, 0, 0x0B]
      ),
      ("(elem (table 1) (i32.const 1) funcref)", [6, 1, 0x41, 1, 0x0B, 0x70, 0]),
      ("(elem externref (item ref.null extern))", [5, 0x6F, 1, 0xD0, 0x6F, 0x0B]),
      ("(elem declare funcref (item (ref.func 0)))", [7, 0x70, 1, 0xD2, 0, 0x0B]),
    ] as [(String, [UInt8])])
  func encodesElementSegments(_ text: String, _ bytes: [UInt8]) throws {
    #expect(try binary(text) == Binary.module(Binary.section(9, [1] + bytes)))
  }

  @Test(
    arguments: [
      ("(data \"ab\" \"c\")", [1, 3, 0x61, 0x62, 0x63]), ("(data)", [1, 0]),
      ("(data (i32.const 5) \"\")", [0, 0x41, 5, 0x0B, 0]),
      ("(data (offset (i32.const 5)) \"a\")", [0, 0x41, 5, 0x0B, 1, 0x61]),
      ("(data (memory 0) (i64.const -1) \"a\")", [0, 0x42, 0x7F, 0x0B, 1, 0x61]),
      ("(data (memory 3) (global.get 1))", [2, 3, 0x23, 1, 0x0B, 0]),
    ] as [(String, [UInt8])])
  func encodesDataSegments(_ text: String, _ bytes: [UInt8]) throws {
    #expect(try binary(text) == Binary.module(Binary.section(11, [1] + bytes)))
  }

  @Test func countsDataWhenCodeNamesIt() throws {
    #expect(
      try binary("(func data.drop 0) (data)")
        == Binary.module(
          Binary.oneType, Binary.oneFunction, Binary.section(12, [1]),
          Binary.section(10, [1, 5, 0, 0xFC, 9, 0, 0x0B]), Binary.section(11, [1, 1, 0])))
  }

  @Test func encodesGlobalsTagsAndStart() throws {
    #expect(
      try binary("(global (mut i64) (i64.const 1)) (global i32 i32.const 2 i32.const 3 i32.add)")
        == Binary.module(
          Binary.section(
            6, [2, 0x7E, 1, 0x42, 1, 0x0B, 0x7F, 0, 0x41, 2, 0x41, 3, 0x6A, 0x0B])))
    #expect(
      try binary("(tag (export \"t\")) (start 0) (func)")
        == Binary.module(
          Binary.oneType, Binary.oneFunction, Binary.section(13, [1, 0, 0]),
          Binary.section(7, [1] + Binary.name("t") + [4, 0]), Binary.section(8, [0]),
          Binary.section(10, [1, 2, 0, 0x0B])))
  }

  @Test func reusesAndAddsFunctionTypes() throws {
    // The explicit type comes first, though it is written last; types in bodies follow headers.
    let text = """
      (func (result i32) (block (param i32)) unreachable)
      (func (param i32)) (func (result i32) unreachable) (type (func (param i32)))
      """
    #expect(
      try binary(text)
        == Binary.module(
          Binary.section(1, [2, 0x60, 1, 0x7F, 0, 0x60, 0, 1, 0x7F]),
          Binary.section(3, [3, 1, 0, 1]),
          Binary.section(10, [3, 6, 0, 2, 0, 0x0B, 0, 0x0B, 2, 0, 0x0B, 3, 0, 0, 0x0B])))
    // A type in a larger group or open for subtypes is another type.
    #expect(
      try binary("(rec (type (func)) (type (func))) (type (sub (func))) (func)")
        == Binary.module(
          Binary.section(1, [3, 0x4E, 2, 0x60, 0, 0, 0x60, 0, 0, 0x50, 0, 0x60, 0, 0, 0x60, 0, 0]),
          Binary.section(3, [1, 3]), Binary.section(10, [1, 2, 0, 0x0B])))
  }

  @Test func encodesLocalsInRuns() throws {
    let text = "(func (param i32) (local i32 i32) (local $x i32) (local i64) (local) (local i32))"
    #expect(
      Array(try binary(text).dropFirst(8 + 7 + 4).prefix(13))
        == [10, 10, 1, 8, 3, 3, 0x7F, 1, 0x7E, 1, 0x7F, 0x0B, 0])
  }
}
