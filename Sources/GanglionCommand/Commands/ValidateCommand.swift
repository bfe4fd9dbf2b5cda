import Ganglion

/// `ganglion validate`.
enum ValidateCommand {
  static let subcommand = Subcommand(
    name: "validate", abstract: "Check modules without running them.", synopsis: "FILE…",
    options: [OptionSpecification("quiet", "Say nothing about modules that are valid.")],
    discussion: """
      A FILE is a module in the binary or the text format; `-` stands for standard input. All files
      are checked; the exit code is that of the first one that fails.
      """
  ) { arguments in
    let isQuiet = arguments.has("quiet")
    var result = ExitCode.success
    for path in try Subcommand.operands(arguments, of: "validate") {
      do throws(CommandError) {
        let file = try ModuleFile(path)
        _ = try file.module(ModuleConfiguration())
        if !isQuiet { try Output.write("\(file.name): valid\n") }
      } catch {
        if error.exitCode == .output { throw error }
        Diagnostics.report(error)
        if result == .success { result = error.exitCode }
      }
    }
    return result
  }
}
