/// Aligned columns.
package struct TextTable {
  package enum Alignment { case left, right }

  private let alignments: [Alignment]
  private var rows: [[String]] = []

  /// - Parameter alignments: one per column.
  package init(_ alignments: Alignment...) { self.alignments = alignments }

  /// Adds a row; cells that are left out are empty.
  package mutating func add(_ cells: String...) { rows.append(cells) }

  /// The lines, columns two spaces apart.
  package func lines(indent: String = "") -> [String] {
    let widths = alignments.indices.map { column in
      rows.reduce(0) { max($0, column < $1.count ? $1[column].count : 0) }
    }
    return rows.map { row in
      var line = indent
      for (column, cell) in row.enumerated() {
        let gap = String(repeating: " ", count: max(0, widths[column] - cell.count))
        line += column == 0 ? "" : "  "
        line += alignments[column] == .left ? cell + gap : gap + cell
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
