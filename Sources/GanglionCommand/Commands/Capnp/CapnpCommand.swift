import Ganglion

/// `ganglion capnp`: what the standard tool of Cap'n Proto does.
enum CapnpCommand {
  static let all: [Subcommand] = [
    CapnpCompileCommand.subcommand, CapnpConvertCommand.convert, CapnpConvertCommand.decode,
    CapnpConvertCommand.encode, CapnpIdCommand.subcommand,
  ]

  static let subcommand = Subcommand(
    name: "capnp", abstract: "Compile schemas of Cap'n Proto, and convert messages.",
    synopsis: "COMMAND [OPTIONS] …", options: [], stopsAtOperand: true,
    discussion: """
      Commands:
      \(commands)

      See also: ganglion capnp COMMAND --help
      """
  ) { arguments in
    guard let name = arguments.operands.first else {
      throw CommandError.usage("no command given", hint: "see: ganglion capnp --help")
    }
    return try find(name).run(Array(arguments.operands.dropFirst()))
  }

  /// Finds a command by its name.
  static func find(_ name: String) throws(CommandError) -> Subcommand {
    if let command = all.first(where: { $0.name == "capnp \(name)" }) { return command }
    throw .usage(
      "unknown command \(name)",
      hint: Suggestion.hint(for: name, among: all.map(short)) ?? "see: ganglion capnp --help")
  }

  private static func short(_ command: Subcommand) -> String {
    String(command.name.dropFirst("capnp ".count))
  }

  private static var commands: String {
    var table = TextTable(.left, .left)
    for command in all { table.add(short(command), command.abstract) }
    return table.lines(indent: "  ").joined(separator: "\n")
  }
}
