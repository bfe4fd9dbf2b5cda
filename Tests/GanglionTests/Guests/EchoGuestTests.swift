import CapnProtoAsync
import Ganglion
import Testing

/// A guest that exports an object, in good times and bad.
struct EchoGuestTests {
  @Test(arguments: GuestHouse.sockets)
  func theHostCallsTheGuest(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    let guest = try house.start("echo")
    let echo = guest.bootstrap(as: Echo.Client.self)
    #expect(try await echo.say(text: "hello").value.text.string == "hello")
    let long = String(repeating: "long ", count: 50_000)
    #expect(try await echo.say(text: long).value.text.string == long)
    // The guest calls the host while the host calls it.
    let mine = Echo.Client(Shouting(), in: house.node.vat)
    #expect(try await echo.relay(to: mine, text: "back").value.text.string == "BACK")
    #expect(try await echo.relay(to: echo, text: "self").value.text.string == "self")
    #expect(try await echo.count().value.calls == 3)
    _ = try await echo.leave().value
    #expect(try await guest.process.wait().exitCode == 0)
    await Self.expectDisconnected(echo)
  }

  @Test(arguments: GuestHouse.sockets)
  func manyCallsAtOnceStayInOrder(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    let guest = try house.start("echo")
    let echo = guest.bootstrap(as: Echo.Client.self)
    let calls = (0..<1000).map { echo.say(text: "\($0)") }
    for (number, call) in calls.enumerated() {
      #expect(try await call.value.text.string == "\(number)")
    }
    guest.process.kill()
  }

  @Test(arguments: GuestHouse.sockets)
  func anIdleGuestUsesNoProcessor(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    let guest = try house.start("echo")
    let echo = guest.bootstrap(as: Echo.Client.self)
    _ = try await echo.say(text: "hello").value
    try await house.quiet(guest)
    let fuel = try #require(guest.process.info?.fuelUsed)
    // Other guests come and go meanwhile.
    for _ in 0..<10 { _ = try await house.start("crasher", "exit", "0").process.wait() }
    #expect(guest.process.info?.fuelUsed == fuel)
    #expect(guest.process.info?.state == .waiting)
    #expect(try await echo.count().value.calls == 1)
    guest.process.kill()
  }

  @Test(arguments: GuestHouse.sockets)
  func aGuestVanishesInTheMiddleOfACall(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    let guest = try house.start("crasher", "vanish")
    let echo = guest.bootstrap(as: Echo.Client.self)
    await Self.expectDisconnected(echo)
    #expect(try await guest.process.wait().exitCode == 3)
    await Self.expectDisconnected(echo)
  }

  @Test(arguments: GuestHouse.sockets)
  func aKilledGuestFailsItsExports(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    var session = house.session
    session.capStore = house.node.capStoreClient()
    let server = try house.start("echo", "echo", session: session)
    let echo = server.bootstrap(as: Echo.Client.self)
    _ = try await echo.say(text: "hello").value
    let stored = try await session.capStore.get(id: "echo").value.cap.cast(to: Echo.Client.self)
    #expect(try await stored.say(text: "hello").value.text.string == "hello")
    server.process.kill()
    _ = try await server.process.wait()
    await Self.expectDisconnected(echo)
    await Self.expectDisconnected(stored)
  }

  @Test(arguments: GuestHouse.sockets)
  func oneGuestCallsAnother(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    var session = house.session
    session.capStore = house.node.capStoreClient()
    let server = try house.start("echo", "echo", session: session)
    let echo = server.bootstrap(as: Echo.Client.self)
    _ = try await echo.say(text: "hello").value
    let caller = try house.start("caller", "echo", "100", session: session)
    #expect(try await caller.process.wait().exitCode == 0, "\(house.errors.text)")
    #expect(house.lines.first?.hasPrefix("100 calls, 500 bytes, ") == true)
    #expect(try await echo.count().value.calls == 101)
    // Once the server is gone, so is what it stored.
    server.process.kill()
    _ = try await server.process.wait()
    let late = try house.start("caller", "echo", session: session)
    #expect(try await late.process.wait().exitCode == 1)
  }

  static func expectDisconnected(_ echo: Echo.Client) async {
    let error = await #expect(throws: RPCError.self) { try await echo.say(text: "x").value }
    #expect(error?.kind == .disconnected)
  }
}

/// An object of the host.
private final class Shouting: Echo.Server {
  func say(_ call: Echo.SayCall) async throws {
    call.results.setText(try call.params.text.string.uppercased())
  }
}
