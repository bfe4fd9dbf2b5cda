import Foundation
import Ganglion
import Testing

@testable import GanglionCommand

@Suite("ganglion run --http")
struct HTTPOptionTests {
  private func options(_ arguments: String...) throws -> HTTPOptions {
    try HTTPOptions(
      ParsedArguments(arguments, options: HTTPOptions.specifications, stopsAtOperand: true))
  }

  @Test("Options make a grant")
  func reads() throws {
    #expect(try options().grant == nil)
    let grant = try #require(
      try options(
        "--http", "example.com,https://*.example.org:8443", "--http", "127.0.0.1:80",
        "--http-methods", "get", "--http-max-request", "2KiB", "--http-max-response", "1MiB",
        "--http-timeout", "500ms"
      ).grant)
    #expect(
      grant.hosts.map(\.description)
        == ["example.com", "https://*.example.org:8443", "127.0.0.1:80"])
    #expect(grant.methods == [.get])
    #expect(grant.limits.requestByteCount == 2048)
    #expect(grant.limits.responseByteCount == 1 << 20)
    #expect(grant.limits.timeout == .milliseconds(500))
  }

  @Test(
    "What makes no sense is refused",
    arguments: [
      ["--http", ""], ["--http", "a,,b"], ["--http", "ftp://a"], ["--http", "a/b"],
      ["--http", "a", "--http-methods", "PUT"], ["--http", "a", "--http-max-request", "x"],
      ["--http", "a", "--http-max-response", "49MiB"], ["--http", "a", "--http-timeout", "soon"],
      ["--http-methods", "GET"], ["--http-timeout", "1s"],
    ])
  func refuses(arguments: [String]) throws {
    let run = try Tool.run(["run"] + arguments + [Tool.program("hello")])
    #expect(run.code == ExitCode.usage.rawValue)
    #expect(run.errors.contains("--http"))
    #expect(run.output == "")
  }

  @Test("A program that is granted requests runs, within its other limits")
  func runs() throws {
    let hello = try Tool.run("run", "--http", "127.0.0.1:1", Tool.program("hello"))
    #expect(hello.output == "Hello from C\n")
    #expect(hello.errors == "")
    #expect(hello.code == 0)
    let spins = try Tool.run(
      "run", "--http", "a", "--timeout", "200ms", Tool.program("endless-loop"))
    #expect(spins.code == ExitCode.timedOut.rawValue)
    let fuel = try Tool.run("run", "--http", "a", "--fuel", "1000", Tool.program("endless-loop"))
    #expect(fuel.code == ExitCode.outOfFuel.rawValue)
  }

  @Test("The tool does without Foundation, which the helper has")
  func linksNoFoundation() throws {
    #if os(Linux)
      let tool = try #require(Tool.path)
      let name = Data("libFoundationNetworking.so".utf8)
      let helper = try Data(contentsOf: URL(fileURLWithPath: "\(tool)-http"))
      // Linked statically there are no names to look for.
      guard helper.range(of: name) != nil else { return }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: tool))
      #expect(bytes.range(of: name) == nil)
      #expect(bytes.range(of: Data("libFoundation".utf8)) == nil)
    #endif
  }
}
