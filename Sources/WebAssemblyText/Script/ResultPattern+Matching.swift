extension ResultPattern {
  /// Whether a value is what is expected.
  ///
  /// - Parameter value: the value.
  /// - Returns: whether it matches.
  public func matches(_ value: ScriptValue) -> Bool {
    switch (self, value) {
    case (.i32(let expected), .i32(let actual)): expected == actual
    case (.i64(let expected), .i64(let actual)): expected == actual
    case (.f32(let expected), .f32(let actual)): expected.matches(UInt64(actual), .single)
    case (.f64(let expected), .f64(let actual)): expected.matches(actual, .double)
    case (.v128(let expected), .v128(let actual)): expected == actual
    case (.f32x4(let expected), .v128(let actual)): matches(expected, .single, actual)
    case (.f64x2(let expected), .v128(let actual)): matches(expected, .double, actual)
    case (.reference(let expected), .reference(let actual)): expected.matches(actual)
    case (.either(let choices), _): choices.contains { $0.matches(value) }
    default: false
    }
  }

  private func matches(_ lanes: [Float], _ format: FloatFormat, _ bytes: [UInt8]) -> Bool {
    let width = format.bitWidth / 8
    guard bytes.count == lanes.count * width else { return false }
    return lanes.enumerated().allSatisfy { position, lane in
      let bits = bytes[position * width..<(position + 1) * width].reversed()
        .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return lane.matches(bits, format)
    }
  }
}

extension ResultPattern.Float {
  func matches(_ bits: UInt64, _ format: FloatFormat) -> Bool {
    switch self {
    case .bits(let expected): bits == expected
    case .canonicalNaN: bits & ~format.signBit == format.canonicalNaN
    case .arithmeticNaN: bits & format.canonicalNaN == format.canonicalNaN
    }
  }
}

extension ResultPattern.Reference {
  func matches(_ reference: ScriptReference) -> Bool {
    switch (self, reference) {
    case (.null, .null), (.function, .function), (.i31, .i31), (.structure, .structure),
      (.array, .array), (.exception, .exception), (.external(nil), .externalized),
      (.eq, .i31), (.eq, .structure), (.eq, .array),
      (.any, .i31), (.any, .structure), (.any, .array), (.any, .host):
      true
    case (.external(let expected), .external(let actual)),
      (.host(let expected), .host(let actual)):
      expected == nil || expected == actual
    default: false
    }
  }
}
