import Foundation
import Platform
import Testing

/// Every input that ever did harm, run again.
@Suite struct RegressionTests {
  @Test func nothingThatDidHarmDoesItAgain() throws {
    let folder = HostileSliceTests.root.appendingPathComponent("Fixtures/regressions").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".wasm") || $0.hasSuffix(".wat") }.sorted()
    #expect(files.count >= 4)
    let result = try ChildProcess.run(
      HostileSliceTests.products.appendingPathComponent("hostile").path,
      ["--lenient", "--run"] + files.map { "\(folder)/\($0)" }, timeout: 600_000_000_000)
    let output = String(decoding: result.output, as: UTF8.self)
    #expect(result.status == .exited(0), "\(output)")
    #expect(output.hasSuffix("over\n"), "\(output)")
  }
}
