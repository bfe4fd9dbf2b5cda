import CapnProto
import CapnProtoAsync
import CapnProtoRPC
import CapnProtoTransport
import Foundation
import Ganglion
import GanglionHTTP
import Platform
import Testing
import WASI

/// The life of the helper, and of the right that a process holds.
@Suite(.timeLimit(.minutes(15)))
struct HelperTests {
  private static func grant(_ server: LocalServer) throws -> HTTPGrant {
    try HTTPGrant.patient("127.0.0.1:\(server.port)")
  }

  private static func isThere(_ helper: HTTPHelper) -> Bool {
    SystemProcess.isThere(helper.processIdentifier)
  }

  @Test func failsCallsWhenItDies() async throws {
    let arrived = EventCounter()
    let server = try LocalServer { connection, _ in
      arrived.add()
      connection.waitForEnd()
    }
    let helper = try HTTPHelper(path: Way.helperPath)
    let client = helper.requester(try Self.grant(server))
    let promise = client.get(url: server.url("/"))
    await arrived.wait(for: 1)
    helper.kill()
    for promise in [promise, client.get(url: server.url("/"))] {
      let error = await #expect(throws: RPCError.self) { _ = try await promise.value }
      #expect(error?.kind == .disconnected)
    }
    #expect(!helper.isAlive)
    while Self.isThere(helper) { try await Task.sleep(for: .milliseconds(5)) }
  }

  @Test func endsWhenItsSocketCloses() async throws {
    let server = try LocalServer { connection, _ in connection.answer() }
    let helper = try HTTPHelper(path: Way.helperPath)
    #expect(try await helper.requester(try Self.grant(server)).fetch(server.url("/")).status == 200)
    #expect(Self.isThere(helper))
    helper.close()
    while Self.isThere(helper) { try await Task.sleep(for: .milliseconds(5)) }
  }

  @Test func endsWithItsObject() async throws {
    let server = try LocalServer { connection, _ in connection.answer() }
    var helper: HTTPHelper? = try HTTPHelper(path: Way.helperPath)
    let number = try #require(helper?.processIdentifier)
    let client = try #require(helper?.requester(try Self.grant(server)))
    #expect(try await client.fetch(server.url("/")).status == 200)
    helper = nil
    while SystemProcess.isThere(number) { try await Task.sleep(for: .milliseconds(5)) }
    let error = await #expect(throws: RPCError.self) { try await client.fetch(server.url("/")) }
    #expect(error?.kind == .disconnected)
  }

  #if os(Linux)
    @Test func keepsNothingOfRequests() async throws {
      let server = try LocalServer { connection, request in
        switch request.target {
        case "/large": connection.answer("200 OK", [], String(repeating: "x", count: 20_000))
        case "/moved": connection.answer("302 Found", ["Location: /"])
        case "/private": connection.answer("401 No", ["WWW-Authenticate: Basic realm=\"x\""])
        case "/silent": connection.waitForEnd()
        default: connection.answer("200 OK", [], "page")
        }
      }
      let helper = try HTTPHelper(path: Way.helperPath)
      var grant = try Self.grant(server)
      grant.limits.responseByteCount = 10_000
      grant.limits.timeout = .seconds(1)
      let client = helper.requester(grant)
      func ask(_ count: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<count {
            let target = ["/", "/large", "/moved", "/private", "/"][number % 5]
            group.addTask { _ = try await client.fetch(server.url(target)) }
          }
          group.addTask { _ = try await client.fetch(server.url("/silent")) }
          try await group.waitForAll()
        }
      }
      func openCount() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(helper.processIdentifier)/fd")
          .count
      }
      try await ask(20)
      let before = try openCount()
      try await ask(300)
      // Connections close a little after their answers are here.
      while try openCount() > before + 4 { try await Task.sleep(for: .milliseconds(20)) }
    }
  #endif

  @Test func isStartedAgainByANode() async throws {
    let server = try LocalServer { connection, _ in connection.answer() }
    let node = try Node()
    let first = try node.httpRequester(try Self.grant(server), helper: Way.helperPath)
    #expect(try await first.fetch(server.url("/")).status == 200)
    node.endHTTPHelper()
    await #expect(throws: RPCError.self) { try await first.fetch(server.url("/")) }
    let second = try node.httpRequester(try Self.grant(server), helper: Way.helperPath)
    #expect(try await second.fetch(server.url("/")).status == 200)
    await node.shutdown()
  }

  @Test func saysThatItIsNotThere() {
    let error = #expect(throws: HTTPGrantError.self) { try HTTPHelper(path: "/nowhere/at/all") }
    #expect(error?.code == .noHelper)
  }

  @Test func isNotForPeople() throws {
    let result = try ChildProcess.run(Way.helperPath, timeout: 60 * 1_000_000_000)
    #expect(result.status == .exited(64))
    #expect(String(decoding: result.errorOutput, as: UTF8.self).hasPrefix("ganglion-http: "))
  }

  @Test(arguments: Way.allCases)
  func servesAProcessThroughItsSession(way: Way) async throws {
    let server = try LocalServer { connection, _ in connection.answer("200 OK", [], "page") }
    let node = try Node()
    var session = Session()
    let grant = try Self.grant(server)
    switch way {
    case .inProcess: session.grant("http", HTTPRequester(grant).client(in: node.vat))
    case .helper: session.grant("http", try node.httpRequester(grant, helper: Way.helperPath))
    }
    let bytecode = try TextFormat.binary(
      from: #"(module (memory (export "memory") 1) (func (export "_start") (loop $l (br $l))))"#)
    let guest = try node.spawn(ProcessOptions(.bytes(bytecode)), session: session)
    // A vat that stands where the guest would.
    let (near, far) = DuplexEnd.pair(capacity: 4096)
    let entrance = GuestEntrance(session, guest.process, node).client(in: node.vat)
    let connection = node.vat.connect(over: GuestTransport(near), bootstrap: entrance)
    let peer = VatHost()
    let terminal = peer.connect(over: GuestTransport(far))
      .bootstrap(as: SessionSchema.Terminal.Client.self)
    let received = try Session(try await terminal.login().value.session)
    let requester = try #require(received.extra.first { $0.name == "http" })
    let client = requester.client.cast(to: HTTPSchema.Requester.Client.self)
    #expect(try await client.fetch(server.url("/")).body == "page")
    // What the process loses, it can't use.
    guest.process.kill()
    connection.close()
    await #expect(throws: RPCError.self) { try await client.fetch(server.url("/")) }
  }
}
