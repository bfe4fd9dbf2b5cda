/// 128-bit arithmetic on pairs of 64-bit integers.
extension Translator {
  /// Emits an operator that takes integers from consecutive slots and leaves two there.
  ///
  /// - Parameters:
  ///   - form: the handler within its family.
  ///   - operands: how many integers it takes.
  mutating func wideArithmetic(_ form: Int, operands: Int) {
    settle(newest: operands)
    for _ in 0..<operands { _ = pop() }
    let instruction = emit(Family.wide + form, words: 2)
    code.set(top * 8, at: instruction + 12)
    for _ in 0..<2 {
      if integer.slot == top { integer.slot = -1 }
      if float.slot == top { float.slot = -1 }
      pushTemporary(.i64)
    }
  }
}
