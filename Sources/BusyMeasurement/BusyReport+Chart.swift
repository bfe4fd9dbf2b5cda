import Reporting

extension BusyReport {
  /// The curve of strong scaling as a drawing: speed-up over cores, and what would be ideal.
  package var chart: String {
    let last = Double(options.cores.upperBound)
    let title = "Speed-up of \(options.processCount) busy processes"
    var drawing = SVG(width: 480, height: 360)
    let plot = Plot(limit: max(last, runs.compactMap(speedUp).max() ?? 1))
    drawing.words(title, x: plot.left, y: 22, style: "title")
    for tick in plot.ticks {
      drawing.line(
        x1: plot.left, y1: plot.y(tick), x2: plot.right, y2: plot.y(tick), style: "grid")
      drawing.words(
        decimal(tick, places: 0), x: plot.left - 8, y: plot.y(tick) + 4, anchor: .end)
      if tick > 0 {
        drawing.words(
          decimal(tick, places: 0), x: plot.x(tick), y: plot.bottom + 18, anchor: .middle)
      }
    }
    drawing.words("cores", x: plot.right, y: plot.bottom + 34, anchor: .end)
    drawing.path(
      [(plot.x(1), plot.y(1)), (plot.x(last), plot.y(last))], style: "ideal")
    let points = runs.compactMap { run in
      speedUp(run).map { (x: plot.x(Double(run.cores)), y: plot.y($0), speedUp: $0) }
    }
    drawing.path(points.map { ($0.x, $0.y) }, style: "curve")
    for point in points {
      drawing.dot(x: point.x, y: point.y, radius: 3.5, style: "dot")
      drawing.words(
        decimal(point.speedUp, places: 2), x: point.x + 7, y: point.y + 16, style: "figure")
    }
    drawing.line(x1: plot.left, y1: 38, x2: plot.left + 22, y2: 38, style: "curve")
    drawing.words("measured", x: plot.left + 28, y: 42)
    drawing.line(x1: plot.left + 100, y1: 38, x2: plot.left + 122, y2: 38, style: "ideal")
    drawing.words("ideal", x: plot.left + 128, y: 42)
    return drawing.text(title: title, styles: Self.styles)
  }

  private static let styles = """
    .title { font-size: 14px; font-weight: 600; }
        .figure { font-size: 10px; }
        .grid { stroke: #8b949e; stroke-opacity: 0.25; }
        .ideal { stroke: #8b949e; stroke-width: 1.5; stroke-dasharray: 4 3; fill: none; }
        .curve { stroke: #3b82c4; stroke-width: 2; fill: none; }
        .dot { fill: #3b82c4; }
    """
}

/// Where numbers are in the drawing.
private struct Plot {
  let left = 44.0
  let right = 444.0
  let top = 60.0
  let bottom = 310.0
  /// The end of both scales.
  let limit: Double

  init(limit: Double) { self.limit = max(2, limit.rounded(.up)) }

  func x(_ cores: Double) -> Double { left + (right - left) * cores / limit }
  func y(_ speedUp: Double) -> Double { bottom - (bottom - top) * speedUp / limit }

  /// At most ten or so, at whole numbers.
  var ticks: [Double] {
    let step = max(1, (limit / 10).rounded(.up))
    return Array(stride(from: 0, through: limit, by: step))
  }
}
