/// Collects the errors of a compilation.
final class DiagnosticCollector {
  private var collected: [(file: Int, position: Int, diagnostic: SchemaDiagnostic)] = []
  private var known: Set<SchemaDiagnostic> = []
  private var fileOrder: [String: Int] = [:]

  /// Whether nothing was wrong so far.
  var isEmpty: Bool { collected.isEmpty }
  /// Whether there is no use in looking further.
  var isFull: Bool { collected.count >= SchemaLimits.diagnostics }

  /// Adds an error about a part of a file; says each thing once.
  func add(_ message: String, at range: Range<Int>, in file: SourceFile) {
    guard !isFull else { return }
    let (line, column) = file.location(of: range.lowerBound)
    add(
      SchemaDiagnostic(
        file: file.displayName, line: line, column: column, message: message,
        excerpt: file.excerpt(range)),
      position: range.lowerBound)
  }

  /// Adds an error about a file as a whole.
  func add(_ message: String, file: String) {
    add(
      SchemaDiagnostic(file: file, line: 0, column: 0, message: message, excerpt: ""), position: 0)
  }

  private func add(_ diagnostic: SchemaDiagnostic, position: Int) {
    guard !isFull, known.insert(diagnostic).inserted else { return }
    let order = fileOrder[diagnostic.file] ?? fileOrder.count
    fileOrder[diagnostic.file] = order
    collected.append((order, position, diagnostic))
  }

  /// All errors, or `nil` if there are none.
  var errors: SchemaErrors? {
    guard !collected.isEmpty else { return nil }
    let sorted = collected.enumerated().sorted {
      ($0.element.file, $0.element.position, $0.offset)
        < ($1.element.file, $1.element.position, $1.offset)
    }
    return SchemaErrors(diagnostics: sorted.map(\.element.diagnostic))
  }
}
