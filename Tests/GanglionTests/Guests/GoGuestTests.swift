import CapnProtoAsync
import Ganglion
import Platform
import Testing

/// A guest in another language, which speaks Cap'n Proto by hand.
struct GoGuestTests {
  @Test func aGuestInGoDoesEverything() async throws {
    let path = "/tmp/ganglion-go-guest-\(UInt64.random(in: 0 ... .max)).wasm"
    defer { _ = try? ChildProcess.run("rm", ["-f", path]) }
    let build = try ChildProcess.run("bash", ["\(Fixture.root)/Fixtures/guests/go/build", path])
    if build.status == .exited(77) {
      print("skipped: there is no go in PATH to build the guest with")
      return
    }
    try #require(
      build.status == .exited(0), "\(String(decoding: build.errorOutput, as: UTF8.self))")
    let bytecode = try FileContent.read(path: path, limit: 64 << 20)
    for socket in GuestHouse.sockets { try await run(bytecode, socket) }
  }

  private func run(_ bytecode: [UInt8], _ socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    let guest = try house.start(bytecode: bytecode)
    let pid = guest.process.pid
    let echo = guest.bootstrap(as: Echo.Client.self)
    #expect(try await echo.say(text: "hello").value.text.string == "hello")
    try await house.printed("the child ended with code 42")
    #expect(house.errors.text == "")
    #expect(house.lines.first == "process \(pid), child of 1")
    #expect(house.lines.contains("listed: process \(pid) of 1"))
    #expect(house.lines.contains("the child ended with code 42"))
    try await house.quiet(guest)
    let fuel = try #require(guest.process.info?.fuelUsed)
    for _ in 0..<10 { _ = try await house.start("crasher", "exit", "0").process.wait() }
    #expect(guest.process.info?.fuelUsed == fuel)
    #expect(try await echo.count().value.calls == 1)
    _ = try await echo.leave().value
    #expect(try await guest.process.wait().exitCode == 0)
    #expect(house.lines.last == "told to leave")
    await EchoGuestTests.expectDisconnected(echo)
  }
}
