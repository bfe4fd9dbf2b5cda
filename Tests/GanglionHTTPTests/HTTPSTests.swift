import CapnProtoAsync
import Ganglion
import GanglionHTTP
import Testing

/// Requests over https, against a server and certificates that others made.
@Suite(.timeLimit(.minutes(15)))
struct HTTPSTests {
  @Test func asksServersThatAreWhoTheySay() async throws {
    if let absence = SecureServer.absence { return print("skipped: \(absence)") }
    let server = try SecureServer()
    guard let helper = try server.trustingHelper() else {
      return print("skipped: a certificate can't be trusted here")
    }
    let node = try Node()
    let grant = try HTTPGrant.patient("https://localhost:\(server.port)", "127.0.0.1:*")
    let client = try node.httpRequester(grant, helper: helper)
    let answer = try await client.fetch(server.url("/"))
    #expect(answer.status == 200, "\(answer.error)")
    #expect(answer.body == "secret")
    // What comes safely is not sent on unsafely.
    let plain = try await client.fetch(server.url("/to/http://localhost:\(server.port)/"))
    #expect(plain.error == "redirected from https to http")
    // The certificate is not for this name.
    let other = try await client.fetch(server.url("/", host: "127.0.0.1"))
    #expect(other.status == 0)
    #expect(other.error.hasPrefix("no secure connection to the host"))
  }

  @Test(arguments: Way.allCases)
  func refusesCertificatesThatNobodyTrusts(way: Way) async throws {
    if let absence = SecureServer.absence { return print("skipped: \(absence)") }
    let server = try SecureServer()
    let client = try way.requester(try HTTPGrant.patient("https://localhost:\(server.port)"))
    let answer = try await client.fetch(server.url("/"))
    #expect(answer.status == 0)
    #expect(answer.body.isEmpty)
    #expect(answer.error.hasPrefix("no secure connection to the host"))
    // Nor is it asked without.
    let plain = try await client.fetch("http://localhost:\(server.port)/")
    #expect(plain.error.contains("not granted"))
  }
}
