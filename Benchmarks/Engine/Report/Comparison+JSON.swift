import Reporting

extension Comparison {
  /// All figures, every single run included. Times are in seconds, memory is in bytes.
  var json: JSON {
    .object([
      ("runs", .number(Double(runs))),
      ("reference", .string(engines[reference].name)),
      ("engines", .array(engines.indices.map(engineJSON))),
      ("empty", measurementJSON(empty, isTimed: false)),
      ("programs", .array(programs.map { measurementJSON($0, isTimed: true) })),
      ("startUp", .array(startUp.map { measurementJSON($0, isTimed: false) })),
      ("skipped", .array(skipped.map(JSON.string))),
      ("problems", .array(problems.map(JSON.string))),
    ])
  }

  private func engineJSON(_ index: Int) -> JSON {
    .object([
      ("name", .string(engines[index].name)),
      ("path", .string(engines[index].path)),
      ("version", versions[index].map(JSON.string) ?? .null),
      ("geometricMeanRatio", number(meanRatio(index))),
    ])
  }

  private func measurementJSON(_ measurement: Measurement, isTimed: Bool) -> JSON {
    let program = measurement.program
    return .object([
      ("name", .string(program.name)),
      ("standsFor", .string(program.standsFor)),
      ("arguments", .array(program.arguments.map(JSON.string))),
      ("outputsAgree", .bool(measurement.outputsAgree)),
      (
        "results",
        .object(
          measurement.series.enumerated().map { index, series in
            let net = isTimed ? netProcessor(measurement, index) : nil
            let ratio = isTimed ? ratio(measurement, index) : nil
            return (series.engine, seriesJSON(series, net: net, ratio: ratio))
          })
      ),
    ])
  }

  private func seriesJSON(_ series: Series, net: Double?, ratio: Double?) -> JSON {
    .object([
      ("netProcessor", number(net)),
      ("ratio", number(ratio)),
      ("processor", number(series.processor)),
      ("wall", number(series.wall)),
      ("peakMemory", number(series.peakMemory)),
      ("user", .array(series.runs.map { .number($0.user) })),
      ("system", .array(series.runs.map { .number($0.system) })),
      ("walls", .array(series.runs.map { .number($0.wall) })),
      ("failure", series.failure.map(JSON.string) ?? .null),
    ])
  }

  private func number(_ value: Double?) -> JSON { value.map(JSON.number) ?? .null }
}
