import Foundation
import Testing

/// Guests use the codec: it must compile as Embedded Swift for WebAssembly, with the stock toolchain.
@Suite struct EmbeddedBuildTests {
  private static let compiler = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { $0 + "/swiftc" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: compiler != nil, "swiftc is not in the path"))
  func compilesForWebAssembly() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let sources = root.appendingPathComponent("Sources/CapnProto").resolvingSymlinksInPath()
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".swift") }.map { sources.path + "/" + $0 }
    #expect(files.count > 30)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.compiler))
    process.arguments =
      [
        "-target", "wasm32-unknown-none-wasm", "-enable-experimental-feature", "Embedded",
        "-enable-experimental-feature", "Extern", "-wmo", "-parse-as-library",
        "-swift-version", "6", "-package-name", "ganglion", "-module-name", "CapnProto",
        "-enable-upcoming-feature", "ExistentialAny",
        "-enable-upcoming-feature", "InternalImportsByDefault",
        "-enable-upcoming-feature", "MemberImportVisibility", "-Osize", "-c", "-o", "/dev/null",
      ] + files
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let output = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if output.contains("unable to load standard library for target") {
      print("skipped: this toolchain has no Embedded Swift for WebAssembly")
      return
    }
    #expect(process.terminationStatus == 0, "\(output.prefix(2_000))")
  }
}
