/// Counts which instructions run, and which follow each other: what superinstructions are chosen by.
///
/// It works where handlers return to a driver loop, in debug builds and with the `Sanitized` trait.
package final class InstructionCounter {
  private var previous = 0
  private var beforePrevious = 0
  private var triples: [UInt64: UInt64] = [:]
  private let indices: [UInt: Int]

  /// A counter at zero.
  package init() {
    var indices: [UInt: Int] = [:]
    for index in 0..<Family.count where HandlerTable.addresses[index] != 0 {
      indices[HandlerTable.addresses[index]] = index
    }
    self.indices = indices
  }

  func count(_ code: Code) {
    let index = indices[code.load(as: UInt.self)] ?? 0
    triples[UInt64(beforePrevious) << 32 | UInt64(previous) << 16 | UInt64(index), default: 0] += 1
    beforePrevious = previous
    previous = index
  }

  /// The sequences of up to three instructions that ran most often.
  ///
  /// - Parameter length: of the sequences, one to three.
  /// - Returns: names joined by commas, and how often each ran, most often first.
  package func sequences(length: Int) -> [(names: String, count: UInt64)] {
    var sums: [UInt64: UInt64] = [:]
    let mask: UInt64 = length >= 4 ? .max : (1 << UInt64(16 * length)) - 1
    for (key, count) in triples { sums[key & mask, default: 0] += count }
    return sums.sorted { $0.value > $1.value }.map { key, count in
      let names = (0..<length).reversed().map { position in
        String(HandlerTable.names[Int(key >> UInt64(16 * position) & 0xFFFF)])
      }
      return (names.joined(separator: ", "), count)
    }
  }
}
