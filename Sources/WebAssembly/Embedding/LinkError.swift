/// Everything that keeps a module from being instantiated with the imports given.
public struct LinkError: Error, Sendable, CustomStringConvertible {
  /// One import that is missing or does not fit.
  public struct Problem: Sendable, Hashable, CustomStringConvertible {
    /// The module name imported from.
    public let module: String
    /// The field name.
    public let name: String
    /// What the module expects.
    public let expected: String
    /// What was found; `nil` when nothing was.
    public let found: String?

    /// One line.
    public var description: String {
      if let found {
        return "incompatible import type: \(module).\(name) is \(found), expected \(expected)"
      }
      return "unknown import: \(module).\(name), expected \(expected)"
    }
  }

  /// All of them, in the order of the module's imports.
  public let problems: [Problem]

  /// One line per problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
