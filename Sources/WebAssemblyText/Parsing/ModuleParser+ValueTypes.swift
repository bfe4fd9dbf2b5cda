internal import WebAssembly

/// Value types, reference types and heap types.
///
/// Specification: https://webassembly.github.io/spec/core/text/types.html#value-types
extension ModuleParser {
  mutating func valueType() throws(TextError) -> ValueType {
    let type: ValueType
    switch cursor.keyword {
    case .i32: type = .i32
    case .i64: type = .i64
    case .f32: type = .f32
    case .f64: type = .f64
    case .v128: type = .v128
    default: return try referenceType()
    }
    cursor.advance()
    return type
  }

  /// Whether a reference type is next.
  var isReferenceType: Bool { cursor.isOpen(.ref) || cursor.shorthandReference != nil }

  mutating func referenceType() throws(TextError) -> ValueType {
    if let heapType = cursor.shorthandReference {
      cursor.advance()
      return .reference(heapType, nullable: true)
    }
    guard cursor.takeOpen(.ref) else {
      if cursor.next.kind == .open { cursor.advance() }
      throw cursor.unexpected()
    }
    let isNullable = cursor.take(.null)
    let heapType = try heapType()
    try cursor.expectClose()
    return .reference(heapType, nullable: isNullable)
  }

  mutating func heapType() throws(TextError) -> HeapType {
    if let type = cursor.takeAbstractHeapType() { return type }
    // Beyond the last index a heap type can hold, no type can exist: any such index is as unknown.
    return .index(min(try index(in: spaces.types), 0x0FFF_FFFF))
  }
}

extension TokenCursor {
  /// The heap type of a one-word reference type, when such a word is next.
  var shorthandReference: HeapType? {
    switch keyword {
    case .funcref: .function
    case .externref: .external
    case .anyref: .any
    case .eqref: .eq
    case .i31ref: .i31
    case .structref: .structure
    case .arrayref: .array
    case .exnref: .exception
    case .nullref: HeapType.none
    case .nullfuncref: .noFunction
    case .nullexternref: .noExternal
    case .nullexnref: .noException
    default: nil
    }
  }

  /// Takes an abstract heap type if one is next.
  mutating func takeAbstractHeapType() -> HeapType? {
    let type: HeapType? =
      switch keyword {
      case .func: .function
      case .extern: .external
      case .any: .any
      case .eq: .eq
      case .i31: .i31
      case .struct: .structure
      case .array: .array
      case .exn: .exception
      case .noneHeap: HeapType.none
      case .nofunc: .noFunction
      case .noextern: .noExternal
      case .noexn: .noException
      default: nil
      }
    if type != nil { advance() }
    return type
  }
}
