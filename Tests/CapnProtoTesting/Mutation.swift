import SeededTesting

/// Damages messages: bits, bytes, words that look like pointers, cuts.
public struct Mutation {
  private var random: SeededGenerator

  /// Damage that a seed brings back.
  public init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Damages bytes.
  public mutating func apply(to bytes: inout [UInt8]) {
    for _ in 0..<(1 + random.below(6)) where !bytes.isEmpty { change(&bytes) }
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = random.below(bytes.count)
    let word = place & ~7
    switch random.below(9) {
    case 0: bytes[place] ^= 1 << UInt8(random.below(8))
    case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
    case 2: bytes[place] = [0, 0xff, 0x7f, 0x80, 1][random.below(5)]
    case 3, 4, 5: store(pointer(), at: word, &bytes)
    case 6:
      let other = random.below(bytes.count) & ~7
      for index in 0..<8 where word + index < bytes.count && other + index < bytes.count {
        bytes[word + index] = bytes[other + index]
      }
    case 7: if random.once(in: 4) { bytes.removeLast(random.below(bytes.count)) }
    default:
      if random.once(in: 4) { bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place) }
    }
  }

  private mutating func pointer() -> UInt64 {
    let offset = UInt64(truncatingIfNeeded: random.below(80) - 40) & 0x3fff_ffff
    switch random.below(6) {
    case 0: return offset << 2 | UInt64(random.below(6)) << 32 | UInt64(random.below(6)) << 48
    case 1: return offset << 2 | 1 | random.next() & 7 << 32 | UInt64(random.below(64)) << 35
    case 2:
      return UInt64(random.below(64)) << 3 | 2 | UInt64(random.below(2)) << 2
        | UInt64(random.below(4)) << 32
    case 3: return offset << 2 | 1 | 7 << 32 | UInt64(random.below(1 << 29)) << 35
    case 4: return offset << 2 | 1 | UInt64(random.below(2)) << 32 | 0xffff_fff8 << 32
    default: return random.next()
    }
  }

  private func store(_ value: UInt64, at word: Int, _ bytes: inout [UInt8]) {
    for index in 0..<8 where word + index < bytes.count {
      bytes[word + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
    }
  }
}
