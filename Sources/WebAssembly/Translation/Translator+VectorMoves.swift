/// A constant of sixteen bytes, lower half first.
struct VectorConstant {
  var low: UInt64
  var high: UInt64
}

/// The instruction that wrote a vector last.
struct VectorProducer {
  var start = -1
  var end = -1
  /// The slot it wrote, which stands at byte 8 of it.
  var slot: Int32 = -1
}

/// Vectors take two consecutive slots. No accumulator can carry one: operands are read from slots,
/// and results are written to slots, which for `local.set` right after it is the local's.
extension Translator {
  /// Slots from here on are out of reach of an offset to any byte of a vector.
  private static let reach: Int32 = 8191

  /// The first slot of a vector where 16 bits reach all of it, else of a copy.
  mutating func nearVector(_ slot: Int32) -> Int32 {
    if slot < Self.reach { return slot }
    guard scratch >= 0 else {
      needsScratch = true
      return 0
    }
    let near = scratch + 8 + 2 * nextScratch
    nextScratch = (nextScratch + 1) % 7
    copyFar(from: slot, to: near)
    copyFar(from: slot + 1, to: near + 1)
    return near
  }

  /// The slot a popped vector is read from, near enough for an instruction.
  mutating func vectorSource(_ popped: Operand) -> Int32 {
    var operand = popped
    if operand.place == .constant { settleVector(&operand) }
    return nearVector(slot(of: operand) ?? operand.home)
  }

  /// Writes a popped vector constant to its own slots.
  private mutating func settleVector(_ operand: inout Operand) {
    moveVector(operand, to: operand.home)
    slotCount = max(slotCount, operand.home + 2)
    operand.place = .temporary
  }

  /// Finishes an instruction that writes a vector.
  private mutating func setVectorTarget(_ slot: Int32, _ instruction: Int) {
    if slot < Self.reach {
      code.set(UInt16(truncatingIfNeeded: slot &* 8), at: instruction &+ 8)
    } else if scratch < 0 {
      needsScratch = true
    } else {
      let near = scratch + 22
      code.set(UInt16(truncatingIfNeeded: near &* 8), at: instruction &+ 8)
      copyFar(from: near, to: slot)
      copyFar(from: near + 1, to: slot + 1)
    }
    forgetMirrors(of: slot)
  }

  /// The accumulators no longer hold what the slots of a vector do.
  private mutating func forgetMirrors(of slot: Int32) {
    if integer.slot == slot || integer.slot == slot + 1 { integer.slot = -1 }
    if float.slot == slot || float.slot == slot + 1 { float.slot = -1 }
  }

  /// Pushes the vector that the instruction just emitted makes.
  mutating func pushVector(_ instruction: Int) {
    let home = top
    if home < Self.reach {
      code.set(UInt16(truncatingIfNeeded: home &* 8), at: instruction &+ 8)
      forgetMirrors(of: home)
      vectorProducer = VectorProducer(start: instruction, end: code.count, slot: home)
    } else {
      setVectorTarget(home, instruction)
    }
    pushTemporary(.v128)
  }

  /// Whether the instruction that ends the code so far made a popped operand.
  func isJustMade(_ operand: Operand) -> Bool {
    operand.place == .temporary && vectorProducer.end == code.count
      && vectorProducer.slot == operand.home
  }

  // MARK: Constants

  mutating func vectorConstant() {
    pushVector(constant: VectorConstant(low: cursor.fixed64(), high: cursor.fixed64()))
  }

  mutating func pushVector(constant: VectorConstant) {
    vectors.append(constant)
    pushConstant(.v128, UInt64(vectors.count - 1))
  }

  /// The value of a constant operand.
  func vector(_ operand: Operand) -> VectorConstant { vectors[Int(operand.bits)] }

  /// Writes a constant to the sixteen bytes of an instruction from byte 16 on.
  mutating func setVector(_ constant: VectorConstant, _ instruction: Int) {
    code.set(constant.low, at: instruction + 16)
    code.set(constant.high, at: instruction + 24)
  }

  // MARK: Copies

  /// Emits the copy of a vector into slots.
  mutating func moveVector(_ operand: Operand, to slot: Int32) {
    if operand.place == .constant {
      let instruction = emit(Family.copyVector + 1, words: 4)
      setVector(vector(operand), instruction)
      return setVectorTarget(slot, instruction)
    }
    let from = self.slot(of: operand) ?? operand.home
    if from == slot { return }
    let source = nearVector(from)
    let instruction = emit(Family.copyVector, words: 2)
    setSource(source, instruction, 10)
    setVectorTarget(slot, instruction)
  }

  /// Writes a popped vector to a local.
  mutating func assignVector(_ local: Int, _ operand: Operand) {
    if operand.place == .local && operand.local == Int32(truncatingIfNeeded: local) { return }
    if retarget(operand, to: localSlots[local], local: local) { return }
    settleUses(of: local)
    moveVector(operand, to: localSlots[local])
  }

  /// Returns a vector, which stays on the stack.
  mutating func returnVector(_ operand: Operand) {
    if !retarget(operand, to: 0, local: nil) { moveVector(operand, to: 0) }
  }

  /// Has the instruction just emitted write other slots than those of the operand it made.
  ///
  /// - Returns: whether it could.
  private mutating func retarget(_ operand: Operand, to slot: Int32, local: Int?) -> Bool {
    guard isJustMade(operand), slot < Self.reach else { return false }
    var start = vectorProducer.start
    if let local, newestUse[local] >= 0 {
      // Copies of the local's old value go before the instruction; it reads none of their targets.
      let words = code.words(from: start)
      let note = positions?.last
      cut(to: start)
      settleUses(of: local)
      start = code.count
      code.append(words)
      if let note { positions?.append(code: start, operator: note.operator, cost: note.cost) }
    }
    code.set(UInt16(truncatingIfNeeded: slot &* 8), at: start &+ 8)
    forgetMirrors(of: slot)
    vectorProducer.end = -1
    return true
  }

  // MARK: Globals

  mutating func globalGetVector(_ place: (offset: Int, isShared: Bool)) {
    let handler = place.isShared ? Family.globalGetVectorShared : Family.globalGetVector
    let instruction = emit(handler, words: 2)
    code.set(Int32(place.offset), at: instruction + 12)
    pushVector(instruction)
  }

  mutating func globalSetVector(_ place: (offset: Int, isShared: Bool), _ value: Operand) {
    let slot = vectorSource(value)
    let handler = place.isShared ? Family.globalSetVectorShared : Family.globalSetVector
    let instruction = emit(handler, words: 2)
    setSource(slot, instruction, 8)
    code.set(Int32(place.offset), at: instruction + 12)
  }
}
