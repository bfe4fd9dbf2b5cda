import Ganglion
import Platform
import Testing
import WebAssemblyText

@Suite("Programs run on the calling thread")
struct ProgramTests {
  @Test("A program prints and finishes")
  func hello() throws {
    let output = CollectedOutput()
    let result = try Fixture.program("hello").runAndWait(.collecting(output, "hello"))
    #expect(result.ending.exitCode == 0)
    #expect(output.text == "Hello from C\n")
    #expect(result.memoryByteCount == 2 * 65_536)
    #expect(result.fuelUsed == 0)
  }

  @Test("A program written in Swift prints and finishes")
  func helloSwift() throws {
    let output = CollectedOutput()
    let result = try Fixture.program("hello-swift").runAndWait(.collecting(output, "hello"))
    #expect(result.ending.exitCode == 0)
    #expect(output.text.hasPrefix("Hello"))
  }

  @Test("An exit code comes through", arguments: [UInt32(0), 1, 7, 255])
  func exits(code: UInt32) throws {
    let output = CollectedOutput()
    let result = try Fixture.program("exit").runAndWait(
      .collecting(output, "exit", "\(code)"))
    #expect(result.ending.exitCode == code)
  }

  @Test(
    "A trap tells its code and names the functions it went through",
    arguments: [
      ("unreachable", Trap.Code.unreachable), ("divide", .integerDivideByZero),
      ("overflow", .integerOverflow), ("memory", .outOfBoundsMemoryAccess),
      ("table", .undefinedElement), ("signature", .indirectCallTypeMismatch),
      // C's own stack in linear memory ends before the engine's does.
      ("stack", .outOfBoundsMemoryAccess),
    ])
  func traps(kind: String, code: Trap.Code) throws {
    let result = try Fixture.program("trap").runAndWait(
      .collecting(CollectedOutput(), "trap", kind))
    guard case .trapped(let trap) = result.ending else {
      Issue.record("ended as \(result.ending)")
      return
    }
    #expect(trap.code == code)
    let names = trap.backtrace.frames.compactMap(\.functionName)
    #expect(names.contains("middle"))
    #expect(names.contains("outermost"))
    #expect(result.ending.exitCode == nil)
  }

  @Test("Fuel stops a program where it always stops, and is counted")
  func fuel() throws {
    let program = try Fixture.program("endless-loop", metered: true)
    let first = try program.runAndWait(limits: RunLimits(fuel: 12_345))
    let second = try program.runAndWait(limits: RunLimits(fuel: 12_345))
    guard case .outOfFuel(let backtrace) = first.ending else {
      Issue.record("ended as \(first.ending)")
      return
    }
    #expect(backtrace.frames.last?.functionName == "_start")
    #expect(first.fuelUsed == second.fuelUsed)
    #expect(first.fuelUsed <= 12_345)
  }

  @Test("The same program uses the same fuel each time")
  func equalFuel() throws {
    let program = try Fixture.program("hello", metered: true)
    let results = try (0..<3).map { _ in try program.runAndWait().fuelUsed }
    #expect(results[0] > 0)
    #expect(Set(results).count == 1)
  }

  @Test("A timeout ends a busy program and a waiting one", arguments: ["endless-loop", "sleep"])
  func timeout(name: String) throws {
    let result = try Fixture.program(name).runAndWait(
      .collecting(CollectedOutput(), name, "3600000"),
      limits: RunLimits(timeout: .milliseconds(30)))
    guard case .timedOut(let backtrace) = result.ending else {
      Issue.record("ended as \(result.ending)")
      return
    }
    #expect(!backtrace.frames.isEmpty)
  }

  @Test("A timeout that is not reached changes nothing")
  func longTimeout() throws {
    for timeout in [Duration.seconds(3600), .seconds(Int64.max), .nanoseconds(Int64.max)] {
      let result = try Fixture.program("hello").runAndWait(limits: RunLimits(timeout: timeout))
      #expect(result.ending.exitCode == 0)
    }
  }

  @Test("A control stops a program from another thread", arguments: ["endless-loop", "sleep"])
  func stops(name: String) throws {
    let control = RunControl()
    // A thread of its own: those that tasks share may all be waiting in tests like this one.
    #expect(WorkerThread.start { control.stop() })
    let result = try Fixture.program(name).runAndWait(
      .collecting(CollectedOutput(), name, "3600000"), control: control)
    guard case .stopped = result.ending else {
      Issue.record("ended as \(result.ending)")
      return
    }
  }

  @Test("A host function that swallows its guest's end does not keep a run from being stopped")
  func swallowedStop() throws {
    // `go` calls the host, which calls `spin`, which never ends by itself; then `go` never ends.
    let bytes = try TextFormat.binary(
      from: """
        (module
          (import "host" "call" (func))
          (func (export "go") (loop call 0 br 0))
          (func (export "spin") (loop br 0)))
        """)
    let module = try Module(bytes: bytes)
    var imports = Imports()
    imports.define("host", "call") { (caller) -> Void in
      _ = try? caller.call("spin", [])
    }
    let result = try Program(module: module, imports: imports).runAndWait(
      entry: .function("go", []), limits: RunLimits(timeout: .milliseconds(30)))
    guard case .timedOut = result.ending else {
      Issue.record("ended as \(result.ending)")
      return
    }
  }

  @Test("Memory grows to its limit and no further")
  func memoryLimit() throws {
    var limits = RunLimits(timeout: .seconds(600))
    limits.store.memoryPages = 100
    let result = try Fixture.program("endless-growth").runAndWait(limits: limits)
    #expect(result.memoryByteCount <= 100 * 65_536)
  }

  @Test("Endless recursion is a trap")
  func recursion() throws {
    let result = try Fixture.program("endless-recursion").runAndWait()
    guard case .trapped(let trap) = result.ending else {
      Issue.record("ended as \(result.ending)")
      return
    }
    #expect(trap.code == .stackExhausted)
    #expect(trap.backtrace.omittedFrameCount > 0)
  }

  @Test("A library is initialized before its function is called")
  func reactor() throws {
    let program = try Fixture.program("plugin")
    let result = try program.runAndWait(entry: .function("calls_so_far", []))
    guard case .finished(let values) = result.ending, case .i32(100) = values.first else {
      Issue.record("ended as \(result.ending)")
      return
    }
  }

  @Test("A module without the entry asked for is an error, not a trap")
  func noEntry() throws {
    #expect(throws: CallError.self) { try Fixture.program("plugin").runAndWait() }
    #expect(throws: CallError.self) {
      try Fixture.program("hello").runAndWait(entry: .function("memory", []))
    }
    #expect(throws: CallError.self) {
      try Fixture.program("exports").runAndWait(entry: .function("add", [.i32(1)]))
    }
    #expect(throws: CallError.self) {
      try Fixture.program("exports").runAndWait(entry: .function("add", [.i32(1), .i64(2)]))
    }
  }

  @Test("A directory that can't be had is an error")
  func badGrant() throws {
    var grants = WASIConfiguration()
    grants.directories = [.host("/nowhere/at/all", as: "/")]
    #expect(throws: WASIError.self) { try Fixture.program("hello").runAndWait(grants) }
  }

  @Test("Two runs share nothing but the module")
  func independence() throws {
    let program = try Fixture.program("exports")
    for _ in 0..<2 {
      let result = try program.runAndWait(entry: .function("count", []))
      guard case .finished(let values) = result.ending, case .i32(42) = values.first else {
        Issue.record("ended as \(result.ending)")
        return
      }
    }
  }
}
