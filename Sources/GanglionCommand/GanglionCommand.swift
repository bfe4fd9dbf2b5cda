import Ganglion

/// The tool `ganglion`.
@main
enum GanglionCommand {
  static func main() {
    HostProgram.releaseLoadedPages()
    HostProgram.exit(run(arguments).rawValue)
  }

  /// The arguments, without the program's name.
  ///
  /// `CommandLine.arguments` does the same at the cost of a dozen generic types.
  private static var arguments: [String] {
    var arguments: [String] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let text = CommandLine.unsafeArgv[index] else { continue }
      var count = 0
      while text[count] != 0 { count += 1 }
      arguments.append(
        String(decoding: UnsafeRawBufferPointer(start: text, count: count), as: UTF8.self))
    }
    return arguments
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
