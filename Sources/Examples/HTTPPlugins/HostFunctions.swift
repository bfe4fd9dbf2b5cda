import Ganglion
import Synchronization

/// Counters by name, shared by all requests of all plug-ins.
final class Counters: Sendable {
  private let values = Mutex<[String: Int64]>([:])

  /// Adds to a counter.
  ///
  /// - Returns: what it comes to.
  func add(_ name: String, _ delta: Int64) -> Int64 {
    values.withLock { values in
      // Names come from guests: there is an end to what they may make us keep.
      guard values[name] != nil || values.count < 1000 else { return -1 }
      let sum = (values[name] ?? 0) &+ delta
      values[name] = sum
      return sum
    }
  }

  /// The host function `state.add(name, nameLength, delta) -> sum`.
  func define(in imports: inout Imports) {
    imports.define("state", "add") {
      [self] (guest, name: UInt32, count: UInt32, delta: Int64) -> Int64 in
      add(try guest.memory.string(at: UInt64(name), count: UInt64(min(count, 100))), delta)
    }
  }
}

/// What a library writes while it answers one request.
final class Output: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  private static let limit = 1 << 20

  func take() -> [UInt8] {
    bytes.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
  }

  /// The host function `http.write(bytes, count)`.
  func define(in imports: inout Imports) {
    imports.define("http", "write") { [self] (guest, pointer: UInt32, count: UInt32) in
      let part = try guest.memory.bytes(at: UInt64(pointer), count: UInt64(count))
      try bytes.withLock { bytes in
        guard bytes.count + part.count <= Self.limit else { throw Usage("an answer without end") }
        bytes += part
      }
    }
  }
}
