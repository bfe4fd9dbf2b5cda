import Foundation

/// Builds and reads messages, ours and C++, turn by turn on one core, and prints a table.
struct CodecComparison {
  /// The folder with the C++ program, if there is one.
  let peer: String?
  /// How often each runs.
  let runs: Int

  /// The most that the time may be, as a multiple of C++.
  private let wanted = 1.5

  func run() throws {
    var ours: [[Double]] = []
    var theirs: [[Double]] = []
    for _ in 0..<runs {
      ours.append(try measure(CommandLine.arguments[0], ["codec"]))
      if let peer { theirs.append(try measure(peer + "/codec-peer", [])) }
    }
    print("1,000 structs   ours (us)   C++ (us)   ratio   wanted")
    for (index, name) in ["build", "read"].enumerated() {
      let best = ours.compactMap { $0.count > index ? $0[index] : nil }.min() ?? .nan
      let bestOfPeer = theirs.compactMap { $0.count > index ? $0[index] : nil }.min()
      let comparison =
        bestOfPeer.map { String(format: "%10.2f %7.2f %8.2f", $0, best / $0, wanted) }
        ?? "         -       -        -"
      print(
        name.padding(toLength: 14, withPad: " ", startingAt: 0), String(format: "%10.2f", best),
        comparison)
    }
  }

  private func measure(_ program: String, _ arguments: [String]) throws -> [Double] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["taskset", "-c", "0", program] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .compactMap { Double($0) }
  }
}
