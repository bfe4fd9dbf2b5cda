import Synchronization
import Testing
import WebAssembly

/// Nothing stays alive that nobody holds, and nothing goes that somebody does.
@Suite(.serialized) struct LifetimeTests {
  final class Witness: Sendable {
    static let count = Atomic<Int>(0)
    init() { Witness.count.add(1, ordering: .relaxed) }
    deinit { Witness.count.subtract(1, ordering: .relaxed) }
  }

  /// Uses an engine in many ways and drops it half-way, with a witness in its host function.
  private func useAndDrop() throws {
    let witness = Witness()
    var imports = Imports()
    imports.defineSuspending("host", "wait", results: []) { _ in
      .suspended(
        Suspension(request: 0) { [witness] _ in
          _ = witness
          return .finished([])
        })
    }
    let code = try module(
      """
      (module (import "host" "wait" (func $wait)) (memory 4) (table 10 externref)
        (func $deep (export "deep") (param i32)
          (if (local.get 0)
            (then (call $deep (i32.sub (local.get 0) (i32.const 1))))
            (else (call $wait))))
        (func (export "trap") unreachable)
        (func (export "keep") (param externref) (table.set 0 (i32.const 1) (local.get 0))))
      """, metered: true)
    let store = Store()
    store.attach(witness)
    let instance = try store.instantiate(code, imports: imports)
    let suspended = try instance.start("deep", [.i32(50)])
    _ = try suspended.resume()
    let exhausted = try instance.start("deep", [.i32(5000)])
    _ = try exhausted.resume(fuel: 1000)
    let unstarted = try instance.start("deep", [.i32(1)])
    _ = unstarted
    _ = caught { try instance.call("trap") }
    _ = try instance.call("keep", arguments: [.external(ExternalReference(witness))])
    _ = suspended.interruptHandle
  }

  @Test func halfRunCallsLeaveNothingBehind() throws {
    try useAndDrop()
    #expect(Witness.count.load(ordering: .relaxed) == 0)
  }

  @Test func limitsAreReachedWithTheirErrors() throws {
    var limits = StoreLimits()
    limits.instances = 2
    limits.memoryPages = 2
    limits.tableElements = 10
    limits.heapByteCount = 1 << 20
    let store = Store(limits: limits)
    let empty = try module("(module)")
    _ = try store.instantiate(empty)
    _ = try store.instantiate(empty)
    #expect(caught { _ = try store.instantiate(empty) }?.code == .outOfMemory)
    for text in [
      "(module (memory 3))", "(module (table 11 funcref))",
      "(module (table 6 funcref) (table 5 funcref))",
    ] {
      #expect(caught { _ = try guest(text, limits: limits) }?.code == .outOfMemory, "\(text)")
    }
    let instance = try guest(
      """
      (module (memory 1) (table 3 funcref) (table 3 externref)
        (func (export "memory") (param i32) (result i32) (memory.grow (local.get 0)))
        (func (export "table") (param i32) (result i32)
          (table.grow 0 (ref.null func) (local.get 0)))
        (func (export "keep") (param externref)))
      """, limits: limits)
    #expect(try instance.call("memory", Int32(2)) as Int32 == -1)
    #expect(try instance.call("memory", Int32(1)) as Int32 == 1)
    #expect(try instance.call("memory", Int32(1)) as Int32 == -1)
    #expect(try instance.call("table", Int32(5)) as Int32 == -1)
    #expect(try instance.call("table", Int32(4)) as Int32 == 3)
    #expect(try instance.call("table", Int32(1)) as Int32 == -1)
    #expect(try instance.call("table", Int32(-1)) as Int32 == -1)
    // Host values that no guest keeps are collected, however many there were.
    for number in 0..<50_000 {
      _ = try instance.call("keep", arguments: [.external(ExternalReference(number))])
    }
  }
}
