import Synchronization

/// The translated functions of a module by address.
///
/// Functions come in any order, one at a time, from any thread. They are kept in sorted runs whose
/// lengths fall by half or more, so that adding one and finding one both take logarithmic time.
final class CodeMap: Sendable {
  private struct Entry {
    let start: UInt
    let byteCount: Int
    let index: Int
  }

  /// A place in translated code.
  struct Place {
    /// The function's index among those the module defines.
    let index: Int
    /// Where its code starts.
    let start: Code
    /// How far into it the place is.
    let offset: Int
  }

  private let runs = Lock<[[Entry]]>([])

  /// Makes a function's code known and its record's entry, unless there is some already.
  ///
  /// - Returns: whether it was; if not, the code is still the caller's.
  func publish(_ code: Code, in record: UnsafeMutablePointer<CodeRecord>) -> Bool {
    // Whoever runs the code finds it in the map: both happen under the lock.
    runs.withLock { runs in
      let (isFirst, _) = record.pointee.entry.compareExchange(
        expected: UInt(bitPattern: record.stub), desired: UInt(bitPattern: code),
        ordering: .acquiringAndReleasing)
      guard isFirst else { return false }
      var run = [
        Entry(
          start: UInt(bitPattern: code), byteCount: CodeBuffer.byteCount(of: code),
          index: Int(record.pointee.index))
      ]
      while let last = runs.last, last.count < 2 * run.count {
        runs.removeLast()
        run = CodeMap.merged(last, run)
      }
      runs.append(run)
      return true
    }
  }

  private static func merged(_ one: [Entry], _ other: [Entry]) -> [Entry] {
    var merged: [Entry] = []
    merged.reserveCapacity(one.count + other.count)
    var position = 0
    for entry in one {
      while position < other.count, other[position].start < entry.start {
        merged.append(other[position])
        position += 1
      }
      merged.append(entry)
    }
    merged += other[position...]
    return merged
  }

  /// The function that an address lies in.
  func place(of code: Code) -> Place? {
    let address = UInt(bitPattern: code)
    return runs.withLock { runs in
      for run in runs {
        var (low, high) = (0, run.count)
        while low < high {
          let middle = (low + high) / 2
          if run[middle].start <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { continue }
        let entry = run[low - 1]
        let offset = Int(address - entry.start)
        if offset < entry.byteCount, let start = Code(bitPattern: entry.start) {
          return Place(index: entry.index, start: start, offset: offset)
        }
      }
      return nil
    }
  }
}
