import Ganglion
import Platform
import Testing

/// A guest that fetches pages, run by the tool as a user runs it.
@Suite(.timeLimit(.minutes(15)))
struct GuestTests {
  private static let guest: String = {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    return "\(root)/Fixtures/guests/fetch.wasm"
  }()
  private static let tool = String(Way.helperPath.dropLast("-http".count))
  private static let isThere = (try? FileContent.read(path: guest, limit: 64 << 20)) != nil

  private func run(_ arguments: [String]) async throws -> String {
    let result = await withCheckedContinuation { continuation in
      _ = WorkerThread.start {
        continuation.resume(
          returning: Result {
            try ChildProcess.run(Self.tool, arguments, timeout: 120 * 1_000_000_000)
          })
      }
    }
    return String(decoding: try result.get().output, as: UTF8.self)
  }

  @Test(.enabled(if: isThere, "Fixtures/guests has no fetch.wasm"))
  func fetchesWhatItIsGranted() async throws {
    let server = try LocalServer { $0.answer("200 OK", [], "page for \($1.target)") }
    let (one, two) = (server.url("/one"), server.url("/two"))
    let host = "127.0.0.1:\(server.port)"
    let output = try await run(["run", "--http", host, Self.guest, one, two])
    #expect(
      output == """
        \(one): status 200, 13 bytes
        \(two): status 200, 13 bytes
        posted: status 200

        """)
    #expect(server.requests.count == 3)
    #expect(
      server.requests.last { $0.line.hasPrefix("POST") }?.fields["content-type"] == "text/plain")
    let refused = try await run(["run", "--http", "example.com", Self.guest, one])
    #expect(refused.hasPrefix("\(one): requests to http://\(host) are not granted\n"))
    let methods = try await run(["run", "--http", host, "--http-methods", "GET", Self.guest, one])
    #expect(methods == "\(one): status 200, 13 bytes\nposted: status 0\n")
    #expect(server.requests.count == 4)
  }
}
