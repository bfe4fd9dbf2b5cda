/// Instructions of the binary format.
///
/// Specification: https://webassembly.github.io/spec/core/binary/instructions.html
extension BinaryReader {
  /// Reads an opcode.
  ///
  /// - Returns: the opcode; the immediates follow.
  package mutating func opcode() throws(ModuleError) -> Opcode {
    let start = position
    let raw = try rawOpcode()
    guard let opcode = Opcode(rawValue: raw) else { throw illegalOpcode(at: start) }
    return opcode
  }

  /// Reads an opcode's raw value: below ``Opcode/rawValueEnd``, but perhaps without a meaning.
  @inline(__always)
  mutating func rawOpcode() throws(ModuleError) -> UInt16 {
    let first = try byte()
    return first < 0xFB ? UInt16(first) : try prefixedOpcode(first)
  }

  @inline(never)
  private mutating func prefixedOpcode(_ prefix: UInt8) throws(ModuleError) -> UInt16 {
    let start = position - 1
    let base: UInt16
    let end: UInt32
    switch prefix {
    case 0xFB: (base, end) = (Opcode.gcBase, 0x100)
    case 0xFC: (base, end) = (Opcode.miscellaneousBase, 0x100)
    case 0xFD: (base, end) = (Opcode.vectorBase, 0x200)
    case 0xFE: (base, end) = (Opcode.atomicBase, UInt32(Opcode.rawValueEnd - 0x500))
    default: throw illegalOpcode(at: start)
    }
    let number = try u32()
    guard number < end else { throw illegalOpcode(at: start) }
    return base + UInt16(truncatingIfNeeded: number)
  }

  /// The error for an opcode without a meaning; reads it again for the message.
  @inline(never)
  func illegalOpcode(at start: Int) -> ModuleError {
    var reader = self
    reader.position = start
    var message = "illegal opcode"
    if let first = try? reader.byte() {
      message += (first < 0x10 ? " 0" : " ") + String(first, radix: 16)
      if first >= 0xFB && first < 0xFF, let number = try? reader.u32() {
        message += (number < 0x10 ? " 0" : " ") + String(number, radix: 16)
      }
    }
    return malformed(message, at: start)
  }

  /// Reads the alignment, memory index and offset of a memory access.
  ///
  /// Specification: https://webassembly.github.io/spec/core/binary/instructions.html#binary-memarg
  @inline(__always)
  package mutating func memoryArgument() throws(ModuleError) -> MemoryArgument {
    let start = position
    let flags = try u32()
    guard flags < 0x80 else { throw malformed("malformed memop flags", at: start) }
    let memory = flags & 0x40 != 0 ? try u32() : 0
    return MemoryArgument(
      alignment: UInt8(truncatingIfNeeded: flags & 0x3F), memory: memory, offset: try u64())
  }

  /// Reads one clause of a `try_table`.
  package mutating func catchClause() throws(ModuleError) -> CatchClause {
    let start = position
    switch try byte() {
    case 0x00: return CatchClause(tag: try u32(), pushesReference: false, label: try u32())
    case 0x01: return CatchClause(tag: try u32(), pushesReference: true, label: try u32())
    case 0x02: return CatchClause(tag: nil, pushesReference: false, label: try u32())
    case 0x03: return CatchClause(tag: nil, pushesReference: true, label: try u32())
    default: throw malformed("malformed catch clause", at: start)
    }
  }

  /// Reads the immediates of `br_on_cast` and `br_on_cast_fail`.
  package mutating func castBranch() throws(ModuleError) -> CastBranch {
    let start = position
    let flags = try byte()
    guard flags < 4 else { throw malformed("malformed br_on_cast flags", at: start) }
    let label = try u32()
    let source = ValueType.reference(try heapType(), nullable: flags & 1 != 0)
    let target = ValueType.reference(try heapType(), nullable: flags & 2 != 0)
    return CastBranch(label: label, source: source, target: target)
  }

  /// Reads a byte that must be zero.
  package mutating func zeroByte() throws(ModuleError) {
    guard try byte() == 0 else { throw malformed("zero byte expected", at: position - 1) }
  }
}

/// Where a memory access goes, beside the address on the stack.
package struct MemoryArgument: Hashable, Sendable {
  /// The base-two logarithm of the alignment hint.
  package var alignment: UInt8
  /// The memory index.
  package var memory: UInt32
  /// What is added to the address.
  package var offset: UInt64

  package init(alignment: UInt8, memory: UInt32 = 0, offset: UInt64 = 0) {
    self.alignment = alignment
    self.memory = memory
    self.offset = offset
  }
}

/// One clause of a `try_table`.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/instructions.html#syntax-catch
package struct CatchClause: Hashable, Sendable {
  /// The tag it catches; `nil` for all.
  package var tag: UInt32?
  /// Whether the label also takes a reference to the exception.
  package var pushesReference: Bool
  /// Where it goes on, counted from outside the block.
  package var label: UInt32

  package init(tag: UInt32?, pushesReference: Bool, label: UInt32) {
    self.tag = tag
    self.pushesReference = pushesReference
    self.label = label
  }
}

/// The immediates of a branch on a cast.
package struct CastBranch: Hashable, Sendable {
  /// Where it goes.
  package var label: UInt32
  /// The type of the operand.
  package var source: ValueType
  /// The type it is cast to.
  package var target: ValueType

  package init(label: UInt32, source: ValueType, target: ValueType) {
    self.label = label
    self.source = source
    self.target = target
  }
}
