import WebAssembly

/// Builds instructions as bytes, for tests: `Code().localGet(0).i32(1).op(.i32Add)`.
struct Code {
  var bytes: [UInt8] = []

  init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  static func + (left: Code, right: Code) -> Code { Code(left.bytes + right.bytes) }
  static func * (code: Code, count: Int) -> Code {
    Code(Array([[UInt8]](repeating: code.bytes, count: count).joined()))
  }

  /// Any bytes.
  func raw(_ more: [UInt8]) -> Code { Code(bytes + more) }

  /// An opcode, and immediates that are all unsigned LEB128 integers.
  func op(_ opcode: Opcode, _ immediates: UInt32...) -> Code {
    raw(encoding(of: opcode) + immediates.flatMap { leb($0) })
  }

  func i32(_ value: Int32) -> Code { op(.i32Const).raw(signedLEB(Int64(value))) }
  func i64(_ value: Int64) -> Code { op(.i64Const).raw(signedLEB(value)) }
  func f32(_ value: Float) -> Code { op(.f32Const).raw(littleEndian(value.bitPattern)) }
  func f64(_ value: Double) -> Code { op(.f64Const).raw(littleEndian(value.bitPattern)) }
  func v128(_ bytes: [UInt8]) -> Code { op(.v128Const).raw(bytes) }
  func localGet(_ index: UInt32) -> Code { op(.localGet, index) }
  func localSet(_ index: UInt32) -> Code { op(.localSet, index) }
  func localTee(_ index: UInt32) -> Code { op(.localTee, index) }
  func call(_ index: UInt32) -> Code { op(.call, index) }
  func drop() -> Code { op(.drop) }
  func refNull(_ type: HeapType) -> Code { op(.refNull).raw(code(type)) }

  /// A load or store.
  func memory(
    _ opcode: Opcode, align: UInt8? = nil, offset: UInt64 = 0, memory: UInt32? = nil
  ) -> Code {
    let align = align ?? opcode.instruction.alignment
    let target = memory.map { [align | 0x40] + leb($0) } ?? [align]
    return op(opcode).raw(target + leb(offset))
  }

  /// A `block`, `loop` or `if` with its `end`.
  func block(_ opcode: Opcode = .block, _ type: BlockType = .empty, _ body: Code) -> Code {
    op(opcode).raw(code(type)) + body.op(.end)
  }

  /// An `if` with both arms.
  func ifElse(_ type: BlockType = .empty, _ first: Code, _ second: Code) -> Code {
    op(.if).raw(code(type)) + first.op(.else) + second.op(.end)
  }

  /// A `br_table`; the last label is the default.
  func brTable(_ labels: [UInt32]) -> Code {
    op(.brTable).raw(leb(max(labels.count - 1, 0)) + labels.flatMap { leb($0) })
  }
}

/// The bytes of an opcode.
func encoding(of opcode: Opcode) -> [UInt8] {
  let raw = opcode.rawValue
  switch raw {
  case Opcode.atomicBase...: return [0xFE] + leb(raw - Opcode.atomicBase)
  case Opcode.vectorBase...: return [0xFD] + leb(raw - Opcode.vectorBase)
  case Opcode.miscellaneousBase...: return [0xFC] + leb(raw - Opcode.miscellaneousBase)
  case Opcode.gcBase...: return [0xFB] + leb(raw - Opcode.gcBase)
  default: return [UInt8(raw)]
  }
}

/// The binary form of a block type.
func code(_ type: BlockType) -> [UInt8] {
  switch type {
  case .empty: [0x40]
  case .value(let type): code(type)
  case .index(let index): signedLEB(Int64(index))
  }
}

func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
