import Ganglion

/// `ganglion inspect`.
enum InspectCommand {
  static let subcommand = Subcommand(
    name: "inspect", abstract: "Show what a module consists of.", synopsis: "[OPTIONS] FILE",
    options: [
      OptionSpecification(
        "code", value: "NAME",
        """
        Show the translated code of a function instead, named by its
        export, its name or its index.
        """),
      OptionSpecification("wat", "Write the module in the text format, to be read again."),
      OptionSpecification("metered", "With --code: as translated to count fuel."),
    ],
    discussion: """
      FILE is a module in the binary or the text format; `-` stands for standard input. Offsets and
      sizes are in bytes; sections are listed in the order of the file.

      Translated code shows, for each instruction, its offset in the code, what it does to the slots
      of the frame (s0, s1, …) and the accumulator (acc), and the operator it stands for with its
      offset in the module. An instruction can stand for several operators; then the last is shown.
      """
  ) { arguments in
    let operands = try Subcommand.operands(arguments, of: "inspect")
    guard operands.count == 1 else {
      throw CommandError.usage("inspect takes one file, \(operands.count) given")
    }
    let file = try ModuleFile(operands[0])
    if arguments.has("wat") {
      guard arguments.value("code") == nil else {
        throw CommandError.usage("inspect shows either --wat or --code")
      }
      try Output.write(try file.text())
      return .success
    }
    let module = try file.module(
      ModuleConfiguration(isMetered: arguments.has("metered")))
    if let name = arguments.value("code") {
      try CodeListing(module, name).write()
    } else {
      try ModuleListing(module, name: file.name).write()
    }
    return .success
  }
}
