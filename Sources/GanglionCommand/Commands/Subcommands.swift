import Ganglion

/// All subcommands, and what the tool does without one.
enum Subcommands {
  static let all: [Subcommand] = [
    RunCommand.subcommand, ValidateCommand.subcommand, InspectCommand.subcommand,
    WastCommand.subcommand, BuildCommand.subcommand, BenchmarkCommand.subcommand,
    CapnpCommand.subcommand,
    VersionCommand.subcommand,
  ]

  /// Runs what the command line names.
  static func run(_ arguments: [String]) throws -> ExitCode {
    guard let name = arguments.first else {
      Diagnostics.say(help)
      return .usage
    }
    var rest: [String] = []
    for index in 1..<arguments.count { rest.append(arguments[index]) }
    switch name {
    case "--help", "-h": return try show(help)
    case "--version": return try VersionCommand.subcommand.run([])
    case "help": return try help(for: rest)
    default: return try find(name).run(rest)
    }
  }

  private static func help(for topics: [String]) throws -> ExitCode {
    guard let topic = topics.first else { return try show(help) }
    if topic == "capnp", topics.count > 1 { return try show(CapnpCommand.find(topics[1]).help) }
    return try show(topic == "help" ? help : try find(topic).help)
  }

  private static func show(_ text: String) throws(CommandError) -> ExitCode {
    try Output.write(text)
    return .success
  }

  private static func find(_ name: String) throws(CommandError) -> Subcommand {
    // The others are not even made where the main one is meant.
    if name == "run" { return RunCommand.subcommand }
    if let subcommand = all.first(where: { $0.name == name }) { return subcommand }
    if name.hasSuffix(".wasm") || name.hasSuffix(".wat") {
      throw .usage("\(name) is no subcommand", hint: "to run a program: ganglion run \(name)")
    }
    if name.hasPrefix("-") {
      throw .usage(
        "unknown option \(name)",
        hint: Suggestion.hint(for: name, among: ["--help", "--version"])
          ?? "options of a subcommand stand behind its name")
    }
    throw .usage(
      "unknown subcommand \(name)",
      hint: Suggestion.hint(for: name, among: all.map(\.name) + ["help"]) ?? "see: ganglion --help")
  }

  private static var help: String {
    let style = TextStyle(for: .output)
    var list = TextTable(.left, .left)
    for subcommand in all { list.add(subcommand.name, subcommand.abstract) }
    list.add("help", "Show the help of a subcommand.")
    var codes = TextTable(.right, .left)
    for (code, meaning) in ExitCode.table { codes.add("\(code.rawValue)", meaning) }
    return """
      Runs and builds WebAssembly programs, and compiles schemas of Cap'n Proto.

      \(style.bold("Usage:")) ganglion SUBCOMMAND [OPTIONS] …

      \(style.bold("Subcommands:"))
      \(list.lines(indent: "  ").joined(separator: "\n"))

      \(style.bold("Exit codes:"))
      \(codes.lines(indent: "  ").joined(separator: "\n"))

      See also: ganglion SUBCOMMAND --help

      """
  }
}
