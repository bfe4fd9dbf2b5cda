/// What the tool's exit code tells; a guest's own exit code comes through as it is.
package struct ExitCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: Int32
  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let success = ExitCode(rawValue: 0)
  /// Something did not pass: a test script, a file to be validated.
  package static let failure = ExitCode(rawValue: 1)
  /// The command line makes no sense.
  package static let usage = ExitCode(rawValue: 64)
  /// A module, schema or message is malformed or invalid.
  package static let invalid = ExitCode(rawValue: 65)
  /// A file or directory can't be read.
  package static let unreadable = ExitCode(rawValue: 66)
  /// The module imports what there isn't.
  package static let missingImports = ExitCode(rawValue: 69)
  /// Another program that is needed isn't there, or not in the right shape.
  package static let missingTool = ExitCode(rawValue: 69)
  /// The system has no threads, descriptors or memory left.
  package static let system = ExitCode(rawValue: 71)
  /// The output can't be written.
  package static let output = ExitCode(rawValue: 74)
  /// The time was up.
  package static let timedOut = ExitCode(rawValue: 124)
  /// Ctrl-C.
  package static let interrupted = ExitCode(rawValue: 130)
  /// The guest trapped.
  package static let trapped = ExitCode(rawValue: 134)
  /// The fuel was used up.
  package static let outOfFuel = ExitCode(rawValue: 137)

  /// A guest's exit code: the lowest eight bits are what the system passes on.
  ///
  /// One that only these would make a success is still a failure.
  package static func guest(_ code: UInt32) -> ExitCode {
    let passed = Int32(code & 0xFF)
    return ExitCode(rawValue: passed == 0 && code != 0 ? 1 : passed)
  }

  /// The table that `ganglion help exit-codes` shows.
  static let table: [(code: ExitCode, meaning: String)] = [
    (.success, "success; or the guest's own exit code, whatever it is"),
    (.failure, "a test script failed (wast)"),
    (.usage, "the command line makes no sense"),
    (.invalid, "a module, schema, message or source is malformed, invalid or above a limit"),
    (.unreadable, "a file or directory can't be read"),
    (.missingImports, "the module imports what there isn't; a compiler is missing (build)"),
    (.system, "the system has no threads, descriptors or memory left"),
    (.output, "the output can't be written"),
    (.timedOut, "the time of --timeout was up"),
    (.interrupted, "Ctrl-C"),
    (.trapped, "the guest trapped"),
    (.outOfFuel, "the fuel of --fuel was used up"),
  ]
}
