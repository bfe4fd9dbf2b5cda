/// A drawing of lines, bars and words, as SVG text.
///
/// It has no background of its own, and its colours hold on light and on dark pages.
package struct SVG {
  package let width: Int
  package let height: Int
  private var elements = ""

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  package enum Anchor: String { case start, middle, end }

  package mutating func bar(x: Double, y: Double, width: Double, height: Double, style: String) {
    elements += "  <rect class=\"\(style)\" x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" "
    elements += "width=\"\(Self.text(width))\" height=\"\(Self.text(height))\" rx=\"1.5\"/>\n"
  }

  package mutating func line(x1: Double, y1: Double, x2: Double, y2: Double, style: String) {
    elements += "  <line class=\"\(style)\" x1=\"\(Self.text(x1))\" y1=\"\(Self.text(y1))\" "
    elements += "x2=\"\(Self.text(x2))\" y2=\"\(Self.text(y2))\"/>\n"
  }

  /// Joins points by straight lines.
  package mutating func path(_ points: [(x: Double, y: Double)], style: String) {
    let list = points.map { "\(Self.text($0.x)),\(Self.text($0.y))" }.joined(separator: " ")
    elements += "  <polyline class=\"\(style)\" points=\"\(list)\"/>\n"
  }

  package mutating func dot(x: Double, y: Double, radius: Double, style: String) {
    elements += "  <circle class=\"\(style)\" cx=\"\(Self.text(x))\" cy=\"\(Self.text(y))\" "
    elements += "r=\"\(Self.text(radius))\"/>\n"
  }

  package mutating func words(
    _ words: String, x: Double, y: Double, anchor: Anchor = .start, style: String = "words"
  ) {
    elements += "  <text class=\"\(style)\" x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" "
    elements += "text-anchor=\"\(anchor.rawValue)\">\(Self.escaped(words))</text>\n"
  }

  /// The whole file. `styles` is CSS for the drawing's own classes.
  package func text(title: String, styles: String) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
    height="\(height)" role="img">
      <title>\(Self.escaped(title))</title>
      <style>
        text { font: 12px system-ui, sans-serif; fill: #57606a; }
        \(styles)
        @media (prefers-color-scheme: dark) { text { fill: #a3adb8; } }
      </style>
    \(elements)</svg>

    """
  }

  private static func text(_ value: Double) -> String { decimal(value, places: 1) }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
  }
}
