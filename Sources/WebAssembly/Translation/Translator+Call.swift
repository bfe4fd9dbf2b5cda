/// Calls.
extension Translator {
  /// The signature of a function of the module.
  private func signature(of function: UInt32) -> Signature {
    shape.signatures[Int(shape.structure.functions[Int(function)])]
  }

  /// Brings the arguments into their slots, which are the callee's first, and takes them off.
  mutating func takeArguments(_ callee: Signature) {
    settle(newest: callee.type.parameters.count)
    spillAccumulators()
    drop(settled: callee.type.parameters.count)
    let copy = lastCopy
    forgetAccumulators()
    lastCopy = copy
  }

  /// Cuts off the copy that ends the code so far.
  ///
  /// - Returns: its two slot fields.
  private mutating func takeLastCopy() -> UInt32? {
    guard lastCopy.end == code.count else { return nil }
    let fields = code.get(at: lastCopy.start + 8, as: UInt32.self)
    cut(to: lastCopy.start)
    lastCopy.end = -1
    return fields
  }

  /// Pushes the results a call leaves where its arguments were.
  mutating func pushResults(_ callee: Signature) {
    let home = top
    let results = callee.type.results
    if results.count <= 8 {
      for type in results { pushTemporary(type) }
    } else {
      pushTemporaries(results)
    }
    if !isMetered, callee.type.results.count == 1 {
      switch callee.type.results[0] {
      case .f32, .f64: float.slot = home
      case .v128: break
      default: integer.slot = home
      }
    }
    beginStretch(isLoop: false)
  }

  /// Pushes many temporaries at once: two bytes of a module can ask for a thousand of them.
  private mutating func pushTemporaries(_ types: [ValueType]) {
    let start = stack.count
    if temporaryHeight == start { temporaryHeight += types.count }
    stack.append(
      contentsOf: repeatElement(
        Operand(place: .temporary, type: .i32, home: top), count: types.count))
    var home = top
    stack.withUnsafeMutableBufferPointer { stack in
      for position in types.indices {
        stack[start + position].type = types[position]
        stack[start + position].home = home
        home &+= types[position] == .v128 ? 2 : 1
      }
    }
    top = home
    if top > slotCount { slotCount = top }
  }

  mutating func call(_ function: UInt32) {
    let callee = signature(of: function)
    takeArguments(callee)
    let imported = shape.structure.importedFunctionCount
    let instruction: Int
    if Int(function) < imported {
      instruction = emit(Family.call + 1, words: 3)
      code.set(Int32(shape.layout.importedFunction(Int(function))), at: instruction + 12)
    } else {
      let copy = takeLastCopy()
      instruction = emit(Family.call + (copy == nil ? 0 : 3), words: copy == nil ? 3 : 4)
      code.set(UInt(bitPattern: shape.records + (Int(function) - imported)), at: instruction + 8)
      if let copy { code.set(copy, at: instruction + 24) }
    }
    code.set(top * 8, at: instruction + 16)
    code.set(callee.linkSlot * 8, at: instruction + 20)
    pushResults(callee)
  }

  /// Reads the immediates of an indirect call and takes the index off.
  private mutating func indirect() -> (callee: Signature, type: UInt32, table: Int, slot: Int32) {
    let type = cursor.u32()
    let table = Int(cursor.u32())
    narrowIndex(UInt32(truncatingIfNeeded: table))
    if stack[stack.count - 1].place != .local { settle(at: stack.count - 1) }
    let index = pop()
    return (shape.signatures[Int(type)], type, table, slot(of: index) ?? index.home)
  }

  mutating func callIndirect() {
    let (callee, type, table, index) = indirect()
    takeArguments(callee)
    let slot = near(index)
    let instruction = emit(Family.call + 2, words: 4)
    setSource(slot, instruction, 8)
    code.set(Int32(shape.layout.table(table)), at: instruction + 12)
    code.set(top * 8, at: instruction + 16)
    code.set(callee.linkSlot * 8, at: instruction + 20)
    code.set(shape.canonicalTypes[Int(type)], at: instruction + 24)
    pushResults(callee)
  }

  mutating func tailCall(_ function: UInt32) {
    let callee = signature(of: function)
    takeArguments(callee)
    let imported = shape.structure.importedFunctionCount
    let instruction: Int
    if Int(function) < imported {
      instruction = emit(Family.tail + 1, words: 4)
      code.set(Int32(shape.layout.importedFunction(Int(function))), at: instruction + 12)
    } else {
      instruction = emit(Family.tail, words: 4)
      code.set(UInt(bitPattern: shape.records + (Int(function) - imported)), at: instruction + 8)
    }
    finishTail(callee, instruction)
  }

  mutating func tailCallIndirect() {
    let (callee, type, table, index) = indirect()
    takeArguments(callee)
    let slot = near(index)
    let instruction = emit(Family.tail + 2, words: 5)
    setSource(slot, instruction, 8)
    code.set(Int32(shape.layout.table(table)), at: instruction + 12)
    code.set(shape.canonicalTypes[Int(type)], at: instruction + 32)
    finishTail(callee, instruction)
  }

  mutating func finishTail(_ callee: Signature, _ instruction: Int) {
    code.set(top * 8, at: instruction + 16)
    code.set(callee.parameterSlots, at: instruction + 20)
    code.set(signature.linkSlot * 8, at: instruction + 24)
    code.set(callee.linkSlot * 8, at: instruction + 28)
    becomeUnreachable()
  }
}
