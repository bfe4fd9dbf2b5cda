/// Structures and arrays.
extension Translator {
  /// Translates an operator on objects.
  mutating func translateAggregate(_ opcode: Opcode) {
    switch opcode {
    case .structNew: structNew(isDefault: false)
    case .structNewDefault: structNew(isDefault: true)
    case .structGet, .structGetU: structGet(isSigned: false)
    case .structGetS: structGet(isSigned: true)
    case .structSet: structSet()
    case .arrayNew: arrayNew(isDefault: false)
    case .arrayNewDefault: arrayNew(isDefault: true)
    case .arrayNewFixed: arrayNewFixed()
    case .arrayNewData: arrayNew(from: .arrayNewData, filledBy: .arrayInitData)
    case .arrayNewElem: arrayNew(from: .arrayNewElement, filledBy: .arrayInitElement)
    case .arrayGet, .arrayGetU: arrayGet(isSigned: false)
    case .arrayGetS: arrayGet(isSigned: true)
    case .arraySet: arraySet()
    case .arrayLen: unary(Rule(kind: .unary, family: Family.arrayCount, operand: .i64))
    case .arrayFill, .arrayCopy, .arrayInitData, .arrayInitElem: arrayBulk(opcode)
    case .anyConvertExtern: stack[stack.count - 1].type = .reference(.any, nullable: true)
    case .externConvertAny: stack[stack.count - 1].type = .externref
    default: translateCast(opcode)
    }
  }

  /// Reads a type index.
  private mutating func type() -> UnsafePointer<RuntimeType> { shape.runtimeTypes[cursor.u32()] }

  /// The type that the value of a field has on the stack.
  private func fieldType(_ type: UnsafePointer<RuntimeType>, _ field: UInt32) -> ValueType {
    shape.runtimeTypes.field(Int(field), of: type.pointee.index)?.storage.unpacked ?? .i32
  }

  private func reference(_ type: UnsafePointer<RuntimeType>) -> ValueType {
    .reference(.index(type.pointee.index), nullable: false)
  }

  /// Which handlers read a field of a type: a position among the families.
  private func access(_ type: ValueType, _ shift: UInt8, isSigned: Bool) -> Int {
    switch (shift, type) {
    case (0, _): isSigned ? 1 : 0
    case (1, _): isSigned ? 3 : 2
    case (_, .f32): 6
    case (_, .f64): 7
    case (2, _): 4
    default: 5
    }
  }

  // MARK: Making objects

  /// Brings operands into their slots and takes them off; what the driver may do while the
  /// instruction waits leaves nothing in the accumulators.
  private mutating func take(_ count: Int) -> (start: Int32, byteCount: Int32) {
    settle(newest: count)
    spillAccumulators()
    let end = top
    for _ in 0..<count { _ = pop() }
    return (top * 8, (end - top) * 8)
  }

  /// Pushes a new object, which is in its slot and in the accumulator.
  private mutating func pushObject(_ type: UnsafePointer<RuntimeType>) {
    let home = top
    forgetAccumulators()
    integer.slot = home < 8192 ? home : -1
    pushTemporary(reference(type))
  }

  private func cursorOffset(_ byteCount: Int) -> Int32 {
    let sizeClass =
      byteCount > SizeClasses.largest ? SizeClasses.sizes.count : SizeClasses.of(byteCount)
    return Int32(sizeClass * MemoryLayout<AllocationCursor>.stride)
  }

  /// Emits an instruction that makes an object: four words.
  private mutating func emitNew(
    _ handler: Int, _ operation: SlowOperation, _ operands: Int32,
    _ type: UnsafePointer<RuntimeType>
  ) -> Int {
    let instruction = emit(handler, words: 4)
    code.set(operation.rawValue, at: instruction + 8)
    code.set(operands, at: instruction + 12)
    code.set(UInt(bitPattern: type), at: instruction + 16)
    return instruction
  }

  private mutating func structNew(isDefault: Bool) {
    let type = type()
    let operands = take(isDefault ? 0 : Int(type.pointee.fieldCount))
    // Known here, so paid with the stretch.
    stretch &+= (type.pointee.byteCount - HeapObject.fields) / UInt32(byteCountPerFuel)
    let form = isDefault ? 2 : (type.pointee.isUniform ? 0 : 1)
    let instruction = emitNew(Family.structNew + form, .structNew, operands.start, type)
    code.set(cursorOffset(Int(type.pointee.byteCount)), at: instruction + 24)
    code.set(operands.byteCount, at: instruction + 28)
    pushObject(type)
  }

