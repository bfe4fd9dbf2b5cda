import Foundation
import Platform
import Testing

/// A fixed slice of the hostile set; all of it by `swift run -c release hostile`.
@Suite struct HostileSliceTests {
  /// The directory the built products are in.
  static var products: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
  }

  static var root: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  @Test func nothingHarmsTheHost() throws {
    var isDebug = false
    assert({ isDebug = true }() == ())
    // At least 2 % of 20,000 in debug, 10 % in release.
    let arguments = ["--seed", "1", "--count", isDebug ? "400" : "2000", "--lenient"]
    let programs = Self.root.appendingPathComponent("Fixtures/programs").path
    let result = try ChildProcess.run(
      Self.products.appendingPathComponent("hostile").path,
      arguments + ["--programs", programs], timeout: 2_400_000_000_000)
    #expect(result.status == .exited(0))
    #expect(
      !result.isTimedOut && result.status == .exited(0),
      "\(String(decoding: result.output.suffix(4000), as: UTF8.self))")
  }
}
