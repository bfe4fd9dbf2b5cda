/// What is to be placed. Small numbers, so that a run can be followed by hand.
struct Pod: Sendable {
  var number: Int
  /// In thousandths of a core.
  var processor: UInt32
  /// In mebibytes.
  var memory: UInt32
  /// The zone it wants; zero for any.
  var zone: UInt32

  init(number: Int, _ random: inout Random) {
    self.number = number
    processor = 100 * UInt32(1 + random.next() % 20)
    memory = 64 * UInt32(1 + random.next() % 32)
    zone = UInt32(random.next() % 4)
  }

  /// As the guest reads it: little-endian words.
  var record: [UInt32] { [processor, memory, zone] }
}

/// Where it may go.
struct Machine: Sendable {
  var number: Int
  var processor: UInt32
  var memory: UInt32
  var zone: UInt32
  var freeProcessor: UInt32
  var freeMemory: UInt32

  init(number: Int, _ random: inout Random) {
    self.number = number
    processor = 1000 * UInt32(2 + random.next() % 7)
    memory = 1024 * UInt32(2 + random.next() % 15)
    zone = UInt32(1 + random.next() % 3)
    (freeProcessor, freeMemory) = (processor, memory)
  }

  var record: [UInt32] { [processor, memory, zone, freeProcessor, freeMemory] }
}

extension [UInt32] {
  /// The words as bytes.
  var littleEndianBytes: [UInt8] {
    flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }
}

/// A small generator with a seed, so that runs can be compared.
struct Random {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
