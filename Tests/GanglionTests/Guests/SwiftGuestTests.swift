import CapnProtoAsync
import Ganglion
import Testing

/// The guests written in Swift, each through real capabilities over every transport.
struct SwiftGuestTests {
  @Test(arguments: GuestHouse.sockets)
  func helloKnowsWhoItIs(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    let parent = try house.start("echo")
    var session = house.session
    session.grant("channel", house.node.channel())
    let guest = try house.start(
      "hello", "one", "two", session: session, parent: parent.process.pid)
    let status = try await guest.process.wait()
    #expect("\(status.reason)" == "exited with code 0", "\(house.errors.text)")
    #expect(
      house.lines == [
        "hello from process \(guest.process.pid), child of \(parent.process.pid)",
        "arguments: one two",
        "code: \(ContentID(of: try GuestHouse.bytecode("hello")))",
        "host: the house",
        "granted: channel",
        "process \(parent.process.pid) of 1",
        "process \(guest.process.pid) of \(parent.process.pid)",
      ])
    await house.node.shutdown()
  }

  @Test func helloDoesWithoutAConnection() async throws {
    let house = try GuestHouse(.none)
    let guest = try house.start("hello")
    #expect(guest.connection == nil)
    #expect(try await guest.process.wait().exitCode == 0)
    #expect(house.lines.first == "hello from process \(guest.process.pid), child of 1")
  }

  @Test(arguments: GuestHouse.sockets)
  func aHundredChildrenEndAsTheyShould(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    let status = try await house.start("parent", "100").process.wait()
    #expect(status.exitCode == 0, "\(house.errors.text)")
    #expect(house.lines == ["100 children, sum of their exit codes 4950"])
    #expect(house.node.executor.list().isEmpty)
  }

  @Test(arguments: GuestHouse.sockets)
  func numbersFlowThroughAPipeline(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    var session = house.session
    session.grant("first", house.node.channel())
    session.grant("second", house.node.channel(capacity: 4))
    let status = try await house.start("pipeline", "50", session: session).process.wait()
    #expect(status.exitCode == 0, "\(house.errors.text)")
    #expect(house.lines == ["50 squares, their sum is 42925"])
  }

  @Test(arguments: GuestHouse.sockets)
  func aWorkerHearsThatItIsPaused(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    let guest = try house.start("pausable")
    let control = house.node.client(of: guest.process)
    try await house.printed("working")
    _ = try await control.pause().value
    #expect(house.lines == ["working", "pausing after some ticks"])
    #expect(guest.process.info?.state == .paused)
    // Others run, and it does not. What its last slice used is known once that is over.
    _ = try await house.start("crasher", "exit", "0").process.wait()
    let fuel = guest.process.info?.fuelUsed
    for _ in 0..<5 { _ = try await house.start("crasher", "exit", "0").process.wait() }
    #expect(guest.process.info?.fuelUsed == fuel)
    _ = try await control.resume().value
    #expect(try await guest.process.wait().exitCode == 0)
    #expect(house.lines.suffix(2) == ["resumed", "done"])
  }

  @Test(arguments: GuestHouse.sockets)
  func aSpinnerCanBeStopped(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    let guest = try house.start("spinner")
    try await house.printed("spinning")
    let control = house.node.client(of: guest.process)
    _ = try await control.pause().value
    let fuel = try #require(guest.process.info).fuelUsed
    _ = try await control.resume().value
    try await house.until { (guest.process.info?.fuelUsed ?? 0) > fuel + 1_000_000 }
    _ = try await control.kill().value
    let code = try await control.wait().value.exitCode
    let event = try await control.monitor().value.event.string
    #expect(code == 0xFFFF_FFFF && event == "killed", "\(code) \(event) \(house.errors.text)")
  }

  @Test(arguments: GuestHouse.sockets)
  func aSupervisorStartsWorkersAgain(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    let status = try await house.start("supervisor", "5").process.wait()
    #expect(status.exitCode == 0, "\(house.errors.text)")
    #expect(house.lines == ["all workers are done after 10 restarts"])
  }

  @Test(arguments: GuestHouse.sockets)
  func pagesAreFetched(socket: ProcessOptions.Socket) async throws {
    let house = try GuestHouse(socket)
    var session = Session()
    let web = Web()
    session.grant("http", HTTPSchema.Requester.Client(web, in: house.node.vat))
    let guest = try house.start(
      "fetch", "http://a.example/", "http://b.example/", session: session)
    #expect(try await guest.process.wait().exitCode == 0, "\(house.errors.text)")
    #expect(
      house.lines == [
        "http://a.example/: status 200, 1000 bytes",
        "http://b.example/: no such host",
        "posted: status 201",
      ])
  }

  @Test func nothingIsFetchedWithoutTheRight() async throws {
    let house = try GuestHouse(.inMemory)
    let guest = try house.start("fetch", "http://a.example/", session: Session())
    #expect(try await guest.process.wait().exitCode == 1)
    #expect(house.errors.text == "error: called a null capability\n")
  }
}

/// A web of one page.
private final class Web: HTTPSchema.Requester.Server {
  func get(_ call: HTTPSchema.Requester.GetCall) async throws {
    let response = call.results.initResponse()
    if try call.params.url.string == "http://a.example/" {
      response.status = 200
      response.setBody([UInt8](repeating: 65, count: 1000))
    } else {
      response.setError("no such host")
    }
  }

  func post(_ call: HTTPSchema.Requester.PostCall) async throws {
    let params = call.params
    let header = try params.headers[0]
    let isRight =
      try header.key.string == "Content-Type" && header.value.string == "text/plain"
      && String(decoding: params.body.bytes, as: UTF8.self).hasPrefix("from process ")
    call.results.initResponse().status = isRight ? 201 : 400
  }
}
