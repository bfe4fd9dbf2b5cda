import WebAssembly

/// An operator as the reference interpreter sees it: decoded, with the ends of blocks found.
struct ReferenceInstruction {
  var opcode: Opcode
  /// The offset of the operator in the module.
  var offset: Int
  /// Immediates: indices, or the bits of a constant.
  var x: UInt64 = 0
  var y: UInt64 = 0
  /// The labels of a `br_table`, the default last.
  var labels: [Int] = []
  /// The positions of a block's `end` and `else`.
  var end = 0
  var otherwise: Int?
  var parameters = 0
  var results = 0

  /// Decodes a validated body.
  static func decode(
    _ structure: ModuleStructure, _ range: Range<Int>
  ) -> [ReferenceInstruction] {
    var reader = ReferenceReader(bytes: structure.bytes, position: range.lowerBound)
    var code: [ReferenceInstruction] = []
    var open: [Int] = []
    while reader.position < range.upperBound {
      let offset = reader.position
      var instruction = ReferenceInstruction(opcode: reader.opcode(), offset: offset)
      switch instruction.opcode {
      case .block, .loop, .if:
        (instruction.parameters, instruction.results) = reader.blockType(structure)
        open.append(code.count)
      case .else: code[open[open.count - 1]].otherwise = code.count
      case .end:
        if let start = open.popLast() { code[start].end = code.count }
      case .brTable:
        let count = reader.unsigned()
        instruction.labels = (0...count).map { _ in Int(reader.unsigned()) }
      case .i32Const: instruction.x = UInt64(UInt32(truncatingIfNeeded: reader.signed()))
      case .i64Const: instruction.x = UInt64(bitPattern: reader.signed())
      case .f32Const: instruction.x = reader.fixed(4)
      case .f64Const: instruction.x = reader.fixed(8)
      case .refNull: _ = reader.signed()
      case .selectTyped:
        for _ in 0..<reader.unsigned() { _ = reader.signed() }
      default: reader.indices(&instruction)
      }
      code.append(instruction)
    }
    return code
  }
}

/// Reads immediates, written apart from the engine's own reader.
private struct ReferenceReader {
  let bytes: [UInt8]
  var position: Int

  mutating func byte() -> UInt8 {
    defer { position += 1 }
    return bytes[position]
  }

  mutating func unsigned() -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = byte()
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
    }
  }

  mutating func signed() -> Int64 {
    var value: Int64 = 0
    var shift: Int64 = 0
    while true {
      let next = byte()
      value |= Int64(next & 0x7F) << shift
      shift += 7
      if next < 0x80 {
        return next & 0x40 != 0 && shift < 64 ? value | (-1 << shift) : value
      }
    }
  }

  mutating func fixed(_ count: Int) -> UInt64 {
    (0..<count).reduce(0) { value, position in value | UInt64(byte()) << UInt64(8 * position) }
  }

  mutating func opcode() -> Opcode {
    let first = UInt16(byte())
    let raw = first == 0xFC ? 0x200 + UInt16(unsigned()) : first
    return Opcode(rawValue: raw) ?? .unreachable
  }

  mutating func blockType(_ structure: ModuleStructure) -> (Int, Int) {
    let start = position
    let number = signed()
    if number >= 0, let type = structure.types[Int(number)].function {
      return (type.parameters.count, type.results.count)
    }
    return (0, bytes[start] == 0x40 ? 0 : 1)
  }

  mutating func indices(_ instruction: inout ReferenceInstruction) {
    switch instruction.opcode.instruction.immediate {
    case .none: break
    case .label, .function, .local, .global, .table, .memory, .data, .element:
      instruction.x = unsigned()
    case .memoryArgument:
      _ = unsigned()
      instruction.x = unsigned()
    default:
      instruction.x = unsigned()
      instruction.y = unsigned()
    }
  }
}
