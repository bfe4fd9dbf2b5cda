/// Shuffles whose lanes move together are done in a few machine instructions; others byte by byte.
extension Translator {
  mutating func shuffle() {
    var lanes: [UInt8] = []
    lanes.reserveCapacity(16)
    for _ in 0..<16 { lanes.append(cursor.byte()) }
    let q = vectorSource(newest: 0)
    let l = vectorSource(newest: 1)
    _ = pop()
    _ = pop()
    if let pair = ShufflePattern.pair(lanes) {
      let instruction = emit(pair.family, words: 2)
      setSource(pair.isSwapped ? q : l, instruction, 10)
      setSource(pair.isSwapped ? l : q, instruction, 12)
      return pushVector(instruction)
    }
    if let first = ShufflePattern.reversed(lanes) {
      let instruction = emit(Family.shuffleReverse, words: 2)
      setSource(first < 16 ? l : q, instruction, 10)
      return pushVector(instruction)
    }
    let width = ShufflePattern.width(lanes)
    if width < 8, let first = ShufflePattern.run(lanes) { return shiftBytes(first, l, q) }
    let count = 16 / width
    let (family, words) =
      switch width {
      case 8: (Family.shuffle64, 3)
      case 4: (Family.shuffle32, 3)
      case 2: (Family.shuffle16, 4)
      default: (Family.shuffle8, 6)
      }
    let instruction = emit(family, words: words)
    for position in 0..<count {
      code.set(
        byteOffset(Int32(lanes[position * width]), l, q), at: instruction + 16 + 2 * position)
    }
    pushVector(instruction)
  }

  /// The slot of a vector operand that is still on the stack; constants are settled.
  private mutating func vectorSource(newest position: Int) -> Int32 {
    let index = stack.count - 1 - position
    settle(at: index, ifConstant: true)
    return nearVector(slot(of: stack[index]) ?? stack[index].home)
  }

  private mutating func settle(at position: Int, ifConstant: Bool) {
    if stack[position].place == .constant { settle(at: position) }
  }

  /// The frame offset of a byte of two vectors.
  private func byteOffset(_ lane: Int32, _ l: Int32, _ q: Int32) -> UInt16 {
    UInt16(truncatingIfNeeded: lane < 16 ? l &* 8 &+ lane : q &* 8 &+ lane &- 16)
  }

  /// Emits a shuffle to sixteen consecutive bytes of both operands.
  private mutating func shiftBytes(_ first: Int32, _ l: Int32, _ q: Int32) {
    let instruction = emit(Family.shuffleBytes, words: 3)
    for word in 0..<Int32(3) {
      // The two operands repeat.
      let lane = ((first / 8 + word) * 8) % 32
      code.set(byteOffset(lane, l, q), at: instruction + 10 + 2 * Int(word))
    }
    code.set(UInt64(first % 8) * 8, at: instruction + 16)
    pushVector(instruction)
  }
}

/// Finds out what kind of shuffle sixteen lane numbers make.
enum ShufflePattern {
  /// A family that takes both operands, perhaps in the other order.
  static func pair(_ lanes: [UInt8]) -> (family: Int, isSwapped: Bool)? {
    let patterns: [(Int, (UInt8) -> UInt8)] = [
      (Family.shuffleInterleaveLow, { $0 / 2 + ($0 % 2) * 16 }),
      (Family.shuffleInterleaveHigh, { 8 + $0 / 2 + ($0 % 2) * 16 }),
      (Family.shuffleEven, { $0 * 2 }),
      (Family.shuffleOdd, { $0 * 2 + 1 }),
      (Family.shuffleWidenLow, { $0 % 2 == 0 ? $0 / 2 : 16 + $0 }),
      (Family.shuffleWidenHigh, { $0 % 2 == 0 ? 8 + $0 / 2 : 16 + $0 }),
    ]
    for (family, lane) in patterns {
      let wanted = (0..<16).map { lane(UInt8($0)) }
      if lanes == wanted { return (family, false) }
      if lanes == wanted.map({ $0 ^ 16 }) { return (family, true) }
    }
    return nil
  }

  /// The lane one operand is reversed from, its last one.
  static func reversed(_ lanes: [UInt8]) -> UInt8? {
    let first = lanes[0]
    guard first == 15 || first == 31 else { return nil }
    return lanes.indices.allSatisfy { lanes[$0] == first - UInt8($0) } ? first : nil
  }

  /// The first of sixteen consecutive bytes of both operands, which repeat.
  static func run(_ lanes: [UInt8]) -> Int32? {
    let first = lanes[0]
    return lanes.indices.allSatisfy { lanes[$0] == (first + UInt8($0)) % 32 }
      ? Int32(first) : nil
  }

  /// How many bytes move together, at their natural alignment.
  static func width(_ lanes: [UInt8]) -> Int {
    for width in [8, 4, 2] {
      let moves = stride(from: 0, to: 16, by: width).allSatisfy { start in
        Int(lanes[start]) % width == 0
          && (0..<width).allSatisfy { lanes[start + $0] == lanes[start] + UInt8($0) }
      }
      if moves { return width }
    }
    return 1
  }
}
