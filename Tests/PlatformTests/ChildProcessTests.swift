import Testing

import Platform

struct ChildProcessTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func outputsAndStatusComeBack() throws {
    let result = try ChildProcess.run("/bin/sh", ["-c", "echo out; echo err >&2; exit 3"])
    #expect(result.status == .exited(3))
    #expect(text(result.output) == "out\n")
    #expect(text(result.errorOutput) == "err\n")
    #expect(!result.isTimedOut)
    #expect(result.wallTime > 0 && result.peakMemory > 0)
  }

  @Test func inputIsFedWhileOutputIsRead() throws {
    let input = [UInt8](repeating: 0x61, count: 1 << 20)
    let result = try ChildProcess.run("cat", input: input)
    #expect(result.status == .exited(0))
    #expect(result.output == input)
    let none = try ChildProcess.run("cat")
    #expect(none.output.isEmpty)
  }

  @Test func aChildThatIgnoresItsInputIsNoProblem() throws {
    let result = try ChildProcess.run("true", input: [UInt8](repeating: 0, count: 1 << 20))
    #expect(result.status == .exited(0))
  }

  @Test func signalsAndTimeoutsAreTold() throws {
    #expect(try ChildProcess.run("/bin/sh", ["-c", "kill -9 $$"]).status == .signalled(9))
    let slow = try ChildProcess.run("sleep", ["100"], timeout: 20_000_000)
    #expect(slow.isTimedOut)
    let silent = try ChildProcess.run(
      "/bin/sh", ["-c", "exec >&- 2>&-; exec sleep 100"], timeout: 50_000_000)
    #expect(silent.isTimedOut)
    let quick = try ChildProcess.run("true", timeout: 60_000_000_000)
    #expect(quick.status == .exited(0) && !quick.isTimedOut)
    #expect(slow.status == .signalled(9))
  }

  @Test func theEnvironmentIsAsGiven() throws {
    let result = try ChildProcess.run("/bin/sh", ["-c", "echo $A"], environment: ["A=b c"])
    #expect(text(result.output) == "b c\n")
  }

  @Test func theOutputIsBounded() throws {
    let result = try ChildProcess.run("/bin/sh", ["-c", "yes | head -c 100000"], outputLimit: 10)
    #expect(result.output.count == 10)
    #expect(result.status == .exited(0))
  }

  @Test func whatDoesNotExistIsAnError() {
    #expect(throws: SystemError.self) { try ChildProcess.run("/no/such/program") }
  }
}
