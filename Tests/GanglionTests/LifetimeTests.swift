import Ganglion
import Testing

/// In processes of their own, where nobody else makes engine objects.
@Suite("Nothing is left behind")
struct LifetimeTests {
  @Test("After programs have run, blocking and not, to whatever end")
  func programs() async {
    await #expect(processExitsWith: .success) {
      for name in ["hello", "exit", "trap", "endless-recursion"] {
        _ = try Fixture.program(name).runAndWait()
        _ = try await Fixture.program(name).run()
      }
      let limits = RunLimits(timeout: .milliseconds(5))
      _ = try Fixture.program("endless-loop").runAndWait(limits: limits)
      _ = try await Fixture.program("endless-loop").run(limits: limits)
      _ = try await Fixture.program("sleep").run(limits: limits)
      try LiveCount.expectNone()
    }
  }

  @Test("After half-run calls and their instances were dropped")
  func halfRunCalls() async {
    await #expect(processExitsWith: .success) {
      do {
        let module = try Fixture.module("exports", metered: true)
        let store = Store()
        let instance = try store.instantiate(module)
        for _ in 0..<10 {
          let call = try instance.start("fib", [.i32(30)])
          guard case .outOfFuel = try call.resume(fuel: 10_000) else { throw Unexpected() }
        }
        _ = try instance.start("fib", [.i32(30)])
      }
      try LiveCount.expectNone()
    }
  }

  @Test("After a cancelled task whose guest was waiting")
  func cancelled() async {
    await #expect(processExitsWith: .success) {
      for name in ["sleep", "endless-loop"] {
        let task = Task {
          var grants = WASIConfiguration()
          grants.arguments = [name, "3600000"]
          return try await Fixture.program(name).run(grants)
        }
        try await Task.sleep(for: .milliseconds(10))
        task.cancel()
        _ = try? await task.value
      }
      try LiveCount.expectNone()
    }
  }

  @Test("After a call that waits for a host function was dropped")
  func suspended() async {
    await #expect(processExitsWith: .success) {
      do {
        var imports = Imports()
        imports.defineAsync("host", "add") { (a: Int32, _: Int32) -> Int32 in a }
        imports.define("host", "log") { (_, _: UInt32, _: UInt32) -> Void in }
        imports.define("host", "reenter") { (_, depth: Int32) -> Int32 in depth }
        let instance = try Store().instantiate(
          try Fixture.module("callbacks"), imports: imports)
        let call = try instance.start("call_host", [.i32(3)])
        guard case .suspended = try call.resume() else { throw Unexpected() }
      }
      try LiveCount.expectNone()
    }
  }
}

private struct Unexpected: Error {}

enum LiveCount {
  /// Throws unless all engine objects are gone.
  static func expectNone() throws {
    for kind in LiveObject.Kind.allCases where LiveObject.count(kind) != 0 {
      print("alive: \(LiveObject.count(kind)) of kind \(kind)")
      throw Unexpected()
    }
  }
}
