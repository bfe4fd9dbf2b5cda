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
    case .tryTable: tryTable()
    case .throw: throwException()
    case .throwRef: throwReference()
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
    case .refAsNonNull: referenceAsNonNull()
    case .brOnNull: branchOnNull()
    case .brOnNonNull: branchOnNonNull()
    case .callRef: callReference()
    case .returnCallRef: tailCallReference()
    case .refFunc: slow(.functionReference, cursor.u32(), pops: 0, push: .funcref)
    case .memorySize: memorySize()
    case .memoryGrow: memoryGrow()
    case .memoryCopy: memoryCopy()
    case .memoryFill: memoryFill()
    case .memoryInit: memoryInit()
    case .dataDrop: slow(.dataDrop, cursor.u32(), pops: 0)
    case .tableGet: tableGet(cursor.u32())
    case .tableSet: tableSet(cursor.u32())
    case .tableSize: tableSize()
    case .tableGrow: tableGrow()
    case .tableFill: tableFill()
    case .tableCopy: tableCopy()
    case .tableInit: tableInit()
    case .atomicFence: _ = cursor.byte()
    case .memoryAtomicNotify: atomicNotify()
    case .memoryAtomicWait32: atomicWait(.atomicWait32)
    case .memoryAtomicWait64: atomicWait(.atomicWait64)
    case .i64Add128: wideArithmetic(0, operands: 4)
    case .i64Sub128: wideArithmetic(1, operands: 4)
    case .i64MulWideS: wideArithmetic(2, operands: 2)
    case .i64MulWideU: wideArithmetic(3, operands: 2)
    case .elemDrop: slow(.elementDrop, cursor.u32(), pops: 0)
    case .structNew, .structNewDefault, .structGet, .structGetS, .structGetU, .structSet,
      .arrayNew, .arrayNewDefault, .arrayNewFixed, .arrayNewData, .arrayNewElem, .arrayGet,
      .arrayGetS, .arrayGetU, .arraySet, .arrayLen, .arrayFill, .arrayCopy, .arrayInitData,
      .arrayInitElem, .refTest, .refTestNull, .refCast, .refCastNull, .brOnCast, .brOnCastFail,
      .anyConvertExtern, .externConvertAny:
      translateAggregate(opcode)
    case .v128Const: vectorConstant()
    case .i8x16Shuffle: shuffle()
    case _ where opcode.instruction.feature == .threads: atomicAccess(opcode)
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
