import CapnProtoAsync
import Ganglion
import GanglionHTTP
import Testing

/// Answers that send a request on elsewhere.
@Suite(.timeLimit(.minutes(15)))
struct RedirectTests {
  /// Redirects `/to/STATUS/TARGET` to the target; counts down from `/count/N`.
  private static func server() throws -> LocalServer {
    try LocalServer { connection, request in
      let parts = request.target.split(separator: "/", maxSplits: 2).map(String.init)
      switch parts.first {
      case "to": connection.answer("\(parts[1]) Moved", ["Location: \(parts[2])"], "moved")
      case "count":
        let count = Int(parts[1]) ?? 0
        if count == 0 { return connection.answer("200 OK", [], "there") }
        connection.answer("302 Found", ["Location: /count/\(count - 1)"])
      case "none": connection.answer("302 Found", [], "no place")
      default: connection.answer("200 OK", [], request.line)
      }
    }
  }

  @Test(arguments: Way.allCases)
  func followsThoseThatAreGranted(way: Way) async throws {
    let server = try Self.server()
    let client = try way.requester(server)
    for status in [301, 302, 303, 307, 308] {
      let answer = try await client.fetch(server.url("/to/\(status)//there?x=1"))
      #expect(answer.error == "")
      #expect(answer.body == "GET /there?x=1 HTTP/1.1")
    }
    let absolute = try await client.fetch(server.url("/to/302/\(server.url("/whole"))"))
    #expect(absolute.body == "GET /whole HTTP/1.1")
  }

  @Test(arguments: Way.allCases)
  func refusesThoseThatAreNot(way: Way) async throws {
    let server = try Self.server()
    let other = try LocalServer { connection, _ in connection.answer("200 OK", [], "secret") }
    let client = try way.requester(server)
    for target in [
      other.url("/"), server.url("/", host: "localhost"), "//localhost:\(server.port)/",
      "http://x@127.0.0.1:\(server.port)/", "file:///etc/passwd", "ftp://127.0.0.1/",
      "http://127.0.0.1/", "data:,x",
    ] {
      let answer = try await client.fetch(server.url("/to/302/\(target)"))
      #expect(answer.status == 0, "\(target): \(answer)")
      #expect(answer.error.hasPrefix("redirected"), "\(target): \(answer)")
      if target == other.url("/") {
        #expect(
          answer.error
            == "redirected: requests to http://127.0.0.1:\(other.port) are not granted")
      }
    }
    #expect(other.requests.isEmpty)
    #expect(server.requests.allSatisfy { $0.target.hasPrefix("/to/") })
  }

  @Test(arguments: Way.allCases)
  func boundsTheirNumber(way: Way) async throws {
    let server = try Self.server()
    let client = try way.requester(server) { $0.limits.redirectCount = 3 }
    #expect(try await client.fetch(server.url("/count/3")).body == "there")
    #expect(try await client.fetch(server.url("/count/4")).error == "more than 3 redirects")
    let none = try way.requester(server) { $0.limits.redirectCount = 0 }
    #expect(try await none.fetch(server.url("/count/0")).body == "there")
    #expect(try await none.fetch(server.url("/count/1")).error == "more than 0 redirects")
  }

  @Test(arguments: Way.allCases)
  func changesMethodsAsBrowsersDo(way: Way) async throws {
    let server = try Self.server()
    let client = try way.requester(server)
    let body = Array("body".utf8)
    for (status, line) in [
      (301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST"),
    ] {
      let answer = try await client.send(server.url("/to/\(status)//there"), [], body)
      #expect(answer.body == "\(line) /there HTTP/1.1", "\(status)")
      #expect(server.requests.last?.body == (line == "GET" ? [] : body), "\(status)")
    }
    let writer = try way.requester(server) { $0.methods = [.post] }
    #expect(
      try await writer.send(server.url("/to/303//there")).error
        == "redirected: GET requests are not granted")
  }

  @Test(arguments: Way.allCases)
  func keepsCredentialsFromOthers(way: Way) async throws {
    let other = try LocalServer { connection, _ in connection.answer() }
    let server = try LocalServer { connection, _ in
      connection.answer("307 Moved", ["Location: \(other.url("/"))"])
    }
    var grant = HTTPGrant()
    for port in [server.port, other.port] {
      grant.hosts.append(try HTTPHost("127.0.0.1:\(port)"))
    }
    let answer = try await way.requester(grant).send(
      server.url("/"), [("Authorization", "secret"), ("Cookie", "c=1"), ("X-Other", "kept")])
    #expect(answer.status == 200)
    #expect(server.requests.first?.fields["authorization"] == "secret")
    let request = try #require(other.requests.first)
    #expect(request.fields["authorization"] == nil)
    #expect(request.fields["cookie"] == nil)
    #expect(request.fields["x-other"] == "kept")
  }

  @Test(arguments: Way.allCases)
  func handsOnARedirectToNowhere(way: Way) async throws {
    let server = try Self.server()
    let answer = try await way.requester(server).fetch(server.url("/none"))
    #expect(answer.status == 302)
    #expect(answer.error == "")
  }
}
