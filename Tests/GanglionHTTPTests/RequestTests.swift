import CapnProtoAsync
import CapnProtoRPC
import Ganglion
import GanglionHTTP
import Testing

/// Requests that are made, and what becomes of the answers.
@Suite(.timeLimit(.minutes(15)))
struct RequestTests {
  @Test(arguments: Way.allCases)
  func getsAPage(way: Way) async throws {
    let server = try LocalServer { $0.answer("200 OK", [], "seen \($1.line)") }
    let answer = try await way.requester(server).fetch(server.url("/a/b?c=d%20e#f"))
    #expect(answer.error == "")
    #expect(answer.status == 200)
    #expect(answer.body == "seen GET /a/b?c=d%20e HTTP/1.1")
    #expect(server.requests.map { $0.fields["host"] } == ["127.0.0.1:\(server.port)"])
  }

  @Test(arguments: Way.allCases)
  func postsABody(way: Way) async throws {
    let server = try LocalServer { connection, request in
      connection.answer("201 Created", [], "\(request.body.count)")
    }
    let body = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let answer = try await way.requester(server).send(
      server.url("/in"), [("X-One", "1"), ("Content-Type", "text/plain"), ("X-Two", "b c")], body)
    #expect(answer.error == "")
    #expect(answer.status == 201)
    #expect(answer.body == "200000")
    let request = try #require(server.requests.first)
    #expect(request.line == "POST /in HTTP/1.1")
    #expect(request.body == body)
    #expect(request.fields["x-one"] == "1")
    #expect(request.fields["x-two"] == "b c")
    #expect(request.fields["content-type"] == "text/plain")
  }

  @Test(arguments: Way.allCases)
  func postsNothing(way: Way) async throws {
    let server = try LocalServer { connection, _ in connection.answer() }
    #expect(try await way.requester(server).send(server.url("/")).status == 200)
    #expect(server.requests.map(\.body) == [[]])
  }

  @Test(
    arguments: Way.allCases,
    ["204 No Content", "400 Bad Request", "401 Unauthorized", "404 Not Found", "503 Busy"])
  func handsEveryStatusOn(way: Way, status: String) async throws {
    let body = status.hasPrefix("204") ? "" : "why"
    let server = try LocalServer { connection, _ in
      connection.answer(status, ["WWW-Authenticate: Basic realm=\"x\""], body)
    }
    let answer = try await way.requester(server).fetch(server.url("/"))
    #expect(answer.error == "")
    #expect("\(answer.status)" == status.prefix(3))
    #expect(answer.body == body)
  }

  @Test(arguments: Way.allCases)
  func readsChunks(way: Way) async throws {
    let server = try LocalServer { connection, _ in
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      for part in ["3\r\none\r\n", "3\r\ntwo\r\n", "0\r\n\r\n"] { connection.write(part) }
    }
    let answer = try await way.requester(server).fetch(server.url("/"))
    #expect(answer.body == "onetwo")
  }

  @Test(arguments: Way.allCases)
  func readsManyAtOnce(way: Way) async throws {
    let server = try LocalServer { $0.answer("200 OK", [], "for \($1.target)") }
    let client = try way.requester(server)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<100 {
        group.addTask {
          let answer = try await client.fetch(server.url("/\(number)"))
          #expect(answer.body == "for /\(number)")
        }
      }
      try await group.waitForAll()
    }
    #expect(server.requests.count == 100)
  }

  @Test(arguments: Way.allCases)
  func keepsNoCookies(way: Way) async throws {
    let server = try LocalServer { connection, _ in
      connection.answer("200 OK", ["Set-Cookie: a=b; Path=/"])
    }
    let client = try way.requester(server)
    for _ in 0..<2 { #expect(try await client.fetch(server.url("/")).status == 200) }
    #expect(server.requests.count == 2)
    #expect(server.requests.allSatisfy { $0.fields["cookie"] == nil })
  }

  @Test(arguments: Way.allCases)
  func tellsOfFailures(way: Way) async throws {
    let server = try LocalServer { connection, request in
      switch request.target {
      case "/garbage": connection.write("no answer at all\r\n\r\n")
      case "/cut": connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
      default: break
      }
    }
    let client = try way.requester(server)
    for target in ["/garbage", "/cut", "/nothing"] {
      let answer = try await client.fetch(server.url(target))
      #expect(answer.status == 0, "\(target)")
      #expect(!answer.error.isEmpty, "\(target)")
      #expect(answer.body.isEmpty, "\(target)")
    }
    // Nobody listens on the port that a server just had.
    let port = try LocalServer { _, _ in }.port
    let grant = HTTPGrant(hosts: [try HTTPHost("127.0.0.1:\(port)")])
    let answer = try await way.requester(grant).fetch("http://127.0.0.1:\(port)/")
    #expect(answer.status == 0)
    #expect(!answer.error.isEmpty)
  }
}
