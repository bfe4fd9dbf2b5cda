import Foundation
import Platform
import Testing

/// Our client and server among themselves and with strangers, where those are installed.
@Suite(.serialized) struct InteropMatrixTests {
  static var products: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
  }

  static var root: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  @Test func everyPairPasses() throws {
    let folder = "/tmp/capnp-matrix-\(UInt64.random(in: 0 ... .max))"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let result = try ChildProcess.run(
      Self.root.appendingPathComponent("Fixtures/rpc-peers/matrix").path,
      [Self.products.appendingPathComponent("rpc-interop").path, folder],
      timeout: 900_000_000_000)
    let text = String(decoding: result.output, as: UTF8.self)
    for line in text.split(separator: "\n") where line.hasPrefix("skipped") { print(line) }
    #expect(!result.isTimedOut && result.status == .exited(0), "\(text)")
    // Our own four pairs are always there.
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("PASS ours to ours") }.count == 4)
  }

  @Test func everyMethodHasACase() throws {
    let schema = try String(
      contentsOf: Self.root.appendingPathComponent("Fixtures/schemas/interop.capnp"),
      encoding: .utf8)
    let interface = try #require(schema.components(separatedBy: "interface Interop {").last)
    let methods = interface.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ")
      guard words.count > 1, words[1].hasPrefix("@"), !words[0].hasPrefix("#") else { return nil }
      return String(words[0])
    }
    #expect(methods.count == 31)
    let result = try ChildProcess.run(
      Self.products.appendingPathComponent("rpc-interop").path, ["--list"])
    let cases = Set(
      String(decoding: result.output, as: UTF8.self).split(separator: "\n").map(String.init))
    #expect(Set(methods).subtracting(cases).isEmpty)
  }
}
