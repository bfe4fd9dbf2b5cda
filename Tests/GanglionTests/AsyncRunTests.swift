import Ganglion
import Synchronization
import Testing

@Suite("Programs run as tasks")
struct AsyncRunTests {
  @Test("A program runs, waits and finishes")
  func sleeps() async throws {
    let output = CollectedOutput()
    let result = try await Fixture.program("sleep").run(.collecting(output, "sleep", "5"))
    #expect(result.ending.exitCode == 0)
    #expect(output.text == "slept long enough: yes\n")
  }

  @Test("Exit codes, traps and fuel come out as they do without tasks")
  func endings() async throws {
    let output = CollectedOutput()
    let exit = try await Fixture.program("exit").run(.collecting(output, "exit", "3"))
    #expect(exit.ending.exitCode == 3)
    let trap = try await Fixture.program("trap").run(.collecting(output, "trap", "divide"))
    guard case .trapped(let cause) = trap.ending, cause.code == .integerDivideByZero else {
      Issue.record("ended as \(trap.ending)")
      return
    }
    let program = try Fixture.program("endless-loop", metered: true)
    let fuel = try await program.run(limits: RunLimits(fuel: 100_000))
    let same = try program.runAndWait(limits: RunLimits(fuel: 100_000))
    #expect(fuel.fuelUsed == same.fuelUsed)
    guard case .outOfFuel = fuel.ending else {
      Issue.record("ended as \(fuel.ending)")
      return
    }
  }

  @Test(
    "Cancelling the task ends a busy guest and a waiting one", arguments: ["endless-loop", "sleep"])
  func cancels(name: String) async throws {
    let program = try Fixture.program(name)
    let task = Task {
      try await program.run(.collecting(CollectedOutput(), name, "3600000"))
    }
    try await Task.sleep(for: .milliseconds(20))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("A task that is cancelled before runs nothing of the guest")
  func cancelledBefore() async throws {
    let program = try Fixture.program("hello")
    let output = CollectedOutput()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await program.run(.collecting(output, "hello"))
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(output.bytes.isEmpty)
  }

  @Test(
    "A timeout and a control end a guest that waits or is busy",
    arguments: ["endless-loop", "sleep"])
  func stops(name: String) async throws {
    let program = try Fixture.program(name)
    let grants = WASIConfiguration.collecting(CollectedOutput(), name, "3600000")
    let timed = try await program.run(grants, limits: RunLimits(timeout: .milliseconds(20)))
    guard case .timedOut = timed.ending else {
      Issue.record("ended as \(timed.ending)")
      return
    }
    let control = RunControl()
    async let result = program.run(grants, control: control)
    try await Task.sleep(for: .milliseconds(10))
    control.stop()
    guard case .stopped = try await result.ending else {
      Issue.record("not stopped")
      return
    }
  }

  @Test("Busy guests, more than there are threads, leave room for others")
  func fairness() async throws {
    let program = try Fixture.program("endless-loop")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { _ = try? await program.run() }
      }
      // Without slices this would never come to its turn, and the test would not end.
      for _ in 0..<10 { await Task.yield() }
      let result = try await Fixture.program("hello").run()
      #expect(result.ending.exitCode == 0)
      group.cancelAll()
    }
  }

  @Test("An instance's function runs where its caller does")
  func instanceRun() async throws {
    let instance = try Fixture.library("exports")
    #expect(try await instance.run("fib", Int32(15)) as Int32 == 610)
    let (a, b, c, d): (Int32, Int64, Float, Double) = try await instance.run("mixed", Int32(3))
    #expect(a == 3 && b == 6 && c == 1.5 && d == 0.75)
    await #expect(throws: Trap.self) { try await instance.run("fail", arguments: []) }
    await #expect(throws: CallError.self) { try await instance.run("nope", arguments: []) }
  }

  @Test("An actor can own an instance")
  func actorOwned() async throws {
    let owner = try InstanceOwner()
    #expect(try await owner.fib(12) == 144)
  }
}

private actor InstanceOwner {
  private let instance: Instance

  init() throws { instance = try Fixture.library("exports") }

  func fib(_ n: Int32) async throws -> Int32 { try await instance.run("fib", n) }
}
