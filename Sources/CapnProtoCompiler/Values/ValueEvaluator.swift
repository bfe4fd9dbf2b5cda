/// Computes the values of constants, of defaults and of annotations.
struct ValueEvaluator {
  let resolver: NameResolver
  /// Whether other nodes may be asked for values that are no numbers.
  let isComplete: Bool
  var compilation: Compilation { resolver.file.compilation }

  init(_ resolver: NameResolver, isComplete: Bool) {
    self.resolver = resolver
    self.isComplete = isComplete
  }

  /// The value of an expression as a type.
  ///
  /// - Returns: `nil` when it has none, which was told.
  func value(_ expression: Expression, _ type: TypeDescription) -> ValueDescription? {
    switch expression.kind {
    case .unknown: return nil
    case .name(let name): return word(name, expression, type)
    case .absolute, .importing, .application, .member: return constant(expression, type)
    case .integer(let magnitude):
      return integer(magnitude, isNegative: false, type, at: expression.range)
        ?? mismatch(expression, type)
    case .negative(let magnitude):
      return integer(magnitude, isNegative: true, type, at: expression.range)
        ?? mismatch(expression, type)
    case .float(let value):
      switch type {
      case .float32: return .float32(Float(value))
      case .float64: return .float64(value)
      default: return mismatch(expression, type)
      }
    case .string(let bytes): return bytesValue(bytes, expression, type)
    case .data(let bytes):
      guard case .data = type else { return mismatch(expression, type) }
      return spend((bytes.count + 7) / 8, expression) ? .data(bytes) : nil
    case .embedding(let path, let range):
      guard let bytes = compilation.embed(path, from: resolver.file, at: range) else { return nil }
      return embedded(bytes, expression, type)
    case .list(let items):
      guard case .list(let element) = type else { return mismatch(expression, type) }
      return list(items, of: element, expression).map { .list($0) }
    case .tuple(let items):
      guard case .structure(let id, let brand) = type else { return mismatch(expression, type) }
      return structure(items, id, brand, expression).map { .structure($0) }
    }
  }

  private func bytesValue(
    _ bytes: [UInt8], _ expression: Expression, _ type: TypeDescription
  ) -> ValueDescription? {
    switch type {
    case .text: return spend((bytes.count + 8) / 8, expression) ? .text(bytes) : nil
    case .data: return spend((bytes.count + 7) / 8, expression) ? .data(bytes) : nil
    default: return mismatch(expression, type)
    }
  }

  private func embedded(
    _ bytes: [UInt8], _ expression: Expression, _ type: TypeDescription
  ) -> ValueDescription? {
    guard case .structure = type else { return bytesValue(bytes, expression, type) }
    guard let target = EmbeddedMessage.root(bytes) else {
      resolver.report("The embedded file is no message", at: expression.range)
      return nil
    }
    return spend(target.wordCount, expression) ? .structure(target) : nil
  }

  /// A name that may be a word of the language, an enumerant, or a constant.
  private func word(
    _ name: Name, _ expression: Expression, _ type: TypeDescription
  ) -> ValueDescription? {
    switch (name.text, type) {
    case (let text, .enumeration(let id, _)):
      if let value = enumerant(text, id) { return .enumeration(value) }
    case ("void", .void): return .void
    case ("true", .bool): return .bool(true)
    case ("false", .bool): return .bool(false)
    case ("inf", .float32): return .float32(.infinity)
    case ("inf", .float64): return .float64(.infinity)
    case ("nan", .float32): return .float32(.nan)
    case ("nan", .float64): return .float64(.nan)
    case ("void", _), ("true", _), ("false", _), ("inf", _), ("nan", _):
      return mismatch(expression, type)
    default: break
    }
    return constant(expression, type)
  }

  private func enumerant(_ name: String, _ id: UInt64) -> UInt16? {
    guard let node = compilation.node(id) else { return nil }
    return node.enumerantValues[name]
  }

  /// An integer as a type of numbers; `nil` if the type is none.
  func integer(
    _ magnitude: UInt64, isNegative: Bool, _ type: TypeDescription, at range: Range<Int>
  ) -> ValueDescription? {
    func fit<T: FixedWidthInteger>(_ wrap: (T) -> ValueDescription) -> ValueDescription {
      if isNegative, magnitude > 0 {
        if T.isSigned, magnitude <= T.min.magnitude {
          return wrap(T(truncatingIfNeeded: 0 &- magnitude))
        }
      } else if let value = T(exactly: magnitude) {
        return wrap(value)
      }
      resolver.report("The integer does not fit into \(name(of: type))", at: range)
      return wrap(0)
    }
    switch type {
    case .int8: return fit(ValueDescription.int8)
    case .int16: return fit(ValueDescription.int16)
    case .int32: return fit(ValueDescription.int32)
    case .int64: return fit(ValueDescription.int64)
    case .uint8: return fit(ValueDescription.uint8)
    case .uint16: return fit(ValueDescription.uint16)
    case .uint32: return fit(ValueDescription.uint32)
    case .uint64: return fit(ValueDescription.uint64)
    case .float32:
      return .float32(isNegative && magnitude > 0 ? -Float(magnitude) : Float(magnitude))
    case .float64:
      return .float64(isNegative && magnitude > 0 ? -Double(magnitude) : Double(magnitude))
    default: return nil
    }
  }

  func mismatch(_ expression: Expression, _ type: TypeDescription) -> ValueDescription? {
    switch type {
    case .parameter, .implicitParameter:
      resolver.report(
        "A value of a type parameter that is not bound can't be told", at: expression.range)
    default:
      resolver.report("Expected a value of type \(name(of: type))", at: expression.range)
    }
    return nil
  }

  /// Accounts for words; tells when there are too many.
  func spend(_ words: Int, _ expression: Expression) -> Bool {
    if compilation.spendValue(words: words) { return true }
    resolver.report("The values of this schema are too large in all", at: expression.range)
    return false
  }

  /// How the language calls a type.
  func name(of type: TypeDescription) -> String {
    switch type {
    case .list(let element): return "List(\(name(of: element)))"
    case .enumeration(let id, _), .structure(let id, _), .interface(let id, _):
      return compilation.node(id)?.declaration.name.text ?? "?"
    case .parameter, .implicitParameter: return "AnyPointer"
    default: return Builtin.allCases.first { $0.type == type }?.rawValue ?? "?"
    }
  }
}
