import Reporting

extension Comparison {
  /// Bars of each engine's time in proportion to the reference, which is the line at 1.
  var chart: String {
    let shown = engines.indices.filter { $0 != reference }
    let mean = (name: "geometric mean", ratios: shown.map(meanRatio))
    let rows = programs.map { row in (name: row.program.name, ratios: shown.map { ratio(row, $0) })
    }
    return Chart(
      title: "Processor time, \(engines[reference].name) = 1 (shorter is faster)",
      engines: shown.map { engines[$0].name }, rows: [mean] + rows
    ).text
  }
}

/// A chart of horizontal bars in groups.
private struct Chart {
  let title: String
  let engines: [String]
  let rows: [(name: String, ratios: [Double?])]

  private let left = 130.0
  private let right = 60.0
  private let top = 64.0
  private let bar = 11.0
  private let width = 760

  private var group: Double { bar * Double(engines.count) + 9 }

  /// The right end of the scale: the longest bar, but a very slow engine does not squeeze the rest.
  private var limit: Double {
    let longest = rows.flatMap { $0.ratios.compactMap { $0 } }.max() ?? 1
    return min(max(1.2, (longest * 5 + 0.5).rounded(.up) / 5), 3)
  }

  var text: String {
    let height = top + group * Double(rows.count) + 24
    var drawing = SVG(width: width, height: Int(height))
    drawing.words(title, x: left, y: 18, style: "title")
    drawLegend(&drawing)
    drawScale(&drawing, bottom: height - 24)
    for (number, row) in rows.enumerated() {
      draw(row.name, row.ratios, at: top + group * Double(number) + 5, &drawing)
    }
    return drawing.text(title: title, styles: styles)
  }

  private var scale: Double { (Double(width) - left - right) / limit }

  private func drawLegend(_ drawing: inout SVG) {
    var x = left
    for (number, engine) in engines.enumerated() {
      drawing.bar(x: x, y: 30, width: 11, height: 11, style: "bar\(number % 5)")
      drawing.words(engine, x: x + 16, y: 40)
      x += 40 + 7.5 * Double(engine.count)
    }
  }

  private func drawScale(_ drawing: inout SVG, bottom: Double) {
    let step = limit > 2 ? 0.5 : 0.2
    for tick in 0...Int((limit / step).rounded(.down)) {
      let value = Double(tick) * step
      let x = left + value * scale
      let style = abs(value - 1) < 0.001 ? "reference" : "grid"
      drawing.line(x1: x, y1: top, x2: x, y2: bottom, style: style)
      drawing.words(decimal(value, places: 1), x: x, y: bottom + 16, anchor: .middle)
    }
  }

  private func draw(_ name: String, _ ratios: [Double?], at y: Double, _ drawing: inout SVG) {
    let middle = y + bar * Double(ratios.count) / 2
    drawing.words(name, x: left - 8, y: middle + 4, anchor: .end)
    for (number, ratio) in ratios.enumerated() {
      let at = y + bar * Double(number)
      let length = min(ratio ?? 0, limit) * scale
      if let ratio {
        drawing.bar(
          x: left, y: at, width: max(length, 1), height: bar - 1, style: "bar\(number % 5)")
        let words = decimal(ratio, places: 2) + (ratio > limit ? " »" : "")
        drawing.words(words, x: left + length + 5, y: at + bar - 2, style: "figure")
      } else {
        drawing.words("failed", x: left + 5, y: at + bar - 2, style: "figure")
      }
    }
  }

  private let styles = """
    .title { font-size: 14px; font-weight: 600; }
        .figure { font-size: 10px; }
        .grid { stroke: #8b949e; stroke-opacity: 0.25; }
        .reference { stroke: #8b949e; stroke-width: 1.5; stroke-dasharray: 4 3; }
        .bar0 { fill: #3b82c4; }
        .bar1 { fill: #d08a2e; }
        .bar2 { fill: #4f9d69; }
        .bar3 { fill: #a06cc0; }
        .bar4 { fill: #8a8f98; }
    """
}
