import CapnProto

/// A value in a message, of which parts can be taken.
struct ValueSelection {
  private var value: DynamicValue
  private var type: SchemaType
  private let schemas: LoadedSchemas

  /// The first field of a struct.
  init(_ message: Message, _ wrapper: SchemaType, _ schemas: LoadedSchemas) throws(CapnProtoError) {
    let structure = try DynamicStruct(message, as: wrapper, schemas)
    guard let field = structure.description.fields.first else {
      throw CapnProtoError(.schemaMismatch)
    }
    value = try structure.get(field)
    type = ValueSelection.type(of: field, in: structure)
    self.schemas = schemas
  }

  private static func type(of field: SchemaField, in structure: DynamicStruct) -> SchemaType {
    switch field.kind {
    case .slot(_, let type, _): type.bound(in: structure.brand)
    case .group(let id): .structure(id, structure.brand)
    }
  }

  /// Goes on to a part of the value.
  ///
  /// - Parameters:
  ///   - step: the place of the part in the path.
  ///   - path: the whole name.
  /// - Throws: `MessageConversion.Failure` if the value has no such part.
  mutating func select(_ step: Int, of path: ValuePath) throws(MessageConversion.Failure) {
    let whole = path.text(before: step)
    switch (path.steps[step], value) {
    case (.name(let name), .structure(let structure)):
      guard let field = structure.description.field(named: name) else {
        throw MessageConversion.Failure(description: "\(whole) has no member '\(name)'")
      }
      if let discriminant = field.discriminant,
        structure.raw.get(structure.description.discriminantOffset, as: UInt16.self)
          != discriminant
      {
        throw MessageConversion.Failure(
          description: "'\(name)' is not the member that is set of the union in \(whole)")
      }
      value = try reading { () throws(CapnProtoError) in try structure.get(field) }
      type = ValueSelection.type(of: field, in: structure)
    case (.index(let index), .list(let list)):
      guard index < list.count else {
        throw MessageConversion.Failure(
          description: "\(path.text(through: step)) is out of bounds: the elements are "
            + "\(list.count)")
      }
      value = try reading { () throws(CapnProtoError) in try list.get(index) }
      type = list.element
    case (.name, _): throw MessageConversion.Failure(description: "\(whole) is not a struct")
    case (.index, _): throw MessageConversion.Failure(description: "\(whole) is not a list")
    }
  }

  /// The value in a format.
  ///
  /// - Throws: `MessageConversion.Failure` if it has no such form.
  func encoded(
    as format: MessageFormat, isPretty: Bool
  ) throws(MessageConversion.Failure) -> [UInt8] {
    var converter = MessageConverter(type: type, schemas: schemas)
    converter.isPretty = isPretty
    switch (value, format) {
    case (.float32(let number), .text):
      // As the standard tool shows it where it is no part of a value.
      return try reading { () throws(CapnProtoError) in
        try converter.text(of: .float64(Double(number)))
      }
    case (_, .text):
      return try reading { () throws(CapnProtoError) in try converter.text(of: value) }
    case (.structure(let structure), _):
      return try reading { () throws(CapnProtoError) in
        let builder = MessageBuilder()
        try builder.root.set(structure.raw)
        return try converter.encode(builder.finish(), format)
      }
    case (_, .json):
      return try reading { () throws(CapnProtoError) in try converter.json(of: value) }
    default:
      throw MessageConversion.Failure(
        description: "this is no struct: only text and json can show it")
    }
  }

  private func reading<T>(
    _ body: () throws(CapnProtoError) -> T
  ) throws(MessageConversion.Failure) -> T {
    do throws(CapnProtoError) {
      return try body()
    } catch {
      throw MessageConversion.Failure(description: "\(error)")
    }
  }
}
