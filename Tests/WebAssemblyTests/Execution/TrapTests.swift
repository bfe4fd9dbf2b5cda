import Testing
import WebAssembly

/// Traps: their codes, and where they say they happened.
@Suite struct TrapTests {
  static let text = """
    (module $traps (type $f (func)) (type $g (func (param i32)))
      (memory 1) (table 4 funcref) (elem (i32.const 1) $one)
      (func $one (param i32))
      (func (export "unreachable") unreachable)
      (func (export "divide") (drop (i32.div_s (i32.const 1) (i32.const 0))))
      (func (export "remainder") (drop (i64.rem_u (i64.const 1) (i64.const 0))))
      (func (export "overflow") (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))))
      (func (export "truncate") (drop (i32.trunc_f32_s (f32.const nan))))
      (func (export "large") (drop (i64.trunc_f64_u (f64.const 1e30))))
      (func (export "load") (drop (i64.load (i32.const 65529))))
      (func (export "store") (f64.store offset=0xffffffff (i32.const 65529) (f64.const 1)))
      (func (export "fill") (memory.fill (i32.const 65530) (i32.const 1) (i32.const 10)))
      (func (export "tableGet") (drop (table.get 0 (i32.const 4))))
      (func (export "tableFill") (table.fill 0 (i32.const 3) (ref.null func) (i32.const 2)))
      (func (export "undefined") (call_indirect (type $f) (i32.const 4)))
      (func (export "uninitialized") (call_indirect (type $f) (i32.const 0)))
      (func (export "mismatch") (call_indirect (type $f) (i32.const 1)))
      (func $deep (export "deep") (param i32)
        (if (i32.eqz (local.get 0)) (then unreachable))
        (call $deep (i32.sub (local.get 0) (i32.const 1)))
        nop))
    """

  @Test(arguments: [false, true])
  func everyKindHasItsCode(metered: Bool) throws {
    let instance = try guest(Self.text, metered: metered)
    let codes: [(String, Trap.Code)] = [
      ("unreachable", .unreachable), ("divide", .integerDivideByZero),
      ("remainder", .integerDivideByZero), ("overflow", .integerOverflow),
      ("truncate", .invalidConversionToInteger), ("large", .integerOverflow),
      ("load", .outOfBoundsMemoryAccess), ("store", .outOfBoundsMemoryAccess),
      ("fill", .outOfBoundsMemoryAccess), ("tableGet", .outOfBoundsTableAccess),
      ("tableFill", .outOfBoundsTableAccess), ("undefined", .undefinedElement),
      ("uninitialized", .uninitializedElement), ("mismatch", .indirectCallTypeMismatch),
    ]
    for (name, code) in codes {
      let trap = try #require(caught { _ = try instance.call(name, arguments: []) }, "\(name)")
      #expect(trap.code == code, "\(name)")
      #expect(trap.backtrace.frames.map(\.functionName) == [name])
      #expect(trap.backtrace.frames.first?.moduleName == "traps")
      let offset = try #require(trap.backtrace.frames.first?.offset)
      let bytes = instance.module.structure.bytes
      #expect(offset > 8 && offset < bytes.count)
      if name == "unreachable" { #expect(bytes[offset] == 0) }
      if name == "overflow" || name == "divide" { #expect(bytes[offset] == 0x6D) }
    }
  }

  @Test func backtracesHaveTheirDepth() throws {
    let instance = try guest(Self.text)
    for depth in [0, 1, 10, 63, 64, 1000] as [Int32] {
      let trap = try #require(
        caught { _ = try instance.call("deep", arguments: [.i32(depth)]) })
      let backtrace = trap.backtrace
      #expect(backtrace.frames.count + backtrace.omittedFrameCount == Int(depth) + 1)
      #expect(backtrace.frames.allSatisfy { $0.functionName == "deep" })
      #expect(backtrace.frames.count <= 64)
      // The innermost stands at `unreachable`, all others at their call.
      let bytes = instance.module.structure.bytes
      for (position, frame) in backtrace.frames.enumerated() {
        #expect(frame.offset.map { bytes[$0] } == (position == 0 ? 0x00 : 0x10))
      }
    }
  }

  @Test func backtracesCrossInstances() throws {
    let store = Store()
    let inner = try store.instantiate(
      try module("(module $inner (func $low (export \"low\") (unreachable)))"))
    var linker = Linker(store: store)
    try linker.define("inner", inner)
    let outer = try linker.instantiate(
      try module(
        """
        (module $outer (import "inner" "low" (func $low))
          (func $middle (call $low)) (func (export "high") (call $middle)))
        """))
    let trap = try #require(caught { _ = try outer.call("high", arguments: []) })
    #expect(trap.backtrace.frames.map(\.functionName) == ["low", "middle", "high"])
    #expect(trap.backtrace.frames.map(\.moduleName) == ["inner", "outer", "outer"])
  }

  @Test func hostErrorsKeepTheirCause() throws {
    struct Oops: Error, Equatable { var number = 7 }
    var imports = Imports()
    imports.define("host", "fail") { (_) throws -> Void in throw Oops() }
    imports.define("host", "trap") { (_) throws -> Void in throw Trap(.nullReference) }
    let instance = try guest(
      """
      (module (import "host" "fail" (func $fail)) (import "host" "trap" (func $trap))
        (func (export "a") (call $fail)) (func (export "b") (call $trap)))
      """, imports: imports)
    let failure = try #require(caught { _ = try instance.call("a", arguments: []) })
    #expect(failure.code == .hostError && failure.cause as? Oops == Oops())
    #expect(failure.backtrace.frames.map(\.functionName) == ["a"])
    let trap = try #require(caught { _ = try instance.call("b", arguments: []) })
    #expect(trap.code == .nullReference && trap.cause == nil)
  }
}
