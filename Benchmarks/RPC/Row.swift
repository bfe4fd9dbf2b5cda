import Foundation

/// A line of the table: what was measured in some runs of each program.
struct Row {
  /// What was measured.
  let name: String
  /// What the numbers count.
  let unit: String
  /// The median of our runs.
  let ours: Double
  /// The median of the runs in C++, if there were any.
  let peer: Double?
  /// What the goal is about, and where it is.
  let goal: Goal?

  /// What is wanted of a number.
  enum Goal {
    /// At least so many times what C++ has.
    case timesPeer(Double)
    /// At most so many times what C++ has.
    case atMostTimesPeer(Double)
    /// At most so much.
    case atMost(Double)
  }

  init(_ name: String, _ unit: String, _ ours: [Double], _ peer: [Double] = [], _ goal: Goal? = nil)
  {
    self.name = name
    self.unit = unit
    self.ours = Self.median(ours) ?? .nan
    self.peer = Self.median(peer)
    self.goal = goal
  }

  /// The middle one of some numbers.
  private static func median(_ numbers: [Double]) -> Double? {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return nil }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  private var ratio: Double? { peer.map { ours / $0 } }

  private var goalText: String {
    switch goal {
    case .timesPeer(let times): String(format: ">= %.1f x", times)
    case .atMostTimesPeer(let times): String(format: "<= %.1f x", times)
    case .atMost(let most): String(format: "<= %.1f", most)
    case nil: "-"
    }
  }

  /// Whether the goal is reached; `nil` if there is none, or nothing to compare with.
  private var isReached: Bool? {
    switch goal {
    case .timesPeer(let times): ratio.map { $0 >= times }
    case .atMostTimesPeer(let times): ratio.map { $0 <= times }
    case .atMost(let most): ours <= most
    case nil: nil
    }
  }

  private static func format(_ number: Double?) -> String {
    number.map { String(format: $0 < 1000 ? "%.2f" : "%.0f", $0) } ?? "-"
  }

  private static func line(_ cells: [String]) -> String {
    let widths = [36, 8, 10, 10, 7, 10, 8]
    return zip(cells, widths).enumerated().map { index, cell in
      let space = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
      return index < 2 ? cell.0 + space : space + cell.0
    }.joined(separator: " ")
  }

  /// The names of the columns.
  static let heading = line(["load", "unit", "ours", "C++", "ratio", "wanted", "reached"])

  /// The line.
  var line: String {
    Self.line([
      name, unit, Self.format(ours), Self.format(peer), Self.format(ratio), goalText,
      isReached.map { $0 ? "yes" : "no" } ?? "-",
    ])
  }

  /// The line as an object of JSON.
  var json: [String: Any] {
    var object: [String: Any] = ["load": name, "unit": unit]
    if ours.isFinite { object["ours"] = ours }
    object["cpp"] = peer
    object["ratio"] = ratio
    object["wanted"] = goal == nil ? nil : goalText
    object["reached"] = isReached
    return object
  }
}
