import CapnProtoAsync
import CapnProtoRPC
import Ganglion
import GanglionHTTP
import Platform
import Synchronization
import Testing

/// What answers may cost, in bytes and in time.
@Suite(.timeLimit(.minutes(15)))
struct LimitTests {
  @Test(arguments: Way.allCases)
  func boundsBodiesThatAreAnnounced(way: Way) async throws {
    let server = try LocalServer { connection, request in
      let count = Int(request.target.dropFirst()) ?? 0
      connection.answer("200 OK", [], String(repeating: "b", count: count))
    }
    let client = try way.requester(server) { $0.limits.responseByteCount = 5000 }
    #expect(try await client.fetch(server.url("/5000")).body.utf8.count == 5000)
    let answer = try await client.fetch(server.url("/5001"))
    #expect(answer.error == "a body of 5001 bytes; at most 5000 are granted")
    #expect(answer.status == 0)
    #expect(answer.body == "")
  }

  @Test(arguments: Way.allCases, [1 << 10, 1 << 16])
  func boundsBodiesThatNeverEnd(way: Way, chunkSize: Int) async throws {
    let gone = EventCounter()
    let server = try Self.endlessServer(chunkSize, pauses: true) { gone.add() }
    let client = try way.requester(server, Self.boundedAnswers)
    for _ in 0..<2 {
      let answer = try await client.fetch(server.url("/"))
      #expect(answer.error == Self.tooMuch)
      // Nobody else waits for it.
      #expect(try await client.fetch(server.url("/end")).body == "done")
    }
    // And the server is not read from any more.
    await gone.wait(for: 2)
  }

  /// Such a server may hold up all of Foundation's loading; then the helper ends and another starts.
  @Test func outlivesServersThatNeverPause() async throws {
    let gone = EventCounter()
    let server = try Self.endlessServer(1 << 16, pauses: false) { gone.add() }
    var grant = try HTTPGrant.patient("127.0.0.1:\(server.port)")
    Self.boundedAnswers(&grant)
    let node = try Node()
    for round in 1...2 {
      let answer = try await node.httpRequester(grant, helper: Way.helperPath)
        .fetch(server.url("/"))
      #expect(answer.error == Self.tooMuch)
      var body = ""
      while body.isEmpty {
        let client = try node.httpRequester(grant, helper: Way.helperPath)
        do {
          body = try await client.fetch(server.url("/end")).body
        } catch let error as RPCError {
          #expect(error.kind == .disconnected)
        }
      }
      #expect(body == "done")
      await gone.wait(for: round)
    }
  }

  private static let tooMuch = "a body of more than 100000 bytes, which are granted"

  private static func boundedAnswers(_ grant: inout HTTPGrant) {
    grant.limits.responseByteCount = 100_000
    grant.limits.concurrentCount = 2
  }

  /// A server whose answers don't end, but for one.
  private static func endlessServer(
    _ chunkSize: Int, pauses: Bool, whenGone: @escaping @Sendable () -> Void
  ) throws -> LocalServer {
    try LocalServer { connection, request in
      if request.target == "/end" { return connection.answer("200 OK", [], "done") }
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      let size = "\(String(chunkSize, radix: 16))\r\n"
      let chunk = Array(size.utf8) + [UInt8](repeating: 65, count: chunkSize) + [13, 10]
      var count = 0
      while connection.write(chunk) {
        count += chunkSize
        if pauses, count % (1 << 16) == 0 { connection.pause(milliseconds: 2) }
      }
      whenGone()
    }
  }

