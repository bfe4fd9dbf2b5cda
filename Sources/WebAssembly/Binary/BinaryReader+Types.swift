/// Types of the binary format.
///
/// Specification: https://webassembly.github.io/spec/core/binary/types.html
extension BinaryReader {
  /// Reads a one-byte type code, a signed 7-bit LEB128 by the specification.
  mutating func typeCode() throws(ModuleError) -> UInt8 {
    let code = try byte()
    guard code < 0x80 else { throw malformed("integer representation too long", at: position - 1) }
    return code
  }

  /// Reads a value type.
  package mutating func valueType() throws(ModuleError) -> ValueType {
    let start = position
    let code = try typeCode()
    if code >= 0x7B { return ValueType(bits: UInt32(code)) }
    return try referenceType(code: code, at: start, otherwise: "malformed value type")
  }

  /// Reads a reference type.
  package mutating func referenceType() throws(ModuleError) -> ValueType {
    let start = position
    let code = try typeCode()
    return try referenceType(code: code, at: start, otherwise: "malformed reference type")
  }

  private mutating func referenceType(
    code: UInt8, at start: Int, otherwise message: String
  ) throws(ModuleError) -> ValueType {
    switch code {
    case 0x63: return .reference(try heapType(), nullable: true)
    case 0x64: return .reference(try heapType(), nullable: false)
    default:
      guard let heapType = HeapType(code: code) else { throw malformed(message, at: start) }
      return .reference(heapType, nullable: true)
    }
  }

  /// Reads a heap type.
  package mutating func heapType() throws(ModuleError) -> HeapType {
    let start = position
    let value = try s33()
    if value >= 0 { return .index(try typeIndex(UInt32(truncatingIfNeeded: value), at: start)) }
    guard value >= -0x40, let type = HeapType(code: UInt8(truncatingIfNeeded: value & 0x7F)) else {
      throw malformed("malformed heap type", at: start)
    }
    return type
  }

  /// Checks that a type index fits into the packed form of a heap type.
  private func typeIndex(_ index: UInt32, at start: Int) throws(ModuleError) -> UInt32 {
    guard index < HeapType.typeIndexEnd else { throw invalid("unknown type \(index)", at: start) }
    return index
  }

  /// Reads the type of a block.
  ///
  /// Specification: https://webassembly.github.io/spec/core/binary/instructions.html#binary-blocktype
  package mutating func blockType() throws(ModuleError) -> BlockType {
    guard let code = next else { throw unexpectedEnd() }
    if code == 0x40 {
      position += 1
      return .empty
    }
    // One byte with the sign bit set is a value type; everything else is a type index.
    if code & 0xC0 == 0x40 { return .value(try valueType()) }
    let start = position
    let index = try s33()
    guard index >= 0 else { throw malformed("malformed block type", at: start) }
    return .index(UInt32(truncatingIfNeeded: index))
  }

  /// Reads whether a field or global can be written.
  package mutating func mutability() throws(ModuleError) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw malformed("malformed mutability", at: position - 1)
    }
  }

  /// Reads the type of a table.
  package mutating func tableType() throws(ModuleError) -> TableType {
    let element = try referenceType()
    let limits = try limits(allowedFlags: 0b101)
    return TableType(element: element, limits: limits.size, addressType: limits.addressType)
  }

  /// Reads the type of a memory.
  package mutating func memoryType(customPageSizes: Bool) throws(ModuleError) -> MemoryType {
    let start = position
    let limits = try limits(allowedFlags: customPageSizes ? 0b1111 : 0b111)
    var pageSizeLog2: UInt8 = 16
    if limits.flags & 8 != 0 {
      let log2 = try u32()
      guard log2 < 64 else { throw malformed("invalid custom page size", at: start) }
      pageSizeLog2 = UInt8(log2)
    }
    return MemoryType(
      limits: limits.size, addressType: limits.addressType, isShared: limits.flags & 2 != 0,
      pageSizeLog2: pageSizeLog2)
  }

  private mutating func limits(
    allowedFlags: UInt8
  ) throws(ModuleError) -> (flags: UInt8, addressType: AddressType, size: SizeLimits) {
    let flags = try byte()
    guard flags & ~allowedFlags == 0 else {
      throw malformed("malformed limits flags", at: position - 1)
    }
    let minimum = try u64()
    let maximum = flags & 1 != 0 ? try u64() : nil
    return (flags, flags & 4 != 0 ? .i64 : .i32, SizeLimits(minimum: minimum, maximum: maximum))
  }

  /// Reads the type of a global.
  package mutating func globalType() throws(ModuleError) -> GlobalType {
    let value = try valueType()
    return GlobalType(value: value, isMutable: try mutability())
  }

  /// Reads the type of a tag: an attribute that must be zero, and a type index.
  package mutating func tagType() throws(ModuleError) -> UInt32 {
    guard try byte() == 0 else { throw malformed("malformed tag attribute", at: position - 1) }
    return try u32()
  }
}

extension HeapType {
  /// One more than the largest type index the packed form can hold.
  package static let typeIndexEnd: UInt32 = 1 << 28

  /// The abstract heap type with a binary code.
  package init?(code: UInt8) {
    guard code >= 0x69 && code <= 0x74 else { return nil }
    self = HeapType.abstract(UInt32(code))
  }
}
