import Ganglion

/// `ganglion inspect`.
enum InspectCommand {
  static let subcommand = Subcommand(
    name: "inspect", abstract: "Show what a module consists of.", synopsis: "[OPTIONS] FILE",
    options: [],
    discussion: """
      FILE is a module in the binary or the text format; `-` stands for standard input.
      """
  ) { arguments in
    return .success
  }
}
