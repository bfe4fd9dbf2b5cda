/// An option of a subcommand.
package struct OptionSpecification: Sendable {
  /// The long name, without the two hyphens.
  let name: String
  /// The short name, without the hyphen; a value may follow it at once.
  let short: Character?
  /// What stands for its value in the help; `nil` for an option without a value.
  let value: String?
  /// Whether it may be given more than once.
  let isRepeatable: Bool
  /// What it does; several lines are allowed.
  let help: String

  package init(
    _ name: String, short: Character? = nil, value: String? = nil, isRepeatable: Bool = false,
    _ help: String
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.isRepeatable = isRepeatable
    self.help = help
  }

  static let help = OptionSpecification("help", "Show this help.")
}
