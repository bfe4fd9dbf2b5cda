import Testing
import WebAssembly

/// Recursion is bounded by the value stack alone, whatever the native stack is.
@Suite struct RecursionTests {
  static let text = """
    (module (type $f (func (param i32) (result i32)))
      (table 1 funcref) (elem (i32.const 0) $indirect)
      (func $forever (export "forever") (call $forever))
      (func $big (export "big") (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64) (call $big))
      (func $down (export "down") (param i32) (result i32)
        (if (result i32) (local.get 0)
          (then (i32.add (i32.const 1) (call $down (i32.sub (local.get 0) (i32.const 1)))))
          (else (i32.const 0))))
      (func $indirect (export "indirect") (param i32) (result i32)
        (if (result i32) (local.get 0)
          (then (i32.add (i32.const 1)
            (call_indirect (type $f) (i32.sub (local.get 0) (i32.const 1)) (i32.const 0))))
          (else (i32.const 0))))
      (func $even (export "even") (param i32) (result i32)
        (if (result i32) (local.get 0)
          (then (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
          (else (i32.const 1))))
      (func $odd (param i32) (result i32)
        (if (result i32) (local.get 0)
          (then (return_call $even (i32.sub (local.get 0) (i32.const 1))))
          (else (i32.const 0)))))
    """

  @Test(arguments: [64 << 10, 4 << 20, 64 << 20], [false, true])
  func endlessRecursionTraps(byteCount: Int, metered: Bool) throws {
    var limits = StoreLimits()
    limits.stackByteCount = byteCount
    let instance = try guest(Self.text, metered: metered, limits: limits)
    for name in ["forever", "big"] {
      let found: Trap? = try onStack { caught { _ = try instance.call(name, arguments: []) } }
      let trap = try #require(found)
      #expect(trap.code == .stackExhausted)
      let total = trap.backtrace.frames.count + trap.backtrace.omittedFrameCount
      #expect(total > byteCount / 400 && total < byteCount / 16)
      #expect(trap.backtrace.frames.allSatisfy { $0.functionName == name })
    }
  }

  @Test(arguments: ["down", "indirect"])
  func deepRecursionOnASmallNativeStack(name: String) throws {
    var limits = StoreLimits()
    limits.stackByteCount = 256 << 20
    let instance = try guest(Self.text, limits: limits)
    #expect(try onStack { try instance.call(name, Int32(400_000)) as Int32 } == 400_000)
  }

  @Test func tailCallsTakeNoStack() throws {
    var limits = StoreLimits()
    limits.stackByteCount = 8 << 10
    let instance = try guest(Self.text, limits: limits)
    let count: Int32 = _isDebugAssertConfiguration() ? 100_001 : 10_000_001
    #expect(try onStack { try instance.call("even", count) as Int32 } == 0)
  }

  @Test func theInstanceOutlivesTheTrap() throws {
    let instance = try guest(Self.text)
    #expect(caught { _ = try instance.call("forever", arguments: []) }?.code == .stackExhausted)
    #expect(try instance.call("down", Int32(1000)) as Int32 == 1000)
  }
}
