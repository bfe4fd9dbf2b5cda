import CapnProto
import CapnProtoAsync

/// The loads that are measured.
enum Load: String, CaseIterable {
  /// Null calls, one at a time.
  case one
  /// Null calls, 1,000 in flight.
  case many
  /// Calls with 64 KiB there and back, 8 in flight.
  case blob

  /// What it is called in the table.
  var title: String {
    switch self {
    case .one: "null calls, one at a time"
    case .many: "null calls, 1,000 in flight"
    case .blob: "64 KiB there and back"
    }
  }

  /// How many calls make a run worth measuring.
  var callCount: Int {
    switch self {
    case .one: 30_000
    case .many: 100_000
    case .blob: 10_000
    }
  }

  /// Makes so many calls.
  ///
  /// - Returns: calls per second.
  func run(_ client: Interop.Client, _ count: Int) async throws -> Double {
    let start = ContinuousClock.now
    switch self {
    case .one:
      for seq in 0..<count { _ = try await client.ping(seq: UInt64(seq)).value.seq }
    case .many: try await Self.inLanes(1000, count) { _ = try await client.ping(seq: 1).value.seq }
    case .blob:
      let data = [UInt8](repeating: 7, count: 64 << 10)
      try await Self.inLanes(8, count) {
        _ = try await client.echoData(data: data).value.data.count
      }
    }
    let time = start.duration(to: .now)
    return Double(count)
      / (Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
  }

  private static func inLanes(
    _ lanes: Int, _ count: Int, _ call: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<lanes {
        let share = count / lanes + (lane < count % lanes ? 1 : 0)
        group.addTask { for _ in 0..<share { try await call() } }
      }
      try await group.waitForAll()
    }
  }
}
