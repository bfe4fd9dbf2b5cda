/// Integers of the binary format.
///
/// Specification: https://webassembly.github.io/spec/core/binary/values.html#integers
extension BinaryReader {
  /// Reads an unsigned 32-bit LEB128.
  @inline(__always)
  package mutating func u32() throws(ModuleError) -> UInt32 {
    if position < end {
      let first = bytes[position]
      if first < 0x80 {
        position += 1
        return UInt32(first)
      }
    }
    return UInt32(truncatingIfNeeded: try unsigned(bits: 32))
  }

  /// Reads an unsigned 64-bit LEB128.
  @inline(__always)
  package mutating func u64() throws(ModuleError) -> UInt64 {
    if position < end {
      let first = bytes[position]
      if first < 0x80 {
        position += 1
        return UInt64(first)
      }
    }
    return try unsigned(bits: 64)
  }

  /// Reads a signed 32-bit LEB128.
  @inline(__always)
  package mutating func s32() throws(ModuleError) -> Int32 {
    Int32(truncatingIfNeeded: try signed(bits: 32))
  }

  /// Reads a signed 64-bit LEB128.
  @inline(__always)
  package mutating func s64() throws(ModuleError) -> Int64 { try signed(bits: 64) }

  /// Reads a signed 33-bit LEB128: a type index, or a negative type code.
  package mutating func s33() throws(ModuleError) -> Int64 { try signed(bits: 33) }

  /// Reads a 32-bit little-endian integer.
  package mutating func fixed32() throws(ModuleError) -> UInt32 {
    var value: UInt32 = 0
    for offset in try skip(4).reversed() { value = value << 8 | UInt32(bytes[offset]) }
    return value
  }

  /// Reads a 64-bit little-endian integer.
  package mutating func fixed64() throws(ModuleError) -> UInt64 {
    var value: UInt64 = 0
    for offset in try skip(8).reversed() { value = value << 8 | UInt64(bytes[offset]) }
    return value
  }

  /// Reads an unsigned LEB128 of at most the given number of bits.
  @inline(never)
  package mutating func unsigned(bits: Int) throws(ModuleError) -> UInt64 {
    let start = position
    var result: UInt64 = 0
    var shift = 0
    while true {
      let left = bits - shift
      guard left > 0 else { throw malformed("integer representation too long", at: start) }
      let byte = try byte()
      let payload = UInt64(byte & 0x7F)
      guard left >= 7 || payload >> UInt64(left) == 0 else {
        throw malformed("integer too large", at: start)
      }
      result |= payload << UInt64(shift)
      if byte < 0x80 { return result }
      shift += 7
    }
  }

  /// Reads a signed LEB128 of at most the given number of bits, sign-extended to 64.
  @inline(never)
  package mutating func signed(bits: Int) throws(ModuleError) -> Int64 {
    let start = position
    var result: Int64 = 0
    var shift = 0
    while true {
      let left = bits - shift
      guard left > 0 else { throw malformed("integer representation too long", at: start) }
      let byte = try byte()
      let payload = Int64(byte & 0x7F)
      if left < 7 {
        // The bits from the sign bit up must be all equal.
        let signBits: Int64 = (-1 << Int64(left - 1)) & 0x7F
        guard payload & signBits == 0 || payload & signBits == signBits else {
          throw malformed("integer too large", at: start)
        }
      }
      result |= payload << Int64(shift)
      shift += 7
      if byte < 0x80 {
        return shift < 64 && byte & 0x40 != 0 ? result | (-1 << Int64(shift)) : result
      }
    }
  }
}
