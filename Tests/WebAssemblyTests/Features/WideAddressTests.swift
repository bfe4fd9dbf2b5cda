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
