import Testing
import WebAssembly
import WebAssemblyText

@testable import Processes

@Suite("Processes on their caller's thread")
struct RunHereTests {
  private func executor() throws -> ProcessExecutor {
    var configuration = ProcessExecutor.Configuration()
    configuration.hasLateClock = true
    return try ProcessExecutor(configuration: configuration)
  }

  private func module(_ text: String) throws -> Module {
    try Module(
      bytes: try TextFormat.binary(from: Array(text.utf8)),
      configuration: ModuleConfiguration(isMetered: true))
  }

  private func spins() throws -> Module {
    try module("(module (memory 1) (func (export \"_start\") (loop $l (br $l))))")
  }

  @Test("It is in the table while it runs, and its end is remembered")
  func table() throws {
    let executor = try executor()
    let module = try module("(module (memory 3) (func (export \"_start\")))")
    var seen: GuestProcess.Info?
    let process = try executor.runHere(module, ProcessOptions(.bytes([])), isStoppable: false) {
      seen = $0.info
    }
    #expect(seen?.pid == 2)
    #expect(seen?.ppid == 1)
    #expect(seen?.state == .running)
    #expect(executor.count == 0)
    #expect(executor.tree._checkInvariants() == [])
    #expect(executor.exitStatus(of: 2)?.exitCode == 0)
    #expect(process.exitStatus?.memoryByteCount == 3 << 16)
    #expect(process.contentID == nil)
  }

  @Test("A function is called with arguments, and its results are kept")
  func results() throws {
    let module = try module(
      """
      (func (export "add") (param i32 i32) (result i32)
        (i32.add (local.get 0) (local.get 1)))
      """)
    var options = ProcessOptions(.bytes([]))
    options.entry = "add"
    options.entryArguments = [.i32(2), .i32(3)]
    let process = try executor().runHere(module, options, isStoppable: false)
    guard case .finished(let values) = process.lastEnding else {
      Issue.record("\(String(describing: process.lastEnding))")
      return
    }
    #expect(values.count == 1)
    guard case .i32(5) = values.first else {
      Issue.record("\(values)")
      return
    }
    options.entryArguments = [.i32(2)]
    let wrong = try executor().runHere(module, options, isStoppable: false)
    #expect(wrong.exitStatus?.exitCode == 0xFFFF_FFFF || wrong.exitStatus?.exitCode == 134)
  }

  @Test("Limits end it where it runs, with a backtrace")
  func limits() throws {
    var options = ProcessOptions(.bytes([]))
    options.limits.fuel = 1000
    let spent = try executor().runHere(try spins(), options, isStoppable: false)
    guard case .limit(.fuel) = spent.exitStatus?.reason,
      case .outOfFuel(let place) = spent.lastEnding
    else {
      Issue.record("\(String(describing: spent.exitStatus))")
      return
    }
    #expect(spent.exitStatus?.fuelUsed == 1000)
    #expect(place.frames.count == 1)
    options.limits.fuel = nil
    options.limits.wallTime = .milliseconds(20)
    let late = try executor().runHere(try spins(), options, isStoppable: true)
    guard case .limit(.wallTime) = late.exitStatus?.reason,
      case .stopped(let place) = late.lastEnding
    else {
      Issue.record("\(String(describing: late.exitStatus))")
      return
    }
    #expect(place.frames.count == 1)
  }

  @Test("It can be killed before it runs, and is seen to be")
  func kill() throws {
    let executor = try executor()
    let killed = try executor.runHere(try spins(), ProcessOptions(.bytes([])), isStoppable: true) {
      #expect($0.kill())
    }
    guard case .killed = killed.exitStatus?.reason else {
      Issue.record("\(String(describing: killed.exitStatus))")
      return
    }
    #expect(executor.count == 0)
  }

  @Test("What keeps it from starting is the reason of its end")
  func notStarted() throws {
    let module = try module(
      "(module (import \"a\" \"b\" (func)) (func (export \"_start\")))")
    let process = try executor().runHere(module, ProcessOptions(.bytes([])), isStoppable: false)
    guard case .notStarted(let error) = process.exitStatus?.reason else {
      Issue.record("\(String(describing: process.exitStatus))")
      return
    }
    #expect(error.code == .missingImports)
    #expect(error.cause is LinkError)
  }
}
