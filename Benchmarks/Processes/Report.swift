import Platform

/// Figures with their targets.
struct Report {
  struct Row {
    let name: String
    let value: Double
    let unit: String
    /// The most it may be, or the least when `isLeast`.
    let target: Double?
    let isLeast: Bool

    var misses: Bool {
      guard let target else { return false }
      return isLeast ? value < target : value > target
    }

    /// One line of the table.
    var line: String {
      var text = name + String(repeating: " ", count: max(1, 62 - name.count))
      let number = Report.text(value)
      text += String(repeating: " ", count: max(1, 12 - number.count)) + number + " " + unit
      if let target {
        text += String(repeating: " ", count: max(1, 8 - unit.count))
        text += "(\(isLeast ? "at least" : "at most") \(Report.text(target)))"
        if misses { text += "  MISSED" }
      }
      return text
    }
  }

  private(set) var rows: [Row] = []

  mutating func add(
    _ name: String, _ value: Double, _ unit: String, atMost target: Double? = nil,
    atLeast least: Double? = nil
  ) {
    rows.append(
      Row(name: name, value: value, unit: unit, target: target ?? least, isLeast: least != nil))
  }

  /// Adds the middle and the 99th percentile of some times.
  mutating func add(_ name: String, nanoseconds: [UInt64], p99AtMost target: Double? = nil) {
    let sorted = nanoseconds.sorted()
    guard !sorted.isEmpty else { return }
    add(name + ", median", Double(sorted[sorted.count / 2]) / 1e6, "ms")
    add(name + ", p99", Double(sorted[sorted.count * 99 / 100]) / 1e6, "ms", atMost: target)
  }

  /// Three significant digits or so.
  static func text(_ value: Double) -> String {
    let scale: Double = abs(value) >= 100 ? 1 : abs(value) >= 1 ? 100 : 10_000
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15
      ? "\(Int(rounded))" : "\(rounded)"
  }

  var json: String {
    let lines = rows.map { row in
      var members = [
        "\"name\": \"\(row.name)\"", "\"value\": \(row.value)", "\"unit\": \"\(row.unit)\"",
      ]
      if let target = row.target {
        members.append("\"\(row.isLeast ? "atLeast" : "atMost")\": \(target)")
        members.append("\"missed\": \(row.misses)")
      }
      return "    {" + members.joined(separator: ", ") + "}"
    }
    return "{\n  \"rows\": [\n" + lines.joined(separator: ",\n") + "\n  ]\n}"
  }

  func write(to path: String) throws {
    var mode = OpenMode()
    mode.writes = true
    mode.creates = true
    mode.truncates = true
    let file = try FileDescriptor.open(SystemPath(path), mode)
    var rest = Array((json + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = try rest.withUnsafeBytes { try file.write($0) }
      rest = rest.dropFirst(count)
    }
  }
}