  private mutating func arrayNewFixed() {
    let type = type()
    let count = Int(cursor.u32())
    let operands = take(count)
    let byteCount = count << Int(type.pointee.elementShift)
    stretch &+= UInt32(truncatingIfNeeded: byteCount) / UInt32(byteCountPerFuel)
    let instruction = emitNew(Family.arrayNew + 2, .arrayNewFixed, operands.start, type)
    code.set(cursorOffset(byteCount + Int(HeapObject.elements)), at: instruction + 24)
    code.set(operands.byteCount, at: instruction + 28)
    pushObject(type)
  }

  private mutating func arrayNew(isDefault: Bool) {
    let type = type()
    let operands = take(isDefault ? 1 : 2)
    let instruction = emitNew(
      Family.arrayNew + (isDefault ? 1 : 0), isDefault ? .arrayNewDefault : .arrayNew,
      operands.start, type)
    code.set(UInt32(isMetered ? 1 : 0), at: instruction + 24)
    code.set(operands.byteCount - 8, at: instruction + 28)
    if !isDefault { emitFill(.arrayFill, operands.start, type) }
    pushObject(type)
  }

  private mutating func arrayNew(
    from operation: SlowOperation, filledBy filling: SlowOperation
  ) {
    let type = type()
    let segment = cursor.u32()
    let operands = take(2)
    let instruction = emitNew(Family.slow, operation, operands.start, type)
    code.set(segment, at: instruction + 28)
    emitFill(filling, operands.start, type, segment: segment)
    pushObject(type)
  }

  /// Emits the instruction that fills a new array: array, start, source or value, count stand in
  /// slots from the array's own on.
  private mutating func emitFill(
    _ operation: SlowOperation, _ operands: Int32, _ type: UnsafePointer<RuntimeType>,
    segment: UInt32 = 0
  ) {
    emitBulk(operation, operands, type, segment: segment)
    slotCount = max(slotCount, operands / 8 + 5)
  }

  private mutating func emitBulk(
    _ operation: SlowOperation, _ operands: Int32, _ type: UnsafePointer<RuntimeType>,
    segment: UInt32
  ) {
    let instruction = emit(Family.slow, words: 4)
    code.set(operation.rawValue, at: instruction + 8)
    code.set(operands, at: instruction + 12)
    code.set(segment, at: instruction + 16)
    code.set(UInt32(type.pointee.elementShift), at: instruction + 20)
    code.set(UInt32(isMetered ? 1 : 0), at: instruction + 24)
  }

  private mutating func arrayBulk(_ opcode: Opcode) {
    let type = type()
    var segment: UInt32 = 0
    let operation: SlowOperation
    var count = 4
    switch opcode {
    case .arrayFill: operation = .arrayFill
    case .arrayCopy:
      _ = cursor.u32()
      operation = .arrayCopy
      count = 5
    default:
      segment = cursor.u32()
      operation = opcode == .arrayInitData ? .arrayInitData : .arrayInitElement
    }
    let operands = take(count)
    forgetAccumulators()
    emitBulk(operation, operands.start, type, segment: segment)
  }

  // MARK: Fields and elements

  /// Brings a popped operand to where handlers can read it as a slot, unless it is in the integer
  /// accumulator or a short constant.
  private mutating func settleForAccess(_ operand: inout Operand, constants: Bool = false) {
    switch operand.place {
    case .temporary, .local, .accumulator: return
    case .constant where constants && shortConstant(operand) != nil: return
    case .constant, .float: settleInPlace(&operand)
    }
  }

  /// The slot of a popped operand, brought into one where it is not.
  private mutating func slotForAccess(_ operand: inout Operand) -> Int32 {
    settlePopped(&operand)
    return near(slot(of: operand) ?? operand.home)
  }

  /// The slot of a popped operand, or -1 when it is in the integer accumulator.
  private mutating func slotOrAccumulator(_ operand: inout Operand) -> Int32 {
    settleForAccess(&operand)
    guard case .slot(let slot) = source(operand), slot != integer.slot else { return -1 }
    return near(slot)
  }

  private mutating func structGet(isSigned: Bool) {
    let type = type()
    let index = cursor.u32()
    let layout = type.pointee.fields[Int(index)]
    let value = fieldType(type, index)
    if value == .v128 {
      settle(newest: 1)
      var object = pop()
      let slot = slotForAccess(&object)
      let instruction = emit(Family.wideField, words: 2)
      setSource(slot, instruction, 10)
      code.set(layout.offset, at: instruction + 12)
      return pushWideField(instruction)
    }
    var object = pop()
    let slot = slotOrAccumulator(&object)
    claim(value)
    let access = access(value, layout.shift, isSigned: isSigned)
    let handler = Family.structGet8U + access * 4 + (slot < 0 ? 2 : 0)
    let instruction = emit(handler, words: 2)
    if slot >= 0 { setSource(slot, instruction, 10) }
    code.set(layout.offset, at: instruction + 12)
    pushResult(value, handler: handler, at: instruction)
  }