  @Test(arguments: Way.allCases)
  func boundsHeads(way: Way) async throws {
    let server = try LocalServer { connection, request in
      let value = String(repeating: "h", count: 990)
      switch request.target {
      case "/endless":
        connection.write("HTTP/1.1 200 OK\r\n")
        var number = 0
        while connection.write("X-\(number): \(value)\r\n") { number += 1 }
      case "/large": connection.answer("200 OK", (0..<20).map { "X-\($0): \(value)" })
      default: connection.answer("200 OK", ["X-One: \(value)"])
      }
    }
    let client = try way.requester(server) { $0.limits.headerByteCount = 2000 }
    #expect(try await client.fetch(server.url("/")).status == 200)
    let large = try await client.fetch(server.url("/large"))
    #expect(
      large.error.hasPrefix("fields of ") && large.error.hasSuffix("at most 2000 are granted"))
    let endless = try await client.fetch(server.url("/endless"))
    #expect(endless.status == 0)
    #expect(!endless.error.isEmpty)
  }

  @Test(arguments: Way.allCases)
  func boundsTime(way: Way) async throws {
    let gone = EventCounter()
    let server = try LocalServer { connection, request in
      switch request.target {
      case "/silent": break
      case "/head": connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
      default: connection.answer("302 Found", ["Location: /silent"])
      }
      connection.waitForEnd()
      gone.add()
    }
    let client = try way.requester(server) { $0.limits.timeout = .milliseconds(200) }
    for target in ["/silent", "/head", "/redirect"] {
      let answer = try await client.fetch(server.url(target))
      #expect(answer.error == "no answer within 0.2 seconds", "\(target)")
      #expect(answer.status == 0)
    }
    // The server notices, as far as it has heard of the requests at all.
    await gone.wait(for: server.requests.count)
  }

  @Test(arguments: Way.allCases)
  func boundsHowManyAtATime(way: Way) async throws {
    let arrived = EventCounter()
    let now = Guarded((count: 0, most: 0))
    let pending = Pending()
    let server = try LocalServer { connection, _ in
      now.withLock { now in
        now.count += 1
        now.most = max(now.most, now.count)
      }
      arrived.add()
      pending.wait()
      now.withLock { $0.count -= 1 }
      connection.answer()
    }
    let client = try way.requester(server) { grant in
      grant.limits.concurrentCount = 3
      grant.limits.waitingCount = 4
    }
    var promises: [Promise<HTTPSchema.Requester.GetResults>] = []
    for _ in 0..<8 { promises.append(client.get(url: server.url("/"))) }
    // Three are made, four wait, and one is too many: the last, as calls keep their order.
    await arrived.wait(for: 3)
    var failures = 0
    do { _ = try await promises[7].value } catch let error as RPCError {
      #expect(error.kind == .overloaded)
      failures += 1
    }
    #expect(failures == 1)
    pending.release()
    for promise in promises.dropLast() {
      #expect(try await promise.value.response.status == 200)
    }
    #expect(now.withLock { $0.most } == 3)
    #expect(server.requests.count == 7)
  }

  @Test(arguments: Way.allCases)
  func endsWithItsCaller(way: Way) async throws {
    let (arrived, gone) = (EventCounter(), EventCounter())
    let server = try LocalServer { connection, _ in
      arrived.add()
      connection.waitForEnd()
      gone.add()
    }
    let client = try way.requester(server)
    // One is given up by cancelling, one by letting go, one by the end of the task that waits.
    let promise = client.get(url: server.url("/"))
    await arrived.wait(for: 1)
    promise.cancel()
    await gone.wait(for: 1)
    do {
      let other = client.get(url: server.url("/"))
      await arrived.wait(for: 2)
      withExtendedLifetime(other) {}
    }
    await gone.wait(for: 2)
    let task = Task { try await client.fetch(server.url("/")) }
    await arrived.wait(for: 3)
    task.cancel()
    await gone.wait(for: 3)
    await #expect(throws: (any Error).self) { try await task.value }
  }
}

/// Holds threads up until they are released.
final class Pending: Sendable {
  private let isReleased = Guarded(false)

  func wait() {
    guard let waiter = try? ThreadWaiter() else { return }
    while !isReleased.withLock({ $0 }) {
      var set = WaitSet()
      set.add(deadline: Clock.monotonic.now + 5_000_000)
      _ = waiter.wait(for: set)
    }
  }

  func release() { isReleased.withLock { $0 = true } }
}
