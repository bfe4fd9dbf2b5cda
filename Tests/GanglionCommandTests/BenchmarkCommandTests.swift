import BusyMeasurement
import Foundation
import Testing

import GanglionCommand

@Suite("ganglion benchmark")
struct BenchmarkCommandTests {
  private struct Report: Decodable {
    struct Run: Decodable {
      struct Iteration: Decodable {
        var seconds: Double
        var processSeconds: [Double]
        var processorSeconds: Double
      }
      var cores: Int
      var seconds: Double
      var speedUp: Double?
      var utilisation: Double
      var iterations: [Iteration]
    }
    struct Peer: Decodable {
      var name: String
      var seconds: Double
      var timesOurs: Double?
    }
    var procs: Int
    var iters: Int
    var size: Int
    var yield: Int
    var runs: [Run]
    var peers: [Peer]
  }

  private func options(_ values: [String: String], cores: Int = 8) throws -> BusyOptions {
    try BusyOptions(coreCount: cores) { values[$0] }
  }

  @Test("Options are read, and have defaults")
  func reading() throws {
    let defaults = try options([:])
    #expect(defaults == BusyOptions(coreCount: 8))
    #expect(defaults.cores == 1...8)
    #expect(defaults.processCount == 32)
    let all = try options([
      "procs": "4", "iters": "2", "size": "1000", "yield": "10", "cores": "2..3",
    ])
    #expect(all.processCount == 4)
    #expect(all.iterationCount == 2)
    #expect(all.size == 1000)
    #expect(all.yieldInterval == 10)
    #expect(all.cores == 2...3)
    #expect(try options(["cores": "5"]).cores == 5...5)
  }

  @Test(
    "Senseless values are refused by name",
    arguments: [
      ("procs", "0"), ("procs", "30001"), ("procs", "many"), ("procs", ""), ("iters", "0"),
      ("iters", "-1"), ("size", "-1"), ("size", "1e9"), ("size", "99999999999999999999"),
      ("yield", "x"), ("cores", "0"), ("cores", "9"), ("cores", "3..2"), ("cores", "1.."),
      ("cores", "..2"), ("cores", "1..2..3"), ("cores", "1...2"), ("cores", "a..b"),
      ("cores", "1..99999999999999999999"),
    ])
  func refusals(name: String, text: String) throws {
    let error = #expect(throws: BusyOptionError.self) { try options([name: text]) }
    #expect(error?.description.hasPrefix("--\(name) \(text): ") == true)
  }

  @Test("The command line is checked before anything runs")
  func commandLine() throws {
    for arguments in [["--procs", "0"], ["--yeild", "1"], ["extra"], ["--cores", "100000"]] {
      let run = try Tool.run(["benchmark"] + arguments)
      #expect(run.code == ExitCode.usage.rawValue)
      #expect(run.output == "")
    }
  }

  @Test("A small run gives all figures, and a drawing that is well-formed")
  func smallRun() throws {
    let folder = try ScratchFolder()
    let drawing = folder.path("speed-up.svg")
    let run = try Tool.run(
      "benchmark", "--procs", "4", "--iters", "2", "--size", "1000", "--yield", "100", "--alone",
      "--cores", "1", "--json", "--svg", drawing)
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.errors == "")
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    #expect(report.procs == 4)
    #expect(report.iters == 2)
    #expect(report.size == 1000)
    #expect(report.yield == 100)
    #expect(report.peers.isEmpty)
    #expect(report.runs.map(\.cores) == [1])
    let cores = try #require(report.runs.first)
    #expect(cores.speedUp == 1)
    #expect(cores.iterations.count == 2)
    for iteration in cores.iterations {
      #expect(iteration.processSeconds.count == 4)
      #expect(iteration.seconds > 0)
      #expect(iteration.processorSeconds > 0)
      for time in iteration.processSeconds { #expect(time > 0 && time <= iteration.seconds) }
    }
    let text = try folder.read("speed-up.svg")
    #expect(text.hasPrefix("<svg xmlns"))
    #expect(XMLText.isWellFormed(text))
  }

  @Test("The table names what was measured, and no time is lost over no rounds")
  func table() throws {
    let run = try Tool.run(
      "benchmark", "--procs", "1", "--iters", "1", "--size", "0", "--alone", "--cores", "1")
    #expect(run.code == 0, "\(run.errors)")
    for word in ["cores", "speed-up", "CPU used", "waiting", "1.00"] {
      #expect(run.output.contains(word))
    }
  }

  @Test("The check for well-formed text finds what is wrong")
  func wellFormed() {
    #expect(XMLText.isWellFormed("<a><b c=\"1\"/>text &amp; more</a>"))
    for text in [
      "<a>", "<a></b>", "<a><b></a></b>", "<a b=c/>", "<a>&</a>", "</a>", "<a/><b/>", "",
    ] {
      #expect(!XMLText.isWellFormed(text), "\(text)")
    }
  }
}

/// As much of XML as a drawing needs.
private enum XMLText {
  static func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    var roots = 0
    var rest = text[...]
    while let first = rest.first {
      if first != "<" {
        let content = rest.prefix { $0 != "<" }
        rest = rest.dropFirst(content.count)
        if open.isEmpty && content.contains(where: { !$0.isWhitespace }) { return false }
        let escapes = ["&amp;", "&lt;", "&gt;", "&quot;"]
        for position in content.indices where content[position] == "&" {
          if !escapes.contains(where: { content[position...].hasPrefix($0) }) { return false }
        }
        continue
      }
      guard let end = rest.firstIndex(of: ">") else { return false }
      var tag = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
        continue
      }
      let isEmpty = tag.hasSuffix("/")
      if isEmpty { tag = tag.dropLast() }
      let name = tag.prefix { !$0.isWhitespace }
      if name.isEmpty || !hasQuotedValues(tag.dropFirst(name.count)) { return false }
      if open.isEmpty { roots += 1 }
      if !isEmpty { open.append(name) }
    }
    return open.isEmpty && roots == 1
  }

  private static func hasQuotedValues(_ text: Substring) -> Bool {
    // Outside quotes there are names, equals signs and space; before each quote stands a sign.
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return false }
    for (index, part) in parts.enumerated() where index % 2 == 0 {
      let isLast = index == parts.count - 1
      if isLast ? part.contains("=") : !part.hasSuffix("=") { return false }
    }
    return true
  }
}
