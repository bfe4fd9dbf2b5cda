import Testing
import WebAssembly

/// Memories and tables with 64-bit addresses.
struct WideAddressTests {
  static let memory = """
    (module (memory (export "m") i64 1 3)
      (func (export "load") (param i64) (result i32) (i32.load8_u (local.get 0)))
      (func (export "wide") (param i64) (result i64) (i64.load offset=8 (local.get 0)))
      (func (export "huge") (param i64) (result i32)
        (i32.load8_u offset=0xffff_ffff_ffff_ffff (local.get 0)))
      (func (export "store") (param i64) (i64.store offset=0xffff_ffff_ffff_fff0 (local.get 0)
        (i64.const -1)))
      (func (export "grow") (param i64) (result i64) (memory.grow (local.get 0)))
      (func (export "size") (result i64) (memory.size)))
    """

  @Test
  func addressesNeverWrapAround() throws {
    let instance = try FeatureGuest.instance(Self.memory)
    #expect(try instance.call("load", Int64(65535)) as Int32 == 0)
    #expect(try instance.call("wide", Int64(65520)) as Int64 == 0)
    for (name, address) in [
      ("load", Int64(65536)), ("load", -1), ("load", 1 << 32), ("wide", 65521), ("wide", -8),
      ("wide", -1), ("huge", 0), ("huge", 1), ("huge", -1), ("store", 16), ("store", 24),
      ("store", -1), ("store", 0),
    ] {
      #expect(
        try FeatureGuest.trap(instance, name, [.i64(address)]) == .outOfBoundsMemoryAccess,
        "\(name) \(address)")
    }
    #expect(try instance.memory("m")?.bytes(at: 0, count: 32) == [UInt8](repeating: 0, count: 32))
  }

  @Test
  func everyPlaceOfOperandsWorks() throws {
    let instance = try FeatureGuest.instance(
      """
      (module (memory (export "m") i64 1)
        (func (export "run") (param $p i64) (param $d f64) (result i64)
          (i64.store (i64.add (local.get $p) (i64.const 8)) (i64.const 5))
          (i64.store (local.get $p) (i64.const 0x1234_5678_9abc))
          (i64.store offset=16 (local.get $p) (i64.add (local.get $p) (i64.const 1)))
          (i64.store (i64.const 24) (i64.mul (local.get $p) (i64.const 3)))
          (i32.store8 (i64.const 40) (i32.const 300))
          (i32.store16 (i64.add (local.get $p) (i64.const 41)) (i32.wrap_i64 (local.get $p)))
          (f64.store (i64.const 48) (f64.add (local.get $d) (f64.const 1)))
          (f64.store (i64.add (local.get $p) (i64.const 56)) (local.get $d))
          (f32.store (i64.add (local.get $p) (i64.const 64))
            (f32.demote_f64 (f64.mul (local.get $d) (f64.const 2))))
          (f32.store offset=68 (local.get $p) (f32.const 0.5))
          (i64.add
            (i64.load (i64.load offset=8 (i64.sub (local.get $p) (local.get $p))))
            (i64.trunc_f64_s
              (f64.add
                (f64.load (i64.add (local.get $p) (i64.const 48)))
                (f64.promote_f32 (f32.load offset=64 (local.get $p))))))))
      """)
    // At address 5 stand the upper bytes of what was stored at 0, and the 5 stored at 8.
    #expect(try instance.call("run", Int64(0), Double(2.5)) as Int64 == 5 << 24 + 0x12 + 8)
    let memory = try #require(instance.memory("m"))
    #expect(try memory.loadUInt64(at: 16) == 1)
    #expect(try memory.loadUInt64(at: 24) == 0)
    #expect(try memory.loadUInt8(at: 40) == 44)
    #expect(try memory.loadUInt64(at: 48) == (3.5).bitPattern)
    #expect(try memory.loadUInt64(at: 56) == (2.5).bitPattern)
    #expect(try memory.loadUInt32(at: 64) == Float(5).bitPattern)
    #expect(try memory.loadUInt32(at: 68) == Float(0.5).bitPattern)
  }

  @Test
  func growthBeyondAnythingFails() throws {
    let instance = try FeatureGuest.instance(Self.memory)
    #expect(try instance.call("grow", Int64(-1)) as Int64 == -1)
    #expect(try instance.call("grow", Int64(1) << 48) as Int64 == -1)
    #expect(try instance.call("grow", Int64(2)) as Int64 == 1)
    #expect(try instance.call("grow", Int64(1)) as Int64 == -1)
    #expect(try instance.call("size") as Int64 == 3)
  }

  @Test
  func hugeMinimumIsRefused() throws {
    for pages in ["0x1_0000_0000_0000", "0x1_0000_0000", "0x1_0001"] {
      let module = try FeatureGuest.module("(module (memory i64 \(pages)))")
      #expect(throws: Trap.self) { try Store().instantiate(module) }
    }
    let table = try FeatureGuest.module("(module (table i64 0xffff_ffff_ffff_ffff funcref))")
    #expect(throws: Trap.self) { try Store().instantiate(table) }
  }

  static let table = """
    (module
      (type $f (func (result i32)))
      (table $t (export "t") i64 4 10 funcref) (table $s 3 funcref)
      (func $one (result i32) (i32.const 1)) (elem $e func $one $one)
      (elem (table $t) (i64.const 1) func $one)
      (func (export "call") (param i64) (result i32)
        (call_indirect $t (type $f) (local.get 0)))
      (func (export "tail") (param i64) (result i32)
        (return_call_indirect $t (type $f) (i64.add (local.get 0) (i64.const 0))))
      (func (export "get") (param i64) (result i32) (ref.is_null (table.get $t (local.get 0))))
      (func (export "set") (param i64) (table.set $t (local.get 0) (ref.func $one)))
      (func (export "fill") (param i64 i64)
        (table.fill $t (local.get 0) (ref.func $one) (local.get 1)))
      (func (export "copy") (param i64 i32 i32)
        (table.copy $t $s (local.get 0) (local.get 1) (local.get 2)))
      (func (export "init") (param i64 i32 i32)
        (table.init $t $e (local.get 0) (local.get 1) (local.get 2)))
      (func (export "grow") (param i64) (result i64)
        (table.grow $t (ref.null func) (local.get 0)))
      (func (export "size") (result i64) (table.size $t)))
    """

  @Test
  func tableIndicesKeepTheirUpperHalf() throws {
    let instance = try FeatureGuest.instance(Self.table)
    #expect(try instance.call("call", Int64(1)) as Int32 == 1)
    #expect(try instance.call("tail", Int64(1)) as Int32 == 1)
    for index in [Int64(1) << 32 | 1, 0xFFFF_FFFF, -1, 4] {
      #expect(try FeatureGuest.trap(instance, "call", [.i64(index)]) == .undefinedElement)
      #expect(try FeatureGuest.trap(instance, "tail", [.i64(index)]) == .undefinedElement)
      #expect(try FeatureGuest.trap(instance, "get", [.i64(index)]) == .outOfBoundsTableAccess)
      #expect(try FeatureGuest.trap(instance, "set", [.i64(index)]) == .outOfBoundsTableAccess)
    }
    #expect(try FeatureGuest.trap(instance, "call", [.i64(0)]) == .uninitializedElement)
    try instance.call("set", Int64(0))
    #expect(try instance.call("call", Int64(0)) as Int32 == 1)
  }

  @Test
  func tableBulkOperatorsCheckWithoutOverflow() throws {
    let instance = try FeatureGuest.instance(Self.table)
    for (name, arguments) in [
      ("fill", [Value.i64(-1), .i64(2)]), ("fill", [.i64(2), .i64(-1)]),
      ("copy", [.i64(-1), .i32(0), .i32(2)]), ("copy", [.i64(0), .i32(2), .i32(2)]),
      ("copy", [.i64(3), .i32(0), .i32(-1)]), ("init", [.i64(-2), .i32(0), .i32(2)]),
      ("init", [.i64(0), .i32(1), .i32(2)]),
    ] {
      #expect(try FeatureGuest.trap(instance, name, arguments) == .outOfBoundsTableAccess)
    }
    try instance.call("init", Int64(2), Int32(0), Int32(2))
    #expect(try instance.call("call", Int64(3)) as Int32 == 1)
    #expect(try instance.call("grow", Int64(-1)) as Int64 == -1)
    #expect(try instance.call("grow", Int64(7)) as Int64 == -1)
    #expect(try instance.call("grow", Int64(6)) as Int64 == 4)
    #expect(try instance.call("size") as Int64 == 10)
  }
}
