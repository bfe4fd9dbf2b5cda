/// Numbers, each with the message of the official suite when it does not fit.
extension TokenCursor {
  /// Whether an unsigned number or an identifier is next, which is to say an index.
  func isIndex(_ distance: Int = 0) -> Bool {
    let token = peek(distance)
    return token.kind == .identifier || token.kind == .number && isNatural(token)
  }

  private func isNatural(_ token: Token) -> Bool {
    IntegerLiteral(stream.bytes(of: token)).map { !$0.hasSign } ?? false
  }

  /// Takes a natural number.
  ///
  /// - Parameters:
  ///   - bitWidth: how many bits it may have.
  ///   - message: the message when it has more.
  mutating func expectNatural(bitWidth: Int, orThrow message: String) throws(TextError) -> UInt64 {
    guard next.kind == .number, let literal = IntegerLiteral(stream.bytes(of: next)),
      !literal.hasSign
    else { throw unexpected() }
    guard let value = literal.natural(atMost: .max >> UInt64(64 - bitWidth)) else {
      throw error(.outOfRange, message)
    }
    advance()
    return value
  }

  mutating func expectU32() throws(TextError) -> UInt32 {
    let value = try expectNatural(bitWidth: 32, orThrow: "i32 constant out of range")
    return UInt32(truncatingIfNeeded: value)
  }

  mutating func expectU64() throws(TextError) -> UInt64 {
    try expectNatural(bitWidth: 64, orThrow: "i64 constant out of range")
  }

  /// Takes a lane index.
  ///
  /// - Parameter message: the message when the next token is a number of another kind; without
  ///   one, that is an unexpected token.
  mutating func expectLane(orThrow message: String? = nil) throws(TextError) -> UInt8 {
    if let message, next.kind == .number, !isIndex(), isKnown(next) {
      throw error(.outOfRange, message)
    }
    let value = try expectNatural(bitWidth: 8, orThrow: "i8 constant out of range")
    return UInt8(truncatingIfNeeded: value)
  }

  /// Takes an integer constant, signed or unsigned.
  ///
  /// - Returns: its bits, the upper ones zero.
  mutating func expectInteger(bitWidth: Int) throws(TextError) -> UInt64 {
    guard next.kind == .number else { throw unexpected() }
    guard let literal = IntegerLiteral(stream.bytes(of: next)) else {
      let isFloat = FloatLiteral.read(stream.bytes(of: next), as: .double) != .malformed
      throw isFloat ? error(.outOfRange, "constant out of range") : unexpected()
    }
    guard let bits = literal.bits(UInt64(bitWidth)) else {
      throw error(.outOfRange, "constant out of range")
    }
    advance()
    return bits
  }

  /// Takes a floating-point constant.
  ///
  /// - Returns: its bits, the upper ones zero.
  mutating func expectFloat(_ format: FloatFormat) throws(TextError) -> UInt64 {
    guard next.kind == .number else { throw unexpected() }
    switch FloatLiteral.read(stream.bytes(of: next), as: format) {
    case .bits(let bits):
      advance()
      return bits
    case .outOfRange: throw error(.outOfRange, "constant out of range")
    case .malformed: throw unexpected()
    }
  }
}
