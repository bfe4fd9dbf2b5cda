import Testing
import WebAssemblyText

/// Instructions, folded and flat, with the expected bytes.
@Suite struct InstructionEncodingTests {
  @Test(
    arguments: [
      ("", []), ("nop", [1]), ("(nop)", [1]), ("nop(nop)nop", [1, 1, 1]),
      ("(i32.add (i32.const 1) (i32.const 2))", [0x41, 1, 0x41, 2, 0x6A]),
      ("i32.const 1 i32.const 2 i32.add", [0x41, 1, 0x41, 2, 0x6A]),
      ("i32.const 1 (i32.add (i32.const 2))", [0x41, 1, 0x41, 2, 0x6A]),
      ("block end", [2, 0x40, 0x0B]), ("(block)", [2, 0x40, 0x0B]),
      ("(block $l (result i32) (br $l))", [2, 0x7F, 0x0C, 0, 0x0B]),
      (
        "block $l loop $m br $l br $m end $m end $l",
        [2, 0x40, 3, 0x40, 0x0C, 1, 0x0C, 0, 0x0B, 0x0B]
      ),
      ("block $l block $l br $l end br $l end", [2, 0x40, 2, 0x40, 0x0C, 0, 0x0B, 0x0C, 0, 0x0B]),
      ("if else end", [4, 0x40, 5, 0x0B]), ("if $x else $x end $x", [4, 0x40, 5, 0x0B]),
      ("if end", [4, 0x40, 0x0B]),
      ("(if (i32.const 1) (then nop))", [0x41, 1, 4, 0x40, 1, 0x0B]),
      ("(if (i32.const 1) (then nop) (else))", [0x41, 1, 4, 0x40, 1, 5, 0x0B]),
      ("(if (then) (else (nop)))", [4, 0x40, 5, 1, 0x0B]),
      (
        "(block $x (if $x (block (br $x)) (then (br $x))))",
        [2, 0x40, 2, 0x40, 0x0C, 1, 0x0B, 4, 0x40, 0x0C, 0, 0x0B, 0x0B]
      ),
      ("br_table 0 1 2", [0x0E, 2, 0, 1, 2]), ("br_table 3", [0x0E, 0, 3]),
      ("select", [0x1B]), ("select (result i32)", [0x1C, 1, 0x7F]),
      ("select (result)", [0x1C, 0]), ("select (result i32) (result i64)", [0x1C, 2, 0x7F, 0x7E]),
      ("call_indirect", [0x11, 0, 0]), ("call_indirect 3 (type 0)", [0x11, 0, 3]),
      ("return_call_indirect (type 0)", [0x13, 0, 0]), ("call_ref 0", [0x14, 0]),
      ("table.get", [0x25, 0]), ("table.set 2", [0x26, 2]), ("table.size", [0xFC, 16, 0]),
      ("table.copy", [0xFC, 14, 0, 0]), ("table.copy 1 2", [0xFC, 14, 1, 2]),
      ("table.init 5", [0xFC, 12, 5, 0]), ("table.init 1 5", [0xFC, 12, 5, 1]),
      ("memory.size", [0x3F, 0]), ("memory.grow 1", [0x40, 1]),
      ("memory.fill", [0xFC, 11, 0]), ("memory.copy 1 2", [0xFC, 10, 1, 2]),
      ("memory.copy", [0xFC, 10, 0, 0]), ("elem.drop 4", [0xFC, 13, 4]),
      ("i32.load", [0x28, 2, 0]), ("i32.load align=1", [0x28, 0, 0]),
      ("i32.load offset=128", [0x28, 2, 0x80, 1]), ("i32.load 0 align=4", [0x28, 2, 0]),
      ("i64.store 1 offset=0x1_0 align=2", [0x37, 0x41, 1, 16]),
      (
        "i32.load offset=0xffff_ffff_ffff_ffff",
        [0x28, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]
      ),
      ("v128.load8_lane 3", [0xFD, 84, 0, 0, 3]),
      ("v128.load8_lane 1 3", [0xFD, 84, 0x40, 1, 0, 3]),
      ("v128.load16_lane offset=1 3", [0xFD, 85, 1, 1, 3]),
      ("v128.store64_lane 1 align=4 1", [0xFD, 91, 0x42, 1, 0, 1]),
      ("i8x16.extract_lane_s 15", [0xFD, 21, 15]),
      (
        "i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31",
        [0xFD, 13, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 31]
      ),
      ("i32.const -1", [0x41, 0x7F]), ("i32.const 0xffffffff", [0x41, 0x7F]),
      ("i32.const 64", [0x41, 0xC0, 0]), ("i32.const -64", [0x41, 0x40]),
      ("i32.const 0x80000000", [0x41, 0x80, 0x80, 0x80, 0x80, 0x78]),
      (
        "i64.const -0x8000_0000_0000_0000",
        [0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7F]
      ),
      ("f32.const 1", [0x43, 0, 0, 0x80, 0x3F]), ("f32.const -nan:0x1", [0x43, 1, 0, 0x80, 0xFF]),
      ("f64.const inf", [0x44, 0, 0, 0, 0, 0, 0, 0xF0, 0x7F]),
      (
        "v128.const i8x16 -1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 255",
        [0xFD, 12, 255, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 255]
      ),
      (
        "v128.const i16x8 -1 0x102 0 0 0 0 0 65535",
        [0xFD, 12, 255, 255, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]
      ),
      (
        "v128.const i32x4 1 2 3 -1",
        [0xFD, 12, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 255, 255, 255, 255]
      ),
      (
        "v128.const i64x2 1 -1",
        [0xFD, 12, 1, 0, 0, 0, 0, 0, 0, 0] + Array(repeating: 255, count: 8)
      ),
      (
        "v128.const f32x4 1 0 nan -0",
        [0xFD, 12, 0, 0, 0x80, 0x3F, 0, 0, 0, 0, 0, 0, 0xC0, 0x7F, 0, 0, 0, 0x80]
      ),
      ("v128.const f64x2 0 1", [0xFD, 12] + Array(repeating: 0, count: 14) + [0xF0, 0x3F]),
      ("ref.null func", [0xD0, 0x70]), ("ref.null 5", [0xD0, 5]), ("ref.func 0", [0xD2, 0]),
      ("ref.test (ref i31)", [0xFB, 20, 0x6C]), ("ref.test i31ref", [0xFB, 21, 0x6C]),
      ("ref.cast (ref 0)", [0xFB, 22, 0]), ("ref.cast (ref null 0)", [0xFB, 23, 0]),
      ("br_on_cast 0 anyref (ref i31)", [0xFB, 24, 1, 0, 0x6E, 0x6C]),
      ("br_on_cast_fail 0 (ref any) i31ref", [0xFB, 25, 2, 0, 0x6E, 0x6C]),
      ("struct.get 1 2", [0xFB, 2, 1, 2]), ("array.new_fixed 0 3", [0xFB, 8, 0, 3]),
      ("array.new_elem 1 2", [0xFB, 10, 1, 2]), ("array.copy 1 2", [0xFB, 17, 1, 2]),
      ("i31.get_u", [0xFB, 30]), ("throw 0", [8, 0]), ("throw_ref", [0x0A]),
      ("(try_table)", [0x1F, 0x40, 0, 0x0B]),
      (
        "(block $b (try_table $t (catch 0 $b) (catch_all_ref 1)))",
        [2, 0x40, 0x1F, 0x40, 2, 0, 0, 0, 3, 1, 0x0B, 0x0B]
      ),
      (
        "try_table (result i32) (catch_ref 1 0) (catch_all 0) nop end",
        [0x1F, 0x7F, 2, 1, 1, 0, 2, 0, 1, 0x0B]
      ),
      ("f32x4.relaxed_madd", [0xFD, 0x85, 2]), ("i8x16.relaxed_swizzle", [0xFD, 0x80, 2]),
      ("atomic.fence", [0xFE, 3, 0]), ("i32.atomic.rmw.add", [0xFE, 0x1E, 2, 0]),
      ("i64.add128", [0xFC, 19]), ("i32.trunc_sat_f32_s", [0xFC, 0]),
    ] as [(String, [UInt8])])
  func encodes(_ text: String, _ bytes: [UInt8]) throws {
    #expect(try Binary.code(of: text) == bytes)
  }

