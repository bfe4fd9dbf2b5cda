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

  /// All rows. A row of a list that names no feature of its own belongs to the list's feature.
  package static let all: [Instruction] = {
    let lists: [(rows: [Instruction], feature: Feature)] = [
      (control, .mvp), (variables, .mvp), (memory, .mvp), (comparison, .mvp), (arithmetic, .mvp),
      (conversion, .mvp), (bulk, .bulkMemory), (garbageCollection, .garbageCollection),
      (vectorMemory, .simd), (vectorLogic, .simd), (vectorBytes, .simd), (vectorWords, .simd),
      (vectorWide, .simd), (relaxedVector, .relaxedSimd), (atomic, .threads),
    ]
    return lists.flatMap { list in
      list.rows.map { row in
        var row = row
        if row.feature == .mvp { row.feature = list.feature }
        return row
      }
    }
  }()
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

  /// The instruction table by raw value; `nil` where there is no instruction.
  package static let table: [Instruction?] = {
    var table = [Instruction?](repeating: nil, count: rawValueEnd)
    for row in Instruction.all { table[Int(row.opcode.rawValue)] = row }
    return table
  }()

  /// The row of this opcode.
  package var instruction: Instruction {
    // Every case has a row, which a test checks; `nop` stands in where one were forgotten.
    Opcode.table[Int(rawValue)] ?? Instruction(self, "nop")
  }

  /// The name in the text format.
  package var mnemonic: String { String(describing: instruction.mnemonic) }
}
