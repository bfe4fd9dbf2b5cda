import Testing

import WebAssembly

@Suite struct LEB128Tests {
  private func read<Value>(
    _ bytes: [UInt8], _ body: (inout BinaryReader) throws(ModuleError) -> Value
  ) throws(ModuleError) -> (value: Value, length: Int) {
    try bytes.withUnsafeBufferPointer { (buffer) throws(ModuleError) in
      var reader = BinaryReader(buffer)
      return (try body(&reader), reader.position)
    }
  }

  private func message<Value>(
    _ bytes: [UInt8], _ body: (inout BinaryReader) throws(ModuleError) -> Value
  ) -> String {
    do throws(ModuleError) {
      let result = try read(bytes, body)
      return "\(result.value)"
    } catch {
      return error.message
    }
  }

  /// What a group of seven bits may follow: every number of bytes, by plain arithmetic.
  private func reference(_ bytes: [UInt8], bits: Int, signed: Bool) -> String {
    var value: Int128 = 0
    for (position, byte) in bytes.enumerated() {
      let shift = 7 * position
      if shift >= bits { return "integer representation too long" }
      value |= Int128(byte & 0x7F) << Int128(shift)
      var whole = value
      if signed && byte & 0x40 != 0 { whole -= Int128(1) << Int128(shift + 7) }
      let range: ClosedRange<Int128> =
        signed
        ? -(1 << Int128(bits - 1))...(1 << Int128(bits - 1)) - 1 : 0...(1 << Int128(bits)) - 1
      if shift + 7 > bits && !range.contains(whole) { return "integer too large" }
      if byte < 0x80 { return "\(whole)" }
    }
    return bytes.count * 7 >= bits
      ? "integer representation too long" : "unexpected end of section or function"
  }

  @Test func allOneAndTwoByteForms() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let bytes = [first, second]
        #expect(
          message(bytes) { (r) throws(ModuleError) in try r.u32() }
            == reference(bytes, bits: 32, signed: false))
        #expect(
          message(bytes) { (r) throws(ModuleError) in try r.s32() }
            == reference(bytes, bits: 32, signed: true))
      }
    }
  }

  /// Every last byte, after every filling of the bytes before.
  @Test(arguments: [(32, 5), (33, 5), (64, 10)])
  func allLastBytes(bits: Int, length: Int) {
    for filling in [0x80, 0xFF, 0xAA, 0xD5] as [UInt8] {
      for last in UInt8.min...UInt8.max {
        for extra in [[], [0x00], [0x7F]] as [[UInt8]] {
          let bytes = [UInt8](repeating: filling, count: length - 1) + [last] + extra
          let signed = message(bytes) { (r) throws(ModuleError) in try r.signed(bits: bits) }
          #expect(signed == reference(bytes, bits: bits, signed: true), "\(bytes)")
          if bits == 33 { continue }
          let unsigned = message(bytes) { (r) throws(ModuleError) in try r.unsigned(bits: bits) }
          #expect(unsigned == reference(bytes, bits: bits, signed: false), "\(bytes)")
        }
      }
    }
  }

  @Test func everyTruncation() {
    for length in 0..<10 {
      let bytes = [UInt8](repeating: 0x80, count: length)
      #expect(message(bytes) { (r) throws(ModuleError) in try r.u64() }.hasPrefix("unexpected end"))
      #expect(message(bytes) { (r) throws(ModuleError) in try r.s64() }.hasPrefix("unexpected end"))
    }
  }

  @Test func roundTrips() throws {
    for shift in 0..<64 {
      for delta in [-1, 0, 1] as [Int64] {
        let value = (1 as Int64) << Int64(shift) &+ delta
        for value in [value, 0 &- value] {
          let bytes = signedLEB(value)
          let read = try read(bytes) { (r) throws(ModuleError) in try r.s64() }
          #expect(read.value == value && read.length == bytes.count)
          let unsigned = UInt64(bitPattern: value)
          let plain = try self.read(leb(unsigned)) { (r) throws(ModuleError) in try r.u64() }
          #expect(plain.value == unsigned)
        }
      }
    }
  }

  @Test func fixedWidth() throws {
    let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 0x88]
    #expect(try read(bytes) { (r) throws(ModuleError) in try r.fixed32() }.value == 0x0403_0201)
    #expect(
      try read(bytes) { (r) throws(ModuleError) in try r.fixed64() }.value
        == 0x8807_0605_0403_0201)
    #expect(
      message([1, 2, 3]) { (r) throws(ModuleError) in try r.fixed32() }
        .hasPrefix("unexpected end"))
  }
}