  @Test func findsLocalsGlobalsAndFields() throws {
    let text = """
      (type $s (struct (field $a i32) (field i64 i64) (field $d i32)))
      (global $g i32 (i32.const 0))
      (func $f (param $p i32) (param i64 i64) (local f32) (local $l f64)
        local.get $p local.set $l global.get $g struct.get $s $d call $f)
      """
    let binary = try TextFormat.binary(from: text)
    let code: [UInt8] = [0x20, 0, 0x21, 4, 0x23, 0, 0xFB, 2, 0, 3, 0x10, 0, 0x0B]
    #expect((0..<binary.count).contains { binary[$0...].starts(with: code) })
  }

  @Test func nestsWithoutNativeStack() throws {
    let depth = 100_000
    let texts = [
      String(repeating: "(drop ", count: depth) + String(repeating: ")", count: depth),
      String(repeating: "(block ", count: depth) + String(repeating: ")", count: depth),
      String(repeating: "block ", count: depth) + String(repeating: "end ", count: depth),
      String(repeating: "(if (then ", count: depth) + String(repeating: "))", count: depth),
      String(repeating: "(if ", count: depth) + String(repeating: "(then))", count: depth),
    ]
    for text in texts {
      #expect(try TextFormat.binary(from: "(func \(text))").count > depth)
      #expect(Binary.error("(func \(text.dropLast())")?.message == "unexpected token")
    }
    #expect(Binary.error(String(repeating: "(", count: depth))?.message == "unexpected token")
  }

  @Test func findsLabelsInConstantTime() throws {
    let depth = 50_000
    let text =
      "block $out " + String(repeating: "block br $out ", count: depth)
      + String(repeating: "end ", count: depth + 1)
    #expect(try TextFormat.binary(from: "(func \(text))").count > 3 * depth)
  }
}
