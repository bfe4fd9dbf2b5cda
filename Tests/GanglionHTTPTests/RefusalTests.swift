import CapnProtoAsync
import Ganglion
import GanglionHTTP
import Testing

/// Requests that a grant does not allow.
@Suite(.timeLimit(.minutes(15)))
struct RefusalTests {
  @Test(arguments: Way.allCases)
  func asksNobodyElse(way: Way) async throws {
    let granted = try LocalServer { connection, _ in connection.answer() }
    let other = try LocalServer { connection, _ in connection.answer() }
    let client = try way.requester(granted)
    for url in [
      other.url("/"), granted.url("/", host: "localhost"), granted.url("/", host: "127.1"),
      "http://127.0.0.1/", "https://127.0.0.1:\(granted.port)x/",
      "http://127.0.0.1:\(granted.port)@127.0.0.1:\(other.port)/",
      "http://127.0.0.1:\(other.port)#@127.0.0.1:\(granted.port)/",
      "http://127.0.0.1:\(other.port)\\@127.0.0.1:\(granted.port)/",
      "http://127.0.0.1:\(granted.port)/ HTTP/1.1\r\nHost: x\r\n\r\n", "file:///etc/passwd",
      "FILE:/etc/passwd", "ftp://127.0.0.1:\(granted.port)/", "data:,x", "", "\u{0}", "/", "é",
    ] {
      let answer = try await client.fetch(url)
      #expect(answer.status == 0, "\(url)")
      #expect(!answer.error.isEmpty, "\(url)")
      let sent = try await client.send(url)
      #expect(sent.status == 0 && !sent.error.isEmpty, "\(url)")
    }
    #expect(granted.requests.isEmpty)
    #expect(other.requests.isEmpty)
    #expect(
      try await client.fetch(other.url("/")).error
        == "requests to http://127.0.0.1:\(other.port) are not granted")
  }

  @Test(arguments: Way.allCases)
  func grantsNothingByDefault(way: Way) async throws {
    let server = try LocalServer { connection, _ in connection.answer() }
    let answer = try await way.requester(HTTPGrant()).fetch(server.url("/"))
    #expect(answer.error.hasSuffix("not granted"))
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: Way.allCases)
  func holdsMethodsAgainstTheGrant(way: Way) async throws {
    let server = try LocalServer { connection, _ in connection.answer() }
    let reader = try way.requester(server) { $0.methods = [.get] }
    #expect(try await reader.send(server.url("/")).error == "POST requests are not granted")
    #expect(try await reader.fetch(server.url("/")).status == 200)
    let writer = try way.requester(server) { $0.methods = [.post] }
    #expect(try await writer.fetch(server.url("/")).error == "GET requests are not granted")
    #expect(try await writer.send(server.url("/")).status == 200)
    #expect(server.requests.count == 2)
  }

  @Test(arguments: Way.allCases)
  func boundsRequests(way: Way) async throws {
    let server = try LocalServer { connection, _ in connection.answer() }
    let client = try way.requester(server) { grant in
      grant.limits.requestByteCount = 1000
      grant.limits.headerByteCount = 200
      grant.limits.headerCount = 3
      grant.limits.urlByteCount = 100
    }
    let url = server.url("/")
    let bytes = [UInt8](repeating: 65, count: 1001)
    #expect(try await client.send(url, [], Array(bytes.dropLast())).status == 200)
    #expect(
      try await client.send(url, [], bytes).error
        == "a body of 1001 bytes; at most 1000 are granted")
    let fields = (0..<4).map { ("x-\($0)", "") }
    #expect(try await client.send(url, Array(fields.dropLast())).status == 200)
    #expect(try await client.send(url, fields).error == "4 fields; at most 3 are granted")
    let value = String(repeating: "v", count: 193)
    #expect(try await client.send(url, [("abc", value)]).status == 200)
    #expect(try await client.send(url, [("abcd", value)]).error == "fields of more than 200 bytes")
    let rest = String(repeating: "a", count: 100 - url.utf8.count)
    #expect(try await client.fetch(url + rest).status == 200)
    #expect(try await client.fetch(url + rest + "a").error == "a URL of 101 bytes; at most 100")
  }

  @Test(arguments: Way.allCases)
  func refusesFieldsThatAreNotForGuests(way: Way) async throws {
    let server = try LocalServer { connection, _ in connection.answer() }
    let client = try way.requester(server)
    for field in [
      ("Host", "other.example"), ("content-length", "5"), ("Transfer-Encoding", "chunked"),
      ("Connection", "close"), ("Upgrade", "h2c"), ("Proxy-Authorization", "x"), ("TE", "x"),
      ("", "x"), ("a b", "x"), ("a:", "x"), ("a\r\nHost", "x"), ("ä", "x"),
      ("x", "1\r\nHost: other"), ("x", "1\n2"), ("x", "\u{0}"), ("x", "\u{7f}"),
    ] {
      let answer = try await client.send(server.url("/"), [field])
      #expect(answer.status == 0, "\(field)")
      #expect(!answer.error.isEmpty, "\(field)")
    }
    #expect(server.requests.isEmpty)
  }
}
