import Testing
import WebAssemblyText

/// The official suite, as far as it is about the text format.
@Suite(
  .enabled(if: SuiteFiles.directory != nil, "skipped: the official suite is not beside the package")
)
struct SuiteTests {
  @Test(arguments: ["", "custom", "proposals/wide-arithmetic", "proposals/custom-page-sizes"])
  func readsEveryScript(_ folder: String) throws {
    var commandCount = 0
    for (name, bytes) in try SuiteFiles.scripts(in: folder) {
      for command in try Script(bytes).commands {
        commandCount += 1
        if let problem = problem(with: command.kind) {
          Issue.record("\(name), line \(command.line): \(problem)")
        }
      }
    }
    #expect(commandCount > (folder.isEmpty ? 60_000 : 20))
  }

  /// What is wrong about the module in a command, as far as its text is concerned.
  private func problem(with kind: Script.Kind) -> String? {
    switch kind {
    case .module(let module), .definition(let module), .assertInvalid(let module, _),
      .assertUnlinkable(let module, _), .assertUninstantiable(let module, _):
      return message(of: module)
    case .assertMalformed(let module, let expected),
      .assertMalformedCustom(let module, let expected),
      .assertInvalidCustom(let module, let expected):
      if module.isBinary { return nil }
      let actual = message(of: module)
      if actual?.hasPrefix(expected) == true { return nil }
      return "expected \(expected), got \(actual ?? "success")"
    default: return nil
    }
  }

  private func message(of module: ScriptModule) -> String? {
    do throws(TextError) {
      _ = try module.binary()
      return nil
    } catch {
      return error.message
    }
  }
}
