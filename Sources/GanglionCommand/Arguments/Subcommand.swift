import Ganglion

/// A subcommand: what its help says, and what it does.
struct Subcommand: Sendable {
  let name: String
  /// One line for the list of subcommands.
  let abstract: String
  /// What stands behind the name in the usage line.
  let synopsis: String
  let options: [OptionSpecification]
  /// Whether options end at the first operand, so that a guest can have its own.
  let stopsAtOperand: Bool
  /// What else there is to say; paragraphs and examples. Made when it is asked for: most runs
  /// don't.
  let discussion: @Sendable () -> String
  let action: @Sendable (ParsedArguments) throws -> ExitCode

  init(
    name: String, abstract: String, synopsis: String, options: [OptionSpecification],
    stopsAtOperand: Bool = false, discussion: @autoclosure @escaping @Sendable () -> String,
    action: @escaping @Sendable (ParsedArguments) throws -> ExitCode
  ) {
    self.name = name
    self.abstract = abstract
    self.synopsis = synopsis
    self.options = options
    self.stopsAtOperand = stopsAtOperand
    self.discussion = discussion
    self.action = action
  }

  /// Takes arguments apart and acts.
  func run(_ arguments: [String]) throws -> ExitCode {
    let parsed: ParsedArguments
    do throws(CommandError) {
      parsed = try ParsedArguments(
        arguments, options: options + [.help], stopsAtOperand: stopsAtOperand)
    } catch {
      throw CommandError(
        error.exitCode, error.message, hint: error.hint ?? "see: ganglion \(name) --help")
    }
    if parsed.has("help") {
      try Output.write(help)
      return .success
    }
    return try action(parsed)
  }

  /// The whole help.
  var help: String {
    let style = TextStyle(for: .output)
    var table = TextTable(.left, .left)
    for option in options + [.help] {
      let lines = option.help.split(separator: "\n", omittingEmptySubsequences: false)
      let value = option.value.map { " \($0)" } ?? ""
      let short = option.short.map { "-\($0), " } ?? ""
      table.add("\(short)--\(option.name)\(value)", String(lines.first ?? ""))
      for line in lines.dropFirst() { table.add("", String(line)) }
    }
    var text = "\(abstract)\n\n"
    text += "\(style.bold("Usage:")) ganglion \(name)\(synopsis.isEmpty ? "" : " ")\(synopsis)\n\n"
    text += "\(style.bold("Options:"))\n"
    text += table.lines(indent: "  ").joined(separator: "\n") + "\n"
    let discussion = discussion()
    if !discussion.isEmpty { text += "\n\(discussion)\n" }
    return text
  }

  /// The operands, if there are any.
  static func operands(
    _ arguments: ParsedArguments, of name: String
  ) throws(CommandError) -> [String] {
    guard !arguments.operands.isEmpty else {
      throw .usage("no file given", hint: "see: ganglion \(name) --help")
    }
    return arguments.operands
  }
}
