internal import WebAssembly

/// Collects bytes of the binary format.
///
/// Specification: https://webassembly.github.io/spec/core/binary/values.html
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  mutating func unsigned(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func unsigned(_ value: UInt32) { unsigned(UInt64(value)) }

  mutating func count(_ value: Int) { unsigned(UInt64(truncatingIfNeeded: value)) }

  mutating func signed(_ value: Int64) {
    var rest = value
    while rest > 0x3F || rest < -0x40 {
      bytes.append(UInt8(truncatingIfNeeded: rest) & 0x7F | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest) & 0x7F)
  }

  /// The lowest bytes of a number, lowest first.
  mutating func littleEndian(_ value: UInt64, byteCount: Int) {
    for position in 0..<byteCount {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * position)))
    }
  }

  /// Bytes with their number before them.
  mutating func sized(_ content: [UInt8]) {
    count(content.count)
    bytes += content
  }

  /// Bytes with their number before them.
  mutating func sized(_ content: ArraySlice<UInt8>) {
    count(content.count)
    bytes += content
  }

  /// An opcode with its prefix byte.
  mutating func opcode(_ opcode: Opcode) {
    let raw = opcode.rawValue
    let (prefix, base): (UInt8, UInt16) =
      switch raw {
      case ..<Opcode.gcBase: (0, 0)
      case ..<Opcode.miscellaneousBase: (0xFB, Opcode.gcBase)
      case ..<Opcode.vectorBase: (0xFC, Opcode.miscellaneousBase)
      case ..<Opcode.atomicBase: (0xFD, Opcode.vectorBase)
      default: (0xFE, Opcode.atomicBase)
      }
    if prefix == 0 {
      byte(UInt8(truncatingIfNeeded: raw))
    } else {
      byte(prefix)
      unsigned(UInt32(raw - base))
    }
  }
}
