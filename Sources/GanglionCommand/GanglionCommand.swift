import Ganglion

/// The tool `ganglion`.
@main
enum GanglionCommand {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    HostProgram.exit(run(Array(arguments)).rawValue)
  }

  /// Runs a subcommand and reports what goes wrong.
  ///
  /// - Parameter arguments: without the program's name.
  /// - Returns: the exit code.
  static func run(_ arguments: [String]) -> ExitCode {
    do {
      return try Subcommands.run(arguments)
    } catch let problem as CommandError {
      Diagnostics.report(problem)
      return problem.exitCode
    } catch {
      // Every error a subcommand expects is a `CommandError`.
      Diagnostics.report(CommandError(.failure, "\(error)"))
      return .failure
    }
  }
}
