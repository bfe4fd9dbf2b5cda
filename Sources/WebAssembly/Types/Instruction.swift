/// One row of the instruction table: all there is to know about an opcode, in one place.
///
/// Decoder, validator, text format, translator, printer and fuel read this table; nothing else
/// lists instructions.
package struct Instruction: Sendable {
  /// The opcode.
  package let opcode: Opcode
  /// The name in the text format. `select` occurs twice, once without and once with types; the
  /// nullable forms of `ref.test` and `ref.cast` end in ` null`.
  package let mnemonic: StaticString
  /// What follows the opcode in the binary format.
  package let immediate: ImmediateKind
  /// The operands and result; `nil` when they depend on the immediates or the context.
  package let signature: OperandSignature?
  /// For an access to memory, the base-two logarithm of the number of bytes accessed.
  package let alignment: UInt8
  /// For an instruction with a lane immediate, the number of lanes.
  package let lanes: UInt8
  /// The feature that brought it.
  package private(set) var feature: Feature

  init(
    _ opcode: Opcode, _ mnemonic: StaticString, _ immediate: ImmediateKind = .none,
    _ signature: OperandSignature? = nil, alignment: UInt8 = 0, lanes: UInt8 = 0,
    feature: Feature = .mvp
  ) {
    self.opcode = opcode
    self.mnemonic = mnemonic
    self.immediate = immediate
    self.signature = signature
    self.alignment = alignment
    self.lanes = lanes
    self.feature = feature
  }

  // Lets a row leave the immediate out.
  init(
    _ opcode: Opcode, _ mnemonic: StaticString, _ signature: OperandSignature,
    feature: Feature = .mvp
  ) {
    self.init(opcode, mnemonic, .none, signature, feature: feature)
  }

  /// All rows.
  package static var all: [Instruction] { narrow + wide }

  /// The rows of opcodes below the vectors'.
  static var narrow: [Instruction] {
    rows([
      (control, .mvp), (variables, .mvp), (memory, .mvp), (comparison, .mvp), (arithmetic, .mvp),
      (conversion, .mvp), (bulk, .bulkMemory), (garbageCollection, .garbageCollection),
    ])
  }

  /// The rows of vectors and atomic instructions; most programs need none of them.
  static var wide: [Instruction] {
    rows([
      (vectorMemory, .simd), (vectorLogic, .simd), (vectorBytes, .simd), (vectorWords, .simd),
      (vectorWide, .simd), (relaxedVector, .relaxedSimd), (atomic, .threads),
    ])
  }

  /// A row that names no feature of its own belongs to its list's feature.
  private static func rows(_ lists: [(rows: [Instruction], feature: Feature)]) -> [Instruction] {
    var all: [Instruction] = []
    all.reserveCapacity(320)
    for list in lists {
      for var row in list.rows {
        if row.feature == .mvp { row.feature = list.feature }
        all.append(row)
      }
    }
    return all
  }
}

extension Opcode {
  /// Added to the number after the prefix byte 0xFB.
  package static let gcBase: UInt16 = 0x100
  /// Added to the number after the prefix byte 0xFC.
  package static let miscellaneousBase: UInt16 = 0x200
  /// Added to the number after the prefix byte 0xFD.
  package static let vectorBase: UInt16 = 0x300
  /// Added to the number after the prefix byte 0xFE.
  package static let atomicBase: UInt16 = 0x500
  /// One more than the largest raw value.
  package static let rawValueEnd = 0x54F

  /// The row of this opcode.
  package var instruction: Instruction {
    // Every case has a row, which a test checks; `nop` stands in where one were forgotten.
    let isWide = rawValue >= Opcode.vectorBase
    return (isWide ? InstructionIndex.wide : .narrow).row(of: self) ?? Instruction(self, "nop")
  }

  /// The name in the text format.
  package var mnemonic: String { String(describing: instruction.mnemonic) }
}

/// Finds rows of the instruction table by opcode.
///
/// There are two, so that a program without vectors never pays for theirs.
private struct InstructionIndex: Sendable {
  static let narrow = InstructionIndex(Instruction.narrow, from: 0, to: Opcode.vectorBase)
  static let wide = InstructionIndex(
    Instruction.wide, from: Opcode.vectorBase, to: UInt16(Opcode.rawValueEnd))

  private let rows: [Instruction]
  private let first: UInt16
  /// By raw value: one more than the position of the row, zero for none.
  private var positions: [UInt16]

  private init(_ rows: [Instruction], from first: UInt16, to end: UInt16) {
    self.rows = rows
    self.first = first
    positions = [UInt16](repeating: 0, count: Int(end - first))
    for (position, row) in rows.enumerated() {
      positions[Int(row.opcode.rawValue - first)] = UInt16(position + 1)
    }
  }

  func row(of opcode: Opcode) -> Instruction? {
    let position = positions[Int(opcode.rawValue - first)]
    return position == 0 ? nil : rows[Int(position) - 1]
  }
}
