import Reporting

extension Comparison {
  /// The figures for a reader: programs, means, start-up and memory, then what there is to say.
  var report: String {
    var text = "processor time in seconds, median of \(runs), less an empty program's; "
    text += "ratios to \(engines[reference].name)\n\n"
    text += programTable.text + "\n" + startUpTable.text
    let remarks = skipped.map { "skipped \($0)" } + problems
    if !remarks.isEmpty { text += "\n" + remarks.map { $0 + "\n" }.joined() }
    return text
  }

  /// Engines whose ratio is worth a column: all but the reference.
  private var compared: [Int] { engines.indices.filter { $0 != reference } }

  private var programTable: Table {
    var table = Table()
    table.add(["program"] + engines.map(\.name) + compared.map { "\(engines[$0].name) ratio" })
    table.addRule()
    for measurement in programs {
      table.add(
        [measurement.program.name]
          + engines.indices.map { time(netProcessor(measurement, $0)) }
          + compared.map { ratioText(ratio(measurement, $0)) })
    }
    if programs.count > 1 {
      table.addRule()
      table.add(
        ["geometric mean"] + engines.map { _ in "" } + compared.map { ratioText(meanRatio($0)) })
      table.add(
        ["highest ratio"] + engines.map { _ in "" }
          + compared.map { engine in
            ratioText(programs.compactMap { ratio($0, engine) }.max())
          })
    }
    return table
  }

  private var startUpTable: Table {
    var table = Table()
    table.add(
      ["start-up and memory"] + engines.map(\.name) + compared.map { "\(engines[$0].name) ratio" })
    table.addRule()
    for measurement in startUp {
      table.add(
        row("\(measurement.program.name), wall ms", measurement, scale: 1000, \.wall))
      table.add(
        row("\(measurement.program.name), processor ms", measurement, scale: 1000, \.processor))
      table.add(
        row(
          "\(measurement.program.name), peak MiB", measurement, scale: 1 / 1_048_576, \.peakMemory))
    }
    if startUp.isEmpty {
      table.add(row("empty, wall ms", empty, scale: 1000, \.wall))
      table.add(row("empty, peak MiB", empty, scale: 1 / 1_048_576, \.peakMemory))
    }
    return table
  }

  private func row(
    _ title: String, _ measurement: Measurement, scale: Double, _ figure: KeyPath<Series, Double?>
  ) -> [String] {
    let values = measurement.series.map { $0[keyPath: figure] }
    let ratios = compared.map { engine -> String in
      guard let value = values[engine], let other = values[reference], other > 0 else { return "-" }
      return ratioText(value / other)
    }
    return [title] + values.map { $0.map { decimal($0 * scale, places: 1) } ?? "failed" } + ratios
  }

  private func time(_ seconds: Double?) -> String {
    seconds.map { decimal($0, places: 3) } ?? "failed"
  }

  private func ratioText(_ ratio: Double?) -> String {
    ratio.map { decimal($0, places: 2) } ?? "-"
  }
}
