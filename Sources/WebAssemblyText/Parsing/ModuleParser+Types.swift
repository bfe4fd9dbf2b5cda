internal import WebAssembly

/// Types.
///
/// Specification: https://webassembly.github.io/spec/core/text/types.html
extension ModuleParser {
  /// Takes `(type …)` or `(rec …)`, the closing parenthesis included.
  mutating func typeField() throws(TextError) {
    let first = draft.types.count
    if cursor.takeOpen(.rec) {
      while cursor.isOpen(.type) { try typeDefinition() }
      try cursor.expectClose()
    } else {
      try typeDefinition()
    }
    let group = first..<draft.types.count
    draft.groups.append(group)
    if group.count == 1 { noteFunctionType(first) }
  }

  /// Makes a type findable for type uses without index, if it is a lone function type.
  private mutating func noteFunctionType(_ index: Int) {
    let type = draft.types[index]
    guard type.isFinal, type.supertypes.isEmpty, let function = type.function,
      functionTypes[function] == nil
    else { return }
    functionTypes[function] = UInt32(truncatingIfNeeded: index)
  }

  /// The index of a function type, which is added if there is none.
  mutating func implicitType(_ type: FunctionType) -> UInt32 {
    if let index = functionTypes[type] { return index }
    let index = draft.types.count
    draft.types.append(SubType(composite: .function(type)))
    functionTypes[type] = UInt32(truncatingIfNeeded: index)
    return UInt32(truncatingIfNeeded: index)
  }

  private mutating func typeDefinition() throws(TextError) {
    try cursor.expectOpen(.type)
    let index = try define(\.types, .type)
    draft.types.append(try subType(index))
    try cursor.expectClose()
  }

  private mutating func subType(_ index: UInt32) throws(TextError) -> SubType {
    guard cursor.takeOpen(.sub) else {
      return SubType(composite: try compositeType(index))
    }
    let isFinal = cursor.take(.final)
    var supertypes: [UInt32] = []
    while cursor.isIndex() { supertypes.append(try self.index(in: spaces.types)) }
    let composite = try compositeType(index)
    try cursor.expectClose()
    return SubType(isFinal: isFinal, supertypes: supertypes, composite: composite)
  }

  private mutating func compositeType(_ index: UInt32) throws(TextError) -> CompositeType {
    let type: CompositeType
    if cursor.takeOpen(.func) {
      let signature = try signature(named: true)
      type = .function(signature.type)
    } else if cursor.takeOpen(.struct) {
      type = .structure(try fields(index))
    } else if cursor.takeOpen(.array) {
      type = .array(try fieldType())
    } else {
      if cursor.next.kind == .open { cursor.advance() }
      throw cursor.unexpected()
    }
    try cursor.expectClose()
    return type
  }

  private mutating func fields(_ type: UInt32) throws(TextError) -> [FieldType] {
    var fields: [FieldType] = []
    var names = IndexSpace("field")
    while cursor.takeOpen(.field) {
      if let identifier = cursor.identifier {
        guard names.declare(identifier) else {
          throw cursor.error(.duplicateIdentifier, "duplicate field \(cursor.quoteNext())")
        }
        try bindField(type, UInt32(truncatingIfNeeded: fields.count))
        fields.append(try fieldType())
      } else {
        while cursor.next.kind != .close {
          _ = names.declare(nil)
          try bindField(type, UInt32(truncatingIfNeeded: fields.count))
          fields.append(try fieldType())
        }
      }
      try cursor.expectClose()
    }
    fieldNames[type] = names
    return fields
  }

  private mutating func bindField(_ type: UInt32, _ index: UInt32) throws(TextError) {
    if let name = try takeDefinitionName() { draft.names.add(.field, in: type, index, name) }
  }

  private mutating func fieldType() throws(TextError) -> FieldType {
    if cursor.takeOpen(.mut) {
      let storage = try storageType()
      try cursor.expectClose()
      return FieldType(storage: storage, isMutable: true)
    }
    return FieldType(storage: try storageType(), isMutable: false)
  }

  private mutating func storageType() throws(TextError) -> StorageType {
    if cursor.take(.i8) { return .i8 }
    if cursor.take(.i16) { return .i16 }
    return .value(try valueType())
  }
}
