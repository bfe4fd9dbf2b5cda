/// Reads the operators of a validated body.
///
/// Validation has read every one of these bytes before, so nothing is checked twice.
struct CodeCursor {
  private let start: UnsafePointer<UInt8>
  private(set) var position: Int
  let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
    start = bytes.baseAddress.unsafelyUnwrapped
    position = range.lowerBound
    end = range.upperBound
  }

  @inline(__always)
  mutating func byte() -> UInt8 {
    let byte = start[position]
    position &+= 1
    return byte
  }

  @inline(__always)
  mutating func u32() -> UInt32 {
    let first = byte()
    if first < 0x80 { return UInt32(first) }
    return UInt32(truncatingIfNeeded: unsigned(first))
  }

  mutating func u64() -> UInt64 { unsigned(byte()) }

  private mutating func unsigned(_ first: UInt8) -> UInt64 {
    var value = UInt64(first & 0x7F)
    var last = first
    var shift: UInt64 = 7
    while last & 0x80 != 0 {
      last = byte()
      value |= UInt64(last & 0x7F) &<< shift
      shift &+= 7
    }
    return value
  }

  mutating func signed() -> Int64 {
    var value: Int64 = 0
    var shift: Int64 = 0
    while true {
      let last = byte()
      value |= Int64(last & 0x7F) &<< shift
      shift &+= 7
      if last & 0x80 == 0 {
        if shift < 64, last & 0x40 != 0 { value |= -1 &<< shift }
        return value
      }
    }
  }

  mutating func fixed32() -> UInt32 {
    let value = UnsafeRawPointer(start + position).loadUnaligned(as: UInt32.self)
    position &+= 4
    return UInt32(littleEndian: value)
  }

  mutating func fixed64() -> UInt64 {
    let value = UnsafeRawPointer(start + position).loadUnaligned(as: UInt64.self)
    position &+= 8
    return UInt64(littleEndian: value)
  }

  mutating func skip(_ count: Int) { position &+= count }

  /// The opcode's number in the instruction table.
  @inline(__always)
  mutating func rawOpcode() -> UInt16 {
    let first = byte()
    if first < 0xFB { return UInt16(first) }
    let sub = UInt16(truncatingIfNeeded: u32())
    switch first {
    case 0xFB: return 0x100 &+ sub
    case 0xFC: return 0x200 &+ sub
    case 0xFD: return 0x300 &+ sub
    default: return 0x500 &+ sub
    }
  }
}
