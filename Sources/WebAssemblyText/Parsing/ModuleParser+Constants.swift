internal import WebAssembly

/// Constants, lanes and memory arguments.
///
/// Specification: https://webassembly.github.io/spec/core/text/instructions.html#numeric-instructions
extension ModuleParser {
  mutating func constant(_ kind: ImmediateKind) throws(TextError) {
    switch kind {
    case .i32:
      let bits = UInt32(truncatingIfNeeded: try cursor.expectInteger(bitWidth: 32))
      code.signed(Int64(Int32(bitPattern: bits)))
    case .i64: code.signed(Int64(bitPattern: try cursor.expectInteger(bitWidth: 64)))
    case .f32: code.littleEndian(try cursor.expectFloat(.single), byteCount: 4)
    case .f64: code.littleEndian(try cursor.expectFloat(.double), byteCount: 8)
    default: code.bytes += try cursor.expectVector()
    }
  }

  mutating func shuffle() throws(TextError) {
    let start = cursor.next
    var count = 0
    while cursor.next.kind == .number {
      code.byte(try cursor.expectLane(orThrow: "i8 constant out of range"))
      count += 1
    }
    guard count == 16 else { throw cursor.error(start, .inconsistent, "invalid lane length") }
  }

  /// Takes a memory index, an offset, an alignment and perhaps a lane, all but the last optional.
  mutating func memoryAccess(_ instruction: Instruction) throws(TextError) {
    let hasLane = instruction.immediate == .memoryArgumentAndLane
    var memory: UInt32 = 0
    if cursor.isIndex(), !hasLane || !isLane { memory = try index(in: spaces.memories) }
    let offset = try prefixed(.offsetEquals) ?? 0
    let alignment = try alignment() ?? instruction.alignment
    code.unsigned(UInt32(alignment) | (memory == 0 ? 0 : 1 << 6))
    if memory != 0 { code.unsigned(memory) }
    code.unsigned(offset)
    if hasLane { code.byte(try cursor.expectLane()) }
  }

  /// Whether the number that is next is a lane: nothing of a memory argument follows it.
  private var isLane: Bool {
    guard cursor.next.kind == .number else { return false }
    let following = cursor.peek(1)
    return following.kind != .number && following.word != .keyword(.offsetEquals)
      && following.word != .keyword(.alignEquals)
  }

  private mutating func alignment() throws(TextError) -> UInt8? {
    let token = cursor.next
    guard let value = try prefixed(.alignEquals) else { return nil }
    guard value.nonzeroBitCount == 1 else {
      throw cursor.error(token, .outOfRange, "alignment must be a power of two")
    }
    return UInt8(value.trailingZeroBitCount)
  }

  /// Takes `offset=n` or `align=n` if it is next.
  private mutating func prefixed(_ keyword: Keyword) throws(TextError) -> UInt64? {
    guard cursor.keyword == keyword else { return nil }
    let text = cursor.stream.bytes(of: cursor.next).dropFirst(keyword.rawValue.utf8.count)
    guard let literal = IntegerLiteral(text), !literal.hasSign else { throw cursor.unexpected() }
    guard let value = literal.magnitude else {
      throw cursor.error(.outOfRange, "i64 constant out of range")
    }
    cursor.advance()
    return value
  }
}

extension TokenCursor {
  /// Takes a shape and as many numbers as it has lanes.
  ///
  /// - Returns: the sixteen bytes.
  mutating func expectVector() throws(TextError) -> [UInt8] {
    let (lanes, format): (Int, FloatFormat?) =
      switch keyword {
      case .i8x16: (16, nil)
      case .i16x8: (8, nil)
      case .i32x4: (4, nil)
      case .i64x2: (2, nil)
      case .f32x4: (4, .single)
      case .f64x2: (2, .double)
      default: throw unexpected()
      }
    let start = next
    advance()
    var count = 0
    while peek(count).kind == .number { count += 1 }
    // A lane that is no number at all is the worse mistake.
    if !isKnown(peek(count)) { throw unexpected(peek(count)) }
    guard count == lanes else {
      throw error(start, .inconsistent, "wrong number of lane literals")
    }
    var writer = ByteWriter()
    for _ in 0..<lanes {
      let bits =
        if let format { try expectFloat(format) } else {
          try expectInteger(bitWidth: 128 / lanes)
        }
      writer.littleEndian(bits, byteCount: 16 / lanes)
    }
    return writer.bytes
  }
}
