/// What the busy benchmark is told.
package struct BusyOptions: Sendable, Hashable {
  /// Processes in each iteration.
  package var processCount = 32
  /// Iterations on each number of cores, beside one to warm up.
  package var iterationCount = 3
  /// How often each process goes round its loop.
  package var size: UInt64 = 10_000_000
  /// After how many rounds a process gives way; 0 for never.
  package var yieldInterval: UInt64 = 0
  /// The numbers of cores, one after the other.
  package var cores: ClosedRange<Int>
  /// Whether the same loop is run elsewhere, too.
  package var comparesPeers = true

  /// The defaults, on up to as many cores as there are.
  package init(coreCount: Int) { cores = 1...max(1, coreCount) }

  /// Reads what was written behind the options; what is `nil` stays as it is.
  ///
  /// - Parameters:
  ///   - coreCount: how many cores there are.
  ///   - value: what was written behind an option, by its name.
  /// - Throws: `BusyOptionError` that names the option.
  package init(
    coreCount: Int, value: (String) -> String?
  ) throws(BusyOptionError) {
    self.init(coreCount: coreCount)
    func number(
      _ name: String, _ range: ClosedRange<UInt64>
    ) throws(BusyOptionError) -> UInt64? {
      guard let text = value(name) else { return nil }
      guard let number = UInt64(text), range.contains(number) else {
        throw BusyOptionError(
          "--\(name) \(text): expected a number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
    // As many processes as an executor may have.
    if let count = try number("procs", 1...30_000) { processCount = Int(count) }
    if let count = try number("iters", 1...1_000_000) { iterationCount = Int(count) }
    if let count = try number("size", 0...(1 << 62)) { size = count }
    if let count = try number("yield", 0...(1 << 62)) { yieldInterval = count }
    if let text = value("cores") { cores = try Self.cores(text, coreCount) }
  }

  /// Reads `N` or `FIRST..LAST`.
  private static func cores(
    _ text: String, _ coreCount: Int
  ) throws(BusyOptionError) -> ClosedRange<Int> {
    let ends: [Int?]
    if let dots = text.firstRange(of: "..") {
      ends = [Int(text[..<dots.lowerBound]), Int(text[dots.upperBound...])]
    } else {
      ends = [Int(text), Int(text)]
    }
    guard let first = ends[0], let last = ends[1], first >= 1, first <= last else {
      throw BusyOptionError("--cores \(text): expected a number of cores, or FIRST..LAST")
    }
    guard last <= coreCount else {
      throw BusyOptionError(
        "--cores \(text): this machine has \(coreCount) core\(coreCount == 1 ? "" : "s")")
    }
    return first...last
  }
}

/// What is wrong with an option.
package struct BusyOptionError: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
