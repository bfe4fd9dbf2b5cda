/// An error in a schema: where, what, and the text it is about.
public struct SchemaDiagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// The display name of the file.
  public let file: String
  /// The line, from 1; 0 when the error is about the file as a whole.
  public let line: Int
  /// The column in bytes, from 1.
  public let column: Int
  /// What is wrong.
  public let message: String
  /// The offending text, at most the rest of its line.
  public let excerpt: String

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - file: the display name of the file.
  ///   - line: the line, from 1, or 0.
  ///   - column: the column, from 1.
  ///   - message: what is wrong.
  ///   - excerpt: the offending text.
  public init(file: String, line: Int, column: Int, message: String, excerpt: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.excerpt = excerpt
  }

  /// `file:line:column: error: message: text`.
  public var description: String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    return excerpt.isEmpty
      ? "\(place): error: \(message)" : "\(place): error: \(message): \(excerpt)"
  }
}

/// Why a compilation failed: all that is wrong, in the order of the text.
public struct SchemaErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// The errors; never empty.
  public let diagnostics: [SchemaDiagnostic]

  /// A line for each error.
  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
