import CapnProto

/// Converts messages between formats, for types that schemas describe.
public struct MessageConversion: Sendable {
  /// Why a conversion can't be done.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reason, in words.
    public let description: String
  }

  /// The names of the formats, as the standard tool calls them.
  public static let formats = [
    "binary", "packed", "flat", "flat-packed", "canonical", "text", "json",
  ]

  private let source: MessageFormat
  private let target: MessageFormat
  private let converter: MessageConverter

  /// Whether schemas are needed to convert between two formats.
  ///
  /// - Parameters:
  ///   - source: the name of the format to read.
  ///   - target: the name of the format to write.
  /// - Throws: `Failure` if there is no format of a name.
  public static func needsSchema(
    from source: String, to target: String
  ) throws(Failure) -> Bool {
    let formats = [try format(source), try format(target)]
    return formats.contains(where: \.needsSchema)
  }

  /// Prepares to convert messages.
  ///
  /// - Parameters:
  ///   - source: the name of the format to read.
  ///   - target: the name of the format to write.
  ///   - schema: the schema with the type of the messages; not needed between binary formats.
  ///   - type: the name of that type, as `Outer.Inner`.
  ///   - isPretty: whether text and JSON are broken into lines.
  /// - Throws: `Failure` if there is no such format or no such type.
  public init(
    from source: String, to target: String, schema: CompiledSchema? = nil, type: String? = nil,
    isPretty: Bool = true
  ) throws(Failure) {
    self.source = try MessageConversion.format(source)
    self.target = try MessageConversion.format(target)
    guard let schema, let type else {
      guard !self.source.needsSchema, !self.target.needsSchema else {
        throw Failure(description: "text and json need a schema and the name of a type")
      }
      let empty = try MessageConversion.loaded(CompiledSchema(nodes: [], files: []))
      converter = MessageConverter(type: .void, schemas: empty)
      return
    }
    let schemas = try MessageConversion.loaded(schema)
    guard let found = schemas.type(named: type), case .structure = found else {
      throw Failure(description: "the schema has no struct named \(type)")
    }
    var converter = MessageConverter(type: found, schemas: schemas)
    converter.isPretty = isPretty
    self.converter = converter
  }

  static func loaded(_ schema: CompiledSchema) throws(Failure) -> LoadedSchemas {
    do {
      return try LoadedSchemas(schema.request())
    } catch {
      throw Failure(description: "the schema is too large: \(error)")
    }
  }

  static func format(_ name: String) throws(Failure) -> MessageFormat {
    switch name {
    case "binary", "bin": return .bin
    case "packed": return .packed
    case "flat": return .flat
    case "flat-packed", "flatpacked": return .flatpacked
    case "canonical": return .canonical
    case "text": return .text
    case "json": return .json
    default:
      let known = formats.joined(separator: ", ")
      throw Failure(description: "no format is named \(name); these are: \(known)")
    }
  }

  /// Converts messages that follow each other.
  ///
  /// - Parameter bytes: the messages in the format to read.
  /// - Returns: the messages in the format to write.
  /// - Throws: `Failure` if one is malformed, or can't be written in the format.
  public func convert(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
    do {
      return try converter.convert(bytes, from: source, to: target)
    } catch {
      throw Failure(description: "\(error)")
    }
  }
}
