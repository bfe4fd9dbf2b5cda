/// The type section: recursion groups of defined types.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#type-section
extension ModuleDecoder {
  mutating func typeSection(_ reader: inout BinaryReader) throws(ModuleError) {
    let count = try reader.count(limit: limits.types, of: "types")
    module.recursionGroups.reserveCapacity(reader.capacity(for: count))
    module.types.reserveCapacity(reader.capacity(for: count))
    for _ in 0..<count {
      let first = module.types.count
      if reader.next == 0x4E {
        reader.position += 1
        let size = try reader.count(
          limit: limits.recursionGroupSize, of: "types in a recursion group")
        for _ in 0..<size { try definedType(&reader) }
      } else {
        try definedType(&reader)
      }
      module.recursionGroups.append(first..<module.types.count)
    }
  }

  /// Specification: https://webassembly.github.io/spec/core/binary/types.html#recursive-types
  private mutating func definedType(_ reader: inout BinaryReader) throws(ModuleError) {
    guard module.types.count < limits.types else {
      throw reader.exceeded("types", module.types.count + 1, limit: limits.types)
    }
    var isFinal = true
    var supertypes: [UInt32] = []
    if let code = reader.next, code == 0x4F || code == 0x50 {
      reader.position += 1
      isFinal = code == 0x4F
      let start = reader.position
      let count = try reader.count()
      // The format allows a vector; validation allows one.
      guard count <= 1 else {
        throw reader.invalid("sub type with \(count) super types", at: start)
      }
      if count == 1 { supertypes.append(try reader.u32()) }
    }
    let composite = try compositeType(&reader)
    module.types.append(
      SubType(isFinal: isFinal, supertypes: supertypes, composite: composite))
  }

  /// Specification: https://webassembly.github.io/spec/core/binary/types.html#composite-types
  private func compositeType(_ reader: inout BinaryReader) throws(ModuleError) -> CompositeType {
    let start = reader.position
    switch try reader.typeCode() {
    case 0x60:
      let parameters = try valueTypes(&reader, limit: limits.parameters, of: "parameters")
      let results = try valueTypes(&reader, limit: limits.results, of: "results")
      return .function(FunctionType(parameters: parameters, results: results))
    case 0x5F:
      let count = try reader.count(limit: limits.structureFields, of: "fields")
      var fields: [FieldType] = []
      fields.reserveCapacity(reader.capacity(for: count))
      for _ in 0..<count { fields.append(try fieldType(&reader)) }
      return .structure(fields)
    case 0x5E:
      return .array(try fieldType(&reader))
    default:
      throw reader.malformed("malformed definition type", at: start)
    }
  }

  private func valueTypes(
    _ reader: inout BinaryReader, limit: Int, of what: StaticString
  ) throws(ModuleError) -> [ValueType] {
    let count = try reader.count(limit: limit, of: what)
    var types: [ValueType] = []
    types.reserveCapacity(reader.capacity(for: count))
    for _ in 0..<count { types.append(try reader.valueType()) }
    return types
  }

  /// Specification: https://webassembly.github.io/spec/core/binary/types.html#binary-fieldtype
  private func fieldType(_ reader: inout BinaryReader) throws(ModuleError) -> FieldType {
    let storage: StorageType
    switch reader.next {
    case 0x78:
      reader.position += 1
      storage = .i8
    case 0x77:
      reader.position += 1
      storage = .i16
    default:
      storage = .value(try reader.storedValueType())
    }
    return FieldType(storage: storage, isMutable: try reader.mutability())
  }
}

extension BinaryReader {
  /// Reads a value type where a packed type could also stand.
  fileprivate mutating func storedValueType() throws(ModuleError) -> ValueType {
    let start = position
    do {
      return try valueType()
    } catch {
      guard error.message == "malformed value type" else { throw error }
      throw malformed("malformed storage type", at: start)
    }
  }
}
