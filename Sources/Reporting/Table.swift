/// Text in aligned columns: the first to the left, the others to the right.
package struct Table {
  private var rows: [[String]] = []
  /// Numbers of rows that have a line above them.
  private var rules: Set<Int> = []

  package init() {}

  package mutating func add(_ cells: [String]) { rows.append(cells) }

  package mutating func addRule() { rules.insert(rows.count) }

  package var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    let length = widths.reduce(0, +) + 2 * max(0, columns - 1)
    var result = ""
    for (number, row) in rows.enumerated() {
      if rules.contains(number) { result += String(repeating: "-", count: length) + "\n" }
      var line = row.enumerated().map { padded($1, widths[$0], right: $0 > 0) }
        .joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      result += line + "\n"
    }
    return result
  }
}
