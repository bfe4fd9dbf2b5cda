import Testing
import WebAssembly

/// Host functions that suspend their guest.
@Suite struct SuspensionTests {
  static let text = """
    (module (import "host" "wait" (func $wait (param i32) (result i32)))
      (func $twice (param i32) (result i32)
        (i32.add (call $wait (local.get 0)) (call $wait (i32.const 5))))
      (func (export "sum") (param i32) (result i32)
        (i32.mul (i32.const 2) (call $twice (local.get 0))))
      (func (export "tail") (param i32) (result i32)
        (return_call $wait (local.get 0)))
      (func (export "callTail") (param i32) (result i32)
        (i32.add (i32.const 100) (call 3 (local.get 0))))
      (export "direct" (func $wait)))
    """

  static func imports() -> Imports {
    var imports = Imports()
    imports.defineSuspending("host", "wait", results: [.i32]) { (_, count: Int32) in
      Self.countdown(from: count, count)
    }
    return imports
  }

  /// Suspends so many times, then gives ten times the number.
  static func countdown(from count: Int32, _ left: Int32) -> HostOutcome {
    guard left > 0 else { return .finished([.i32(count * 10)]) }
    return .suspended(Suspension(request: left) { _ in countdown(from: count, left - 1) })
  }

  @Test(arguments: ["sum", "tail", "callTail", "direct"], [false, true])
  func suspendsAndSuspendsAgain(name: String, metered: Bool) throws {
    let instance = try guest(Self.text, metered: metered, imports: Self.imports())
    let call = try instance.start(name, [.i32(3)])
    var requests: [Int32] = []
    var progress = try call.resume()
    while let suspension = progress.suspension {
      #expect(suspension.module == "host" && suspension.name == "wait")
      requests.append(try #require(suspension.request as? Int32))
      progress = try call.resume()
    }
    let results: [String: Int32] = ["sum": 160, "tail": 30, "callTail": 130, "direct": 30]
    #expect(progress.i32 == results[name])
    #expect(requests == (name == "sum" ? [3, 2, 1, 5, 4, 3, 2, 1] : [3, 2, 1]))
  }

  @Test func interruptsWhileSuspendedEndTheWait() throws {
    let instance = try guest(Self.text, imports: Self.imports())
    let call = try instance.start("sum", [.i32(2)])
    #expect(try call.resume().suspension != nil)
    call.interruptHandle.interrupt(.terminate)
    #expect(try call.resume().isInterrupted)
    // Whoever wants to may go on all the same.
    var progress = try call.resume()
    while progress.suspension != nil { progress = try call.resume() }
    #expect(progress.i32 == 140)
  }

  @Test func anErrorAfterASuspensionIsATrap() throws {
    struct Oops: Error {}
    var imports = Imports()
    imports.defineSuspending("host", "wait", results: [.i32]) { (_, _: Int32) in
      .suspended(Suspension(request: 0) { _ in throw Oops() })
    }
    let instance = try guest(Self.text, imports: imports)
    let call = try instance.start("sum", [.i32(2)])
    #expect(try call.resume().suspension != nil)
    let trap = try call.resume().trap
    #expect(trap?.code == .hostError)
    #expect(trap?.cause is Oops)
    #expect(trap?.backtrace.frames.map(\.functionName) == ["twice", "sum"])
  }

  @Test func wrongResultsAreATrap() throws {
    for values in [[], [Value.i64(1)], [.i32(1), .i32(2)]] {
      var imports = Imports()
      imports.defineSuspending("host", "wait", results: [.i32]) { (_, _: Int32) in
        .finished(values)
      }
      let instance = try guest(Self.text, imports: imports)
      let trap = caught { _ = try instance.call("sum", Int32(1)) as Int32 }
      #expect(trap?.code == .hostError)
    }
  }

  @Test func callsThatCannotBeResumedTrap() throws {
    let instance = try guest(Self.text, imports: Self.imports())
    for name in ["sum", "direct"] {
      #expect(caught { _ = try instance.call(name, Int32(1)) as Int32 }?.code == .cannotSuspend)
      #expect(caught { _ = try instance.call(name, arguments: [.i32(1)]) }?.code == .cannotSuspend)
      #expect(try instance.call("direct", Int32(0)) as Int32 == 0)
    }
  }
}
