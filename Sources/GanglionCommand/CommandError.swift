/// Why a subcommand gave up: what to tell the user, and the exit code.
package struct CommandError: Error {
  package let exitCode: ExitCode
  /// What is wrong; further lines are details.
  package let message: String
  /// What to do about it.
  package let hint: String?

  init(_ exitCode: ExitCode, _ message: String, hint: String? = nil) {
    self.exitCode = exitCode
    self.message = message
    self.hint = hint
  }

  /// A mistake on the command line.
  static func usage(_ message: String, hint: String? = nil) -> CommandError {
    CommandError(.usage, message, hint: hint)
  }
}
