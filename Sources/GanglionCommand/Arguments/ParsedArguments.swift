/// The arguments of a subcommand, taken apart.
package struct ParsedArguments: Equatable {
  package private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  /// Takes arguments apart.
  ///
  /// A value follows its option, or stands behind `=`. `--` ends the options; a lone `-` is an
  /// operand.
  ///
  /// - Parameters:
  ///   - arguments: what follows the subcommand.
  ///   - options: what there is.
  ///   - stopsAtOperand: whether the first operand ends the options.
  /// - Throws: `CommandError` that says what is wrong, and what may have been meant.
  package init(
    _ arguments: [String], options: [OptionSpecification], stopsAtOperand: Bool
  ) throws(CommandError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        return
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        operands.append(argument)
        if stopsAtOperand {
          operands += rest
          return
        }
        continue
      }
      try take(argument, &rest, options)
    }
  }

  private mutating func take(
    _ argument: String, _ rest: inout ArraySlice<String>, _ options: [OptionSpecification]
  ) throws(CommandError) {
    let (given, attached) = ParsedArguments.parts(argument, options)
    let name = given == "-h" ? "help" : given.hasPrefix("--") ? String(given.dropFirst(2)) : ""
    guard let option = options.first(where: { $0.name == name }) else {
      throw .usage(
        "unknown option \(given)",
        hint: Suggestion.hint(for: given, among: options.map { "--\($0.name)" }))
    }
    let value: String
    if let placeholder = option.value {
      if let attached {
        value = attached
      } else if let next = rest.first, !next.hasPrefix("--") {
        value = next
        rest.removeFirst()
      } else {
        throw .usage("option --\(name) needs a value: --\(name) \(placeholder)")
      }
    } else {
      guard attached == nil else { throw .usage("option --\(name) takes no value") }
      value = ""
    }
    guard option.isRepeatable || option.value == nil || values[name] == nil else {
      throw .usage("option --\(name) is given twice")
    }
    values[name, default: []].append(value)
  }

  /// The option, and the value that is attached to it.
  private static func parts(
    _ argument: String, _ options: [OptionSpecification]
  ) -> (option: String, value: String?) {
    if let letter = argument.dropFirst().first, letter != "-",
      let option = options.first(where: { $0.short == letter })
    {
      let rest = argument.dropFirst(2)
      let value = rest.first == "=" ? rest.dropFirst() : rest
      return ("--\(option.name)", rest.isEmpty ? nil : String(value))
    }
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
  }

  /// Whether an option was given.
  package func has(_ name: String) -> Bool { values[name] != nil }

  /// The value of an option that is given at most once.
  package func value(_ name: String) -> String? { values[name]?.first }

  /// All values of an option, in order.
  package func all(_ name: String) -> [String] { values[name] ?? [] }
}
