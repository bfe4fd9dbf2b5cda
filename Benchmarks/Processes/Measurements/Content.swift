import Platform
import Synchronization
import Processes
import WebAssemblyText

/// Hashing and loading.
enum Content {
  static func measureHash(_ report: inout Report, _ isQuick: Bool) {
    let bytes = (0..<(isQuick ? 1 << 20 : 32 << 20)).map { UInt8(truncatingIfNeeded: $0) }
    var best = UInt64.max
    for _ in 0..<3 {
      let start = Host.now
      _ = ContentID(of: bytes)
      best = min(best, Host.now - start)
    }
    report.add("content identifier", Double(bytes.count) / Double(best) * 1e3, "MB/s")
  }

  /// How long a large module keeps other tasks from a thread of the pool.
  static func measureLoading(_ report: inout Report, _ isQuick: Bool) async throws {
    let executor = try ProcessExecutor()
    let bytes = try largeModule(byteCount: isQuick ? 1 << 20 : 27 << 20)
    // The machine's own unrest, to compare with.
    let quiet = try await beats { try await Task.sleep(for: .milliseconds(500)) }
    var status: ProcessExit?
    let start = Host.now
    let gaps = try await beats {
      status = try await executor.spawn(ProcessOptions(.bytes(bytes))).wait()
    }
    let time = Host.now - start
    report.add("load and run a module of \(bytes.count >> 20) MB", Double(time) / 1e6, "ms")
    report.add("tasks on the pool before, beat of 0.5 ms", nanoseconds: quiet)
    report.add("tasks on the pool meanwhile, beat of 0.5 ms", nanoseconds: gaps, p99AtMost: 5)
    if let status, status.exitCode != 0 { print("the large module ended with \(status.reason)") }
    await executor.shutdown()
  }

  /// Runs something while a task per core wakes every half a millisecond.
  ///
  /// - Returns: the times between wake-ups.
  private static func beats(_ body: () async throws -> Void) async throws -> [UInt64] {
    let isOver = Flag()
    let beats = (0..<ProcessorCount.available).map { _ in
      Task(priority: .low) {
        var gaps: [UInt64] = []
        var last = Host.now
        while !isOver.isSet {
          try? await Task.sleep(for: .microseconds(500))
          let now = Host.now
          gaps.append(now - last)
          last = now
        }
        return gaps
      }
    }
    try await body()
    isOver.set()
    var gaps: [UInt64] = []
    for beat in beats { gaps += await beat.value }
    return gaps
  }

  /// Functions, some of them large, and data in many segments, as real programs have.
  private static func largeModule(byteCount: Int) throws -> [UInt8] {
    func number(_ value: Int) -> [UInt8] {
      var (rest, bytes) = (value, [UInt8]())
      repeat {
        bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
        rest >>= 7
      } while rest > 0
      return bytes
    }
    func section(_ id: UInt8, _ content: [UInt8]) -> [UInt8] {
      [id] + number(content.count) + content
    }
    let half = byteCount / 2
    var bodies: [[UInt8]] = [[0, 0x0B]]
    var total = 0
    while total < half {
      // One in a hundred has 120 KB.
      let count = bodies.count % 100 == 1 ? 40_000 : 200
      var body: [UInt8] = [1, 1, 0x7F]
      for _ in 0..<count { body += [0x20, 0, 0x41, 1, 0x6A, 0x21, 0] }
      body.append(0x0B)
      bodies.append(body)
      total += body.count
    }
    let text = [UInt8](repeating: 65, count: 1024)
    let segmentCount = half / 1032
    var data = number(segmentCount)
    for index in 0..<segmentCount {
      let address = index * 1024
      var signed = number(address)
      if address >> (7 * signed.count - 1) & 1 == 1 {
        signed[signed.count - 1] |= 0x80
        signed.append(0)
      }
      data += [0, 0x41] + signed + [0x0B] + number(text.count) + text
    }
    let pages = half / 65536 + 2
    return [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0] + section(1, [1, 0x60, 0, 0])
      + section(3, number(bodies.count) + [UInt8](repeating: 0, count: bodies.count))
      + section(5, [1, 0] + number(pages))
      + section(7, [2, 6] + Array("_start".utf8) + [0, 0] + [6] + Array("memory".utf8) + [2, 0])
      + section(10, number(bodies.count) + bodies.flatMap { number($0.count) + $0 })
      + section(11, data)
  }
}

/// Something that happens once.
private final class Flag: Sendable {
  private let value = Atomic(false)
  var isSet: Bool { value.load(ordering: .acquiring) }
  func set() { value.store(true, ordering: .releasing) }
}
