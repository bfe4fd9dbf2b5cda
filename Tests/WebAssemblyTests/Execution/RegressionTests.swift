import EngineTesting
import Foundation
import Testing
import WebAssembly
import WebAssemblyText

/// The modules of `Fixtures/regressions/differential`, run in every way.
@Suite struct RegressionTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Fixtures/regressions/differential")

  private static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".wat") || $0.hasSuffix(".wasm") }.sorted()

  @Test func thereAreSome() { #expect(Self.names.count >= 3) }

  @Test(arguments: names) func allWaysAgree(name: String) throws {
    let content = Array(try Data(contentsOf: Self.folder.appending(path: name)))
    let bytes = name.hasSuffix(".wat") ? try TextFormat.binary(from: content) : content
    for seed in 1...10 as ClosedRange<UInt64> {
      var comparison = SelfComparison(seed: seed, bytes: bytes)
      _ = try comparison.run()
    }
    for isMetered in [false, true] {
      for canonicalizes in [false, true] {
        let configuration = ModuleConfiguration(
          isMetered: isMetered, canonicalizesNaNs: canonicalizes)
        let module = try Module(bytes: bytes, configuration: configuration)
        guard module.exportType("expect") != nil else { continue }
        let instance = try Store().instantiate(module)
        #expect(try instance.call("expect") as Int32 == 1, "\(configuration)")
      }
    }
  }
}
