import Ganglion
import Testing

/// Every way for a guest to end.
struct CrashTests {
  @Test(arguments: ["trap", "overflow", "memory"])
  func trapsAreReported(way: String) async throws {
    let house = try GuestHouse(.inMemory)
    var options = try house.options("crasher", [way])
    options.limits.memoryByteCount = 4 << 20
    let status = try await house.node.spawn(options, session: house.session).process.wait()
    #expect(status.exitCode == 134)
    guard case .trapped = status.reason else {
      Issue.record("\(status.reason)")
      return
    }
  }

  @Test(arguments: [0, 1, 7, 255, 256, 0xFFFF_FFFF] as [UInt32])
  func exitCodesComeThrough(code: UInt32) async throws {
    let house = try GuestHouse(.inMemory)
    let status = try await house.start("crasher", "exit", "\(code)").process.wait()
    #expect(status.exitCode == code)
    #expect("\(status.reason)" == "exited with code \(code)")
  }

  @Test func whatIsThrownIsPrinted() async throws {
    let house = try GuestHouse(.inMemory)
    #expect(try await house.start("crasher").process.wait().exitCode == 1)
    #expect(house.errors.text == "error: gave up as it was told to\n")
  }
}
