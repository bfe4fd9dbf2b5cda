import Ganglion
import Testing

struct HTTPLocationTests {
  @Test(arguments: [
    ("http://example.com", "http://example.com/"),
    ("HTTP://Example.COM/A?b=C", "http://example.com/A?b=C"),
    ("https://example.com:443/", "https://example.com/"),
    ("https://example.com:8443/x#part", "https://example.com:8443/x"),
    ("http://example.com?q", "http://example.com/?q"),
    ("http://example.com:/", "http://example.com/"),
    ("http://example.com./", "http://example.com/"),
    ("http://[::1]:80/", "http://[::1]/"),
    ("http://127.0.0.1/%2e%2E", "http://127.0.0.1/%2e%2E"),
    ("http://a_b-c.example/", "http://a_b-c.example/"),
  ])
  func reads(text: String, canonical: String) throws {
    #expect(try HTTPLocation(text, limit: 100).description == canonical)
  }

  @Test(arguments: [
    "", "/", "example.com", "//example.com/", "http:/example.com", "http:example.com",
    "http://", "http:///etc/passwd", "file:///etc/passwd", "file://localhost/etc/passwd",
    "ftp://example.com/", "data:text/plain,hello", "javascript:alert(1)", "gopher://example.com/",
    "http://user@example.com/", "http://user:secret@example.com/", "http://good.com@evil.com/",
    "http://good.com\\@evil.com/", "http://good.com\\.evil.com/", "http://exa mple.com/",
    "http://example.com/a b", "http://example.com/\r\nX: y", "http://example.com/\u{0}",
    "http://example.com/\u{7f}", "http://exämple.com/", "http://example.com/ä",
    "http://example.com:0/", "http://example.com:65536/", "http://example.com:8x/",
    "http://example.com:+80/", "http://example.com:80:80/", "http://.example.com/",
    "http://example..com/", "http://example.com../", "http://[::1/", "http://[::1]x/",
    "http://[]/", "http://[g::1]/", "http://[::1%25eth0]/", "http://example.com/%",
    "http://example.com/%4", "http://example.com/%zz", "http://exa%6dple.com/",
    "http://example.com/<script>", "http://example.com/\u{202e}", " http://example.com/",
  ])
  func refuses(text: String) {
    #expect(throws: HTTPLocationError.self) { try HTTPLocation(text, limit: 1000) }
  }

  @Test(arguments: [
    ("https://b/c", "https://b/c"), ("//b:81/c", "http://b:81/c"), ("/x", "http://a:8/x"),
    ("x", "http://a:8/p/q/x"), ("x/y?z", "http://a:8/p/q/x/y?z"), ("./x", "http://a:8/p/q/x"),
    ("../x", "http://a:8/p/x"), ("../../x", "http://a:8/x"), ("../../../../x", "http://a:8/x"),
    ("..", "http://a:8/p/"), (".", "http://a:8/p/q/"), ("/./x/../y//z/.", "http://a:8/y//z/"),
    ("?y", "http://a:8/p/q/r?y"), ("#f", "http://a:8/p/q/r?s"), ("", "http://a:8/p/q/r?s"),
    ("x?../y", "http://a:8/p/q/x?../y"), ("x#../y", "http://a:8/p/q/x"),
  ])
  func resolves(reference: String, result: String) throws {
    let base = try HTTPLocation("http://a:8/p/q/r?s", limit: 100)
    #expect(try base.resolve(reference, limit: 100).description == result)
  }

  @Test(arguments: [
    "file:///etc/passwd", "file:x", "data:,x", "mailto:a@b", "//user@b/", "/a b", "x\r\ny", "//",
    "http:", "http:x", "\\\\evil.com/", "///evil.com/",
  ])
  func refusesToResolve(reference: String) throws {
    let base = try HTTPLocation("http://a:8/p/q/r?s", limit: 100)
    #expect(throws: HTTPLocationError.self) { try base.resolve(reference, limit: 100) }
  }

  @Test func boundsItsLength() throws {
    let text = "http://example.com/" + String(repeating: "a", count: 81)
    #expect(text.utf8.count == 100)
    _ = try HTTPLocation(text, limit: 100)
    #expect(throws: HTTPLocationError.self) { try HTTPLocation(text + "a", limit: 100) }
  }

  @Test(arguments: [
    ("example.com", "http://example.com/", true), ("example.com", "https://EXAMPLE.com/", true),
    ("Example.com", "https://example.com/", true),
    ("example.com", "http://example.com:8080/", false),
    ("example.com", "http://www.example.com/", false),
    ("example.com", "http://example.com.evil.org/", false),
    ("example.com", "http://badexample.com/", false),
    ("example.com:8080", "http://example.com:8080/", true),
    ("example.com:8080", "http://example.com/", false),
    ("example.com:80", "http://example.com/", true),
    ("example.com:*", "http://example.com:1234/", true),
    ("*.example.com", "http://a.example.com/", true),
    ("*.example.com", "http://a.b.example.com/", true),
    ("*.example.com", "http://example.com/", false),
    ("*.example.com", "http://badexample.com/", false),
    ("https://example.com", "http://example.com/", false),
    ("https://example.com", "https://example.com/", true),
    ("https://example.com", "https://example.com:444/", false),
    ("*", "http://anything.example/", true), ("*", "http://anything.example:81/", false),
    ("*:*", "http://anything.example:81/", true), ("https://*", "http://a/", false),
    ("[::1]:8080", "http://[::1]:8080/", true), ("[::1]", "http://[::1]:8080/", false),
    ("127.0.0.1", "http://127.1/", false), ("127.0.0.1", "http://2130706433/", false),
  ])
  func matches(pattern: String, url: String, isAllowed: Bool) throws {
    #expect(try HTTPHost(pattern).matches(HTTPLocation(url, limit: 1000)) == isAllowed)
  }

  @Test(arguments: [
    "", "*.", "*.*", "a*b.com", "ftp://example.com", "example.com:", "example.com:0",
    "example.com:x", "example.com:65536", "user@example.com", "example.com/path", "a b", "exämple",
  ])
  func refusesPattern(text: String) {
    #expect(throws: HTTPGrantError.self) { try HTTPHost(text) }
  }
}
