/// A hash of bytes that nobody outside the process can foresee: SipHash-1-3 with a random key.
///
/// The standard library's hasher does the same; this one is used at every start of a program, where
/// the pages the other lives in would be read for it alone.
///
/// Specification: https://www.aumasson.jp/siphash/siphash.pdf
package struct KeyedHash {
  private var v0: UInt64
  private var v1: UInt64
  private var v2: UInt64
  private var v3: UInt64

  private static let key: (UInt64, UInt64) = {
    var generator = SystemRandomNumberGenerator()
    return (generator.next(), generator.next())
  }()

  package init() { self.init(key: KeyedHash.key) }

  /// A hash with a key of the caller's, for tests.
  package init(key: (UInt64, UInt64)) {
    v0 = key.0 ^ 0x736F_6D65_7073_6575
    v1 = key.1 ^ 0x646F_7261_6E64_6F6D
    v2 = key.0 ^ 0x6C79_6765_6E65_7261
    v3 = key.1 ^ 0x7465_6462_7974_6573
  }

  /// Takes in bytes, and how many there are.
  package mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    var word = UInt64(truncatingIfNeeded: bytes.count) << 56
    var position = 0
    while position + 8 <= bytes.count {
      take(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
      position += 8
    }
    var shift: UInt64 = 0
    while position < bytes.count {
      word |= UInt64(bytes[position]) << shift
      shift += 8
      position += 1
    }
    take(word)
  }

  /// The hash of what was taken in.
  package func finalize() -> Int {
    var last = self
    last.v2 ^= 0xFF
    last.mix()
    last.mix()
    last.mix()
    return Int(truncatingIfNeeded: last.v0 ^ last.v1 ^ last.v2 ^ last.v3)
  }

  private mutating func take(_ word: UInt64) {
    v3 ^= word
    mix()
    v0 ^= word
  }

  private mutating func mix() {
    func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
      value << count | value >> (64 - count)
    }
    v0 &+= v1
    v1 = rotated(v1, 13) ^ v0
    v0 = rotated(v0, 32)
    v2 &+= v3
    v3 = rotated(v3, 16) ^ v2
    v0 &+= v3
    v3 = rotated(v3, 21) ^ v0
    v2 &+= v1
    v1 = rotated(v1, 17) ^ v2
    v2 = rotated(v2, 32)
  }
}