  /// Pushes a vector that the instruction just emitted writes to its slots.
  private mutating func pushWideField(_ instruction: Int) {
    if integer.slot == top || integer.slot == top + 1 { integer.slot = -1 }
    if float.slot == top || float.slot == top + 1 { float.slot = -1 }
    if top < 8191 {
      setTarget(top, instruction)
    } else {
      // Two scratch slots, then copies to where it belongs.
      if scratch < 0 { needsScratch = true }
      setSource(scratch, instruction, 8)
      copyFar(from: scratch, to: top)
      copyFar(from: scratch + 1, to: top + 1)
    }
    pushTemporary(.v128)
  }

  /// The slots of a vector that is read, brought where 16 bits reach them.
  private mutating func nearWideField(_ slot: Int32) -> Int32 {
    guard slot >= 8191 else { return slot }
    if scratch < 0 { needsScratch = true }
    copyFar(from: slot, to: scratch + 4)
    copyFar(from: slot + 1, to: scratch + 5)
    // What is brought near next goes elsewhere.
    nextScratch = 6
    return scratch + 4
  }

  private mutating func structSet() {
    let type = type()
    let index = cursor.u32()
    let layout = type.pointee.fields[Int(index)]
    if fieldType(type, index) == .v128 {
      settle(newest: 2)
      let value = pop()
      let object = pop()
      let from = nearWideField(value.home)
      let slot = near(object.home)
      let instruction = emit(Family.wideField + 1, words: 2)
      setSource(slot, instruction, 8)
      setSource(from, instruction, 10)
      return code.set(layout.offset, at: instruction + 12)
    }
    var value = pop()
    var object = pop()
    settleForAccess(&value, constants: true)
    var from: Int32 = -1
    if case .slot(let slot) = source(value) { from = near(slot) }
    // Forms in order: ss, sa, as, sk; object before value.
    var form = value.place == .constant ? 3 : (from < 0 ? 1 : 0)
    let slot: Int32
    if form == 0 {
      slot = slotOrAccumulator(&object)
      if slot < 0 { form = 2 }
    } else {
      slot = slotForAccess(&object)
    }
    let family = Family.structSet8 + min(3, Int(layout.shift)) * 4
    let instruction = emit(family + form, words: form == 3 ? 3 : 2)
    if slot >= 0 { setSource(slot, instruction, 8) }
    if from >= 0 { setSource(from, instruction, 10) }
    code.set(layout.offset, at: instruction + 12)
    if form == 3 { code.set(shortConstant(value) ?? 0, at: instruction + 16) }
  }

  private mutating func arrayGet(isSigned: Bool) {
    let type = type()
    let value = fieldType(type, 0)
    if value == .v128 {
      settle(newest: 2)
      let index = near(pop().home)
      let array = near(pop().home)
      let instruction = emit(Family.wideField + 2, words: 2)
      setSource(array, instruction, 10)
      setSource(index, instruction, 12)
      return pushWideField(instruction)
    }
    var index = pop()
    var array = pop()
    // The array in a slot; the index there, in the accumulator, or constant.
    if array.place == .accumulator { settlePopped(&array) }
    settleForAccess(&index, constants: true)
    let slot = slotForAccess(&array)
    var from: Int32 = -1
    if case .slot(let at) = source(index), at != integer.slot { from = near(at) }
    let form = index.place == .constant ? 2 : (from < 0 ? 1 : 0)
    claim(value)
    let access = access(value, type.pointee.elementShift, isSigned: isSigned)
    let handler = Family.arrayGet8U + access * 6 + form * 2
    let instruction = emit(handler, words: 2)
    setSource(slot, instruction, 10)
    if from >= 0 { setSource(from, instruction, 12) }
    if form == 2 { code.set(shortConstant(index) ?? 0, at: instruction + 12) }
    pushResult(value, handler: handler, at: instruction)
  }

  private mutating func arraySet() {
    let type = type()
    if type.pointee.elementShift == 4 {
      settle(newest: 3)
      let value = nearWideField(pop().home)
      let index = near(pop().home)
      let array = near(pop().home)
      let instruction = emit(Family.wideField + 3, words: 2)
      setSource(array, instruction, 8)
      setSource(index, instruction, 10)
      return setSource(value, instruction, 12)
    }
    var value = pop()
    var index = pop()
    var array = pop()
    settleForAccess(&value)
    let i = slotForAccess(&index)
    let slot = slotForAccess(&array)
    var from: Int32 = -1
    if case .slot(let at) = source(value), at != integer.slot { from = near(at) }
    let family = Family.arraySet8 + Int(type.pointee.elementShift) * 2
    let instruction = emit(family + (from < 0 ? 1 : 0), words: 2)
    setSource(slot, instruction, 8)
    setSource(i, instruction, 10)
    if from >= 0 { setSource(from, instruction, 12) }
  }
}
