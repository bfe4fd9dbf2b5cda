extension Translator {
  /// Translates an operator that follows no common rule.
  mutating func translateSpecial(_ raw: UInt16) {
    guard let opcode = Opcode(rawValue: raw) else { return }
    if opcode != .end && opcode != .else { stretch &+= 1 }
    switch opcode {
    case .nop: break
    case .unreachable:
      emit(Family.exit + 2, words: 1)
      becomeUnreachable()
    case .block: block()
    case .loop: loop()
    case .if: conditional()
    case .else: otherwise()
    case .end: end()
    case .br: branch(cursor.u32())
    case .brIf: branchIf(cursor.u32())
    case .brTable: branchTable()
    case .return: returnResults()
    case .call: call(cursor.u32())
    case .callIndirect: callIndirect()
    case .returnCall: tailCall(cursor.u32())
    case .returnCallIndirect: tailCallIndirect()
    case .drop: drop()
    case .select: select()
    case .selectTyped:
      for _ in 0..<cursor.u32() { skipValueType() }
      select()
    case .localGet: localGet(Int(cursor.u32()))
    case .localSet: localSet(Int(cursor.u32()))
    case .localTee: localTee(Int(cursor.u32()))
    case .globalGet: globalGet(Int(cursor.u32()))
    case .globalSet: globalSet(Int(cursor.u32()))
    case .i32Const: pushConstant(.i32, UInt64(UInt32(truncatingIfNeeded: cursor.signed())))
    case .i64Const: pushConstant(.i64, UInt64(bitPattern: cursor.signed()))
    case .f32Const: pushConstant(.f32, UInt64(cursor.fixed32()))
    case .f64Const: pushConstant(.f64, cursor.fixed64())
    case .refNull:
      _ = cursor.signed()
      pushConstant(.externref, 0)
    case .refFunc: slow(.functionReference, cursor.u32(), pops: 0, push: .funcref)
    case .memorySize: memorySize()
    case .memoryGrow:
      slow(.memoryGrow, cursor.u32(), pops: 1, push: .i32)
    case .memoryCopy:
      cursor.skip(2)
      bulk(Family.memoryCopy, .memoryCopy)
    case .memoryFill:
      cursor.skip(1)
      bulk(Family.memoryFill, .memoryFill)
    case .memoryInit:
      let segment = cursor.u32()
      slow(.memoryInit, segment, cursor.u32(), pops: 3)
    case .dataDrop: slow(.dataDrop, cursor.u32(), pops: 0)
    case .tableGet: tableGet(cursor.u32())
    case .tableSet: tableSet(cursor.u32())
    case .tableSize: slow(.tableSize, cursor.u32(), pops: 0, push: .i32)
    case .tableGrow: slow(.tableGrow, cursor.u32(), pops: 2, push: .i32)
    case .tableFill: slow(.tableFill, cursor.u32(), pops: 3)
    case .tableCopy:
      let target = cursor.u32()
      slow(.tableCopy, target, cursor.u32(), pops: 3)
    case .tableInit:
      let segment = cursor.u32()
      slow(.tableInit, segment, cursor.u32(), pops: 3)
    case .elemDrop: slow(.elementDrop, cursor.u32(), pops: 0)
    case .v128Const: vectorConstant()
    case .i8x16Shuffle: shuffle()
    default:
      // Validation admits no other operator.
      emit(Family.exit + 2, words: 1)
      becomeUnreachable()
    }
  }

  private mutating func skipValueType() {
    let code = cursor.byte()
    if code == 0x63 || code == 0x64 { _ = cursor.signed() }
  }

  /// Moves over an operator that can't be reached; only the structure of blocks matters.
  mutating func skipUnreachable(_ raw: UInt16) {
    guard let opcode = Opcode(rawValue: raw) else { return }
    switch opcode {
    case .block, .loop, .if, .tryTable: skippedDepth += 1
    case .else where skippedDepth == 0: return otherwise()
    case .end:
      if skippedDepth == 0 { return end() }
      skippedDepth -= 1
    default: break
    }
    var reader = BinaryReader(bytes, range: cursor.position..<cursor.end)
    // Validation has read the same immediates without an error.
    try? reader.skipImmediates(opcode.instruction.immediate)
    cursor.skip(reader.position - cursor.position)
  }
}
