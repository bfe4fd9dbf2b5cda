import Testing
import WebAssemblyText

/// Errors, each with its words and its place.
@Suite struct TextErrorTests {
  @Test(
    arguments: [
      ("(func\n  i32.foo)", "unknown operator i32.foo", 2, 3),
      ("(func (i32.const0))", "unknown operator i32.const0", 1, 8),
      ("(func br 0drop)", "unknown operator 0drop", 1, 10),
      ("(func get_local 0)", "unknown operator get_local", 1, 7),
      ("(foo)", "unknown operator foo", 1, 2),
      ("(global anyfunc)", "unknown operator anyfunc", 1, 9),
      ("( @a)", "unknown operator @a", 1, 3),
      ("(func))", "unexpected token", 1, 7),
      ("(func", "unexpected token", 1, 6),
      ("(module) (module)", "unexpected token", 1, 10),
      ("(func (i32.const))", "unexpected token", 1, 17),
      ("(func (i32.const $x))", "unexpected token", 1, 18),
      ("(func (nop) (param i32))", "unexpected token", 1, 14),
      ("(func (local i32) (param i32))", "unexpected token", 1, 20),
      ("(func end)", "unexpected token", 1, 7),
      ("(func else)", "unexpected token", 1, 7),
      ("(func (end))", "unexpected token", 1, 8),
      ("(func block)", "unexpected token", 1, 12),
      ("(func (block end))", "unexpected token", 1, 14),
      ("(func (if nop (then)))", "unexpected token", 1, 11),
      ("(func (if (then) (then)))", "unexpected token", 1, 18),
      ("(func (if (i32.const 0)))", "unexpected token", 1, 24),
      ("(func if else else end)", "unexpected token", 1, 15),
      ("(func (i32.add nop))", "unexpected token", 1, 16),
      ("(func (then))", "unexpected token", 1, 8),
      ("(func (block (param $x i32)))", "unexpected token", 1, 21),
      ("(type (func (result i32) (param i32)))", "unexpected token", 1, 26),
      ("(type i32)", "unexpected token", 1, 7),
      ("(elem)", "unexpected token", 1, 6),
      ("(import \"a\" \"b\" (type))", "unexpected token", 1, 18),
      ("(import \"a\" (func))", "unexpected token", 1, 13),
      ("(export a (func 0))", "unknown operator a", 1, 9),
      ("(memory)", "unexpected token", 1, 8),
      ("(func call $f)", "unknown func $f", 1, 12),
      ("(func local.get $x)", "unknown local $x", 1, 17),
      ("(func global.get $x)", "unknown global $x", 1, 18),
      ("(func table.get $x)", "unknown table $x", 1, 17),
      ("(func i32.load $x)", "unknown memory $x", 1, 16),
      ("(func throw $x)", "unknown tag $x", 1, 13),
      ("(func data.drop $x)", "unknown data segment $x", 1, 17),
      ("(func elem.drop $x)", "unknown elem segment $x", 1, 17),
      ("(func br $x)", "unknown label $x", 1, 10),
      ("(func block $x end br $x)", "unknown label $x", 1, 23),
      ("(func (type $x))", "unknown type $x", 1, 13),
      ("(func (type 7) (param i32))", "unknown type", 1, 13),
      ("(type $s (struct)) (func struct.get $s $f)", "unknown field $f", 1, 40),
      ("(func $f) (func $f)", "duplicate func $f", 1, 17),
      ("(func $f) (import \"\" \"\" (func $f))", "duplicate func $f", 1, 31),
      ("(global $f i32) (global $f)", "duplicate global $f", 1, 25),
      ("(table $f 1 funcref) (table $f)", "duplicate table $f", 1, 29),
      ("(memory $f 1) (memory $f 1)", "duplicate memory $f", 1, 23),
      ("(tag $f) (tag $f)", "duplicate tag $f", 1, 15),
      ("(type $f (func)) (rec (type $f (func)))", "duplicate type $f", 1, 29),
      ("(type (struct (field $x i32) (field $x i32)))", "duplicate field $x", 1, 37),
      ("(func (param $x i32) (param $x i32))", "duplicate local $x", 1, 29),
      ("(func (param $x i32) (local $x i32))", "duplicate local $x", 1, 29),
      ("(func block $l end $m)", "mismatching label $m", 1, 20),
      ("(func block end $m)", "mismatching label $m", 1, 17),
      ("(func if $l else $m end)", "mismatching label $m", 1, 18),
      ("(type (func)) (func (type 0) (param i32))", "inline function type", 1, 21),
      ("(type (struct)) (func (type 0) (param i32))", "inline function type", 1, 23),
      ("(func) (import \"\" \"\" (func))", "import after function", 1, 9),
      ("(memory 0) (func (import \"\" \"\"))", "import after memory", 1, 19),
      ("(table 0 funcref) (import \"\" \"\" (func))", "import after table", 1, 20),
      ("(global i32 i32.const 0) (import \"\" \"\" (func))", "import after global", 1, 27),
      ("(tag) (import \"\" \"\" (func))", "import after tag", 1, 8),
      ("(func) (start 0) (start 0)", "multiple start sections", 1, 19),
      ("(func (i32.const 0x1_0000_0000))", "constant out of range", 1, 18),
      ("(func (i32.const -2147483649))", "constant out of range", 1, 18),
      ("(func (i64.const 18446744073709551616))", "constant out of range", 1, 18),
      ("(func (f32.const 1e40))", "constant out of range", 1, 18),
      ("(func (f64.const nan:0x0))", "constant out of range", 1, 18),
      ("(func (i32.const 1.5))", "constant out of range", 1, 18),
      ("(func (i32.const 0x))", "unknown operator 0x", 1, 18),
      ("(func (f32.const nan:canonical))", "unexpected token", 1, 18),
      ("(func br 0x1_0000_0000)", "i32 constant out of range", 1, 10),
      ("(func br -1)", "unexpected token", 1, 10),
      ("(func i8x16.extract_lane_s 256)", "i8 constant out of range", 1, 28),
      ("(func i8x16.shuffle 0 1)", "invalid lane length", 1, 21),
      ("(func v128.const i32x4 0 0 0)", "wrong number of lane literals", 1, 18),
      ("(func v128.const i32x4 0 0 0 0 0)", "wrong number of lane literals", 1, 18),
      ("(func v128.const i8x16 256 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0)", "constant out of range", 1, 24),
      ("(func v128.const 0 0)", "unexpected token", 1, 18),
      ("(func i32.load align=3)", "alignment must be a power of two", 1, 16),
      ("(func i32.load align=0)", "alignment must be a power of two", 1, 16),
      ("(func i32.load align=x)", "unknown operator align=x", 1, 16),
      ("(func i32.load offset=-1)", "unknown operator offset=-1", 1, 16),
      ("(func i32.load align=1 offset=1)", "unexpected token", 1, 24),
      ("(func i32.load offset=18446744073709551616)", "i64 constant out of range", 1, 16),
      ("(memory 1 (pagesize 3))", "invalid custom page size", 1, 21),
      (#"(import "\ff" "" (func))"#, "malformed UTF-8 encoding", 1, 9),
      ("(memory 1) (export \"a\" (memory $é 0))", "empty identifier", 1, 32),
    ] as [(String, String, Int, Int)])
  func reports(_ text: String, _ message: String, _ line: Int, _ column: Int) {
    let error = Binary.error(text)
    #expect(error?.message == message)
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test func quotesTheText() {
    let error = Binary.error("(func\r\n  (local.get \"é\"))")
    #expect(error?.text == "\"é\"")
    #expect(error?.description == "2:14: unexpected token \"\"é\"\"")
    #expect(error?.code == .unexpectedToken)
    #expect(error?.offset == 20)
    let long = String(repeating: "x", count: 1000)
    #expect(Binary.error("(func \(long))")?.text.count == 65)
  }

  @Test func countsColumnsInScalars() {
    #expect(Binary.error("(export \"éé\" x)")?.column == 14)
    #expect(Binary.error("\n\r\n\r(x)")?.line == 4)
  }

  @Test func refusesTextThatIsNotUTF8() {
    #expect(throws: TextError.self) { try TextFormat.binary(from: [0x3B, 0x3B, 0xFF]) }
  }
}
