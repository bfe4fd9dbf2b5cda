internal import WebAssembly

/// Arguments and expected results.
extension ScriptReader {
  mutating func arguments() throws(TextError) -> [ScriptValue] {
    var values: [ScriptValue] = []
    while cursor.next.kind == .open {
      cursor.advance()
      values.append(try argument())
      try cursor.expectClose()
    }
    return values
  }

  private mutating func argument() throws(TextError) -> ScriptValue {
    let word = cursor.next.word
    cursor.advance()
    switch word {
    case .instruction(.i32Const):
      return .i32(UInt32(truncatingIfNeeded: try cursor.expectInteger(bitWidth: 32)))
    case .instruction(.i64Const): return .i64(try cursor.expectInteger(bitWidth: 64))
    case .instruction(.f32Const):
      return .f32(UInt32(truncatingIfNeeded: try cursor.expectFloat(.single)))
    case .instruction(.f64Const): return .f64(try cursor.expectFloat(.double))
    case .instruction(.v128Const): return .v128(try cursor.expectVector())
    case .instruction(.refNull): return .reference(.null(try heapType()))
    case .keyword(.refExtern): return .reference(.external(try cursor.expectU32()))
    case .keyword(.refHost): return .reference(.host(try cursor.expectU32()))
    default: throw cursor.unexpected(cursor.peek(-1))
    }
  }

  private mutating func heapType() throws(TextError) -> HeapType {
    guard let type = cursor.takeAbstractHeapType() else { throw cursor.unexpected() }
    return type
  }

  /// Takes expected results up to the closing parenthesis.
  ///
  /// Alternatives can't be nested in one another, so this recurses once at most.
  mutating func patterns(mayChoose: Bool = true) throws(TextError) -> [ResultPattern] {
    var patterns: [ResultPattern] = []
    while cursor.next.kind == .open {
      cursor.advance()
      if mayChoose && cursor.take(.either) {
        patterns.append(.either(try self.patterns(mayChoose: false)))
      } else {
        patterns.append(try pattern())
      }
      try cursor.expectClose()
    }
    return patterns
  }

  private mutating func pattern() throws(TextError) -> ResultPattern {
    let word = cursor.next.word
    cursor.advance()
    switch word {
    case .instruction(.i32Const):
      return .i32(UInt32(truncatingIfNeeded: try cursor.expectInteger(bitWidth: 32)))
    case .instruction(.i64Const): return .i64(try cursor.expectInteger(bitWidth: 64))
    case .instruction(.f32Const): return .f32(try float(.single))
    case .instruction(.f64Const): return .f64(try float(.double))
    case .instruction(.v128Const): return try vector()
    default: return .reference(try reference(word))
    }
  }

  private mutating func float(_ format: FloatFormat) throws(TextError) -> ResultPattern.Float {
    if cursor.take(.nanCanonical) { return .canonicalNaN }
    if cursor.take(.nanArithmetic) { return .arithmeticNaN }
    return .bits(try cursor.expectFloat(format))
  }

  private mutating func vector() throws(TextError) -> ResultPattern {
    let isSingle = cursor.keyword == .f32x4
    guard isSingle || cursor.keyword == .f64x2 else { return .v128(try cursor.expectVector()) }
    cursor.advance()
    var lanes: [ResultPattern.Float] = []
    while cursor.next.kind != .close { lanes.append(try float(isSingle ? .single : .double)) }
    guard lanes.count == (isSingle ? 4 : 2) else {
      throw cursor.error(.inconsistent, "wrong number of lane literals")
    }
    return isSingle ? .f32x4(lanes) : .f64x2(lanes)
  }

  private mutating func reference(_ word: Word) throws(TextError) -> ResultPattern.Reference {
    switch word {
    case .instruction(.refNull):
      if cursor.next.kind != .close && cursor.takeAbstractHeapType() == nil { cursor.advance() }
      return .null
    case .instruction(.refFunc):
      if cursor.isIndex() { cursor.advance() }
      return .function
    case .keyword(.refExtern): return .external(try optionalNumber())
    case .keyword(.refHost): return .host(try optionalNumber())
    case .instruction(.refI31): return .i31
    case .instruction(.refEq): return .eq
    case .keyword(.refStruct): return .structure
    case .keyword(.refArray): return .array
    case .keyword(.refAny): return .any
    case .keyword(.refExn): return .exception
    default: throw cursor.unexpected(cursor.peek(-1))
    }
  }

  private mutating func optionalNumber() throws(TextError) -> UInt32? {
    cursor.next.kind == .number ? try cursor.expectU32() : nil
  }
}
