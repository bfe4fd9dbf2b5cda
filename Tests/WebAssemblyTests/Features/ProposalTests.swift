import Testing
import WebAssembly
import WebAssemblyText

/// What goes beyond the standard, and is off unless asked for.
struct ProposalTests {
  private func instance(_ text: String, metered: Bool = false) throws -> Instance {
    var configuration = ModuleConfiguration(isMetered: metered)
    configuration.features.formUnion(.proposals)
    return try Store().instantiate(
      try Module(bytes: try TextFormat.binary(from: text), configuration: configuration))
  }

  static let bytes = """
    (module (memory (export "m") 3 5 (pagesize 1))
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
      (func (export "size") (result i32) (memory.size))
      (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0))))
    """

  @Test
  func pagesOfOneByte() throws {
    let instance = try instance(Self.bytes)
    #expect(try instance.call("size") as Int32 == 3)
    #expect(try FeatureGuest.trap(instance, "load", [.i32(3)]) == .outOfBoundsMemoryAccess)
    #expect(try instance.call("grow", Int32(2)) as Int32 == 3)
    #expect(try instance.call("load", Int32(4)) as Int32 == 0)
    #expect(try instance.call("grow", Int32(1)) as Int32 == -1)
    #expect(instance.memory("m")?.byteCount == 5)
  }

  @Test
  func proposalsAreOffByDefault() throws {
    #expect(throws: ModuleError.self) { try FeatureGuest.module(Self.bytes) }
    #expect(throws: ModuleError.self) { try FeatureGuest.module(Self.wide) }
  }

  static let wide = """
    (module
      (func (export "run") (param i64 i64) (result i64 i64) (local $kept i64)
        (local.set $kept (i64.const 1))
        (i64.add128
          (i64.mul_wide_u (local.get 0) (local.get 1))
          (i64.sub128 (i64.const 0) (i64.const 0) (local.get $kept) (i64.const 0)))))
    """

  @Test(arguments: [false, true])
  func wideArithmetic(metered: Bool) throws {
    let instance = try instance(Self.wide, metered: metered)
    let (low, high) = try instance.call("run", Int64(-1), Int64(-1)) as (UInt64, UInt64)
    // (2^64 - 1)^2 - 1
    #expect(low == 0 && high == UInt64.max - 1)
  }
}
