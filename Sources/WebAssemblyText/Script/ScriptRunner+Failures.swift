/// Assertions that something fails.
extension ScriptRunner {
  /// Runs a command that expects a failure.
  mutating func expectFailure(_ kind: Script.Kind) -> ScriptReport.Outcome {
    switch kind {
    case .assertTrap(let action, let message):
      return expect(.trap, message) { runner throws(ScriptFailure) in
        _ = try runner.perform(action)
      }
    case .assertExhaustion(let action, let message):
      return expect(.exhaustion, message) { runner throws(ScriptFailure) in
        _ = try runner.perform(action)
      }
    case .assertException(let action):
      return expect(.exception, "") { runner throws(ScriptFailure) in
        _ = try runner.perform(action)
      }
    case .assertMalformed(let module, let message):
      return expect(.malformed, message) { runner throws(ScriptFailure) in
        _ = try runner.compile(module)
      }
    case .assertInvalid(let module, let message):
      return expect(.invalid, message) { runner throws(ScriptFailure) in
        _ = try runner.compile(module)
      }
    case .assertUnlinkable(let module, let message):
      return expect(.unlinkable, message) { runner throws(ScriptFailure) in
        try runner.instantiateUnnamed(module)
      }
    case .assertUninstantiable(let module, let message):
      return expect(.trap, message) { runner throws(ScriptFailure) in
        try runner.instantiateUnnamed(module)
      }
    case .assertMalformedCustom(let module, let message),
      .assertInvalidCustom(let module, let message):
      // Annotations are checked by the parser, all in one go.
      return expect(.malformed, message) { runner throws(ScriptFailure) in
        _ = try runner.compile(module)
      }
    default: return .passed
    }
  }

  private mutating func expect(
    _ stage: ScriptFailure.Stage, _ message: String,
    from body: (inout Self) throws(ScriptFailure) -> Void
  ) -> ScriptReport.Outcome {
    let expected = "expected \(stage.rawValue) \"\(message)\""
    do throws(ScriptFailure) {
      try body(&self)
      return .failed("\(expected), got success")
    } catch {
      if error.stage == .unsupported { return .skipped(error.message) }
      guard error.stage == stage, agrees(error.message, with: message) else {
        return .failed("\(expected), got \(error)")
      }
      return .passed
    }
  }

  /// Whether one message says the other, up to details before or after.
  private func agrees(_ actual: String, with expected: String) -> Bool {
    actual.hasPrefix(expected) || expected.hasPrefix(actual) && !actual.isEmpty
      || actual.contains(expected)
  }
}
