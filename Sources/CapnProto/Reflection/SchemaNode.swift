#if !hasFeature(Embedded)
  /// A declaration of a loaded schema.
  public final class SchemaNode: Sendable {
    /// Its number.
    public let id: UInt64
    /// The number of the declaration around it.
    public let scopeID: UInt64
    /// Its name, with the file and the declarations around it.
    public let displayName: String
    /// Its own name.
    public let name: String
    /// What is declared.
    public let kind: Kind
    /// The declarations inside, by name.
    public let nested: [String: UInt64]
    /// The annotations on it.
    public let annotations: [SchemaAnnotation]

    /// What a declaration can be.
    public enum Kind: Sendable {
      /// A file.
      case file
      /// A struct or a group.
      case structure(StructDescription)
      /// An enum: its values, in order.
      case enumeration([Enumerant])
      /// An interface.
      case interface
      /// A constant.
      case constant(SchemaType, SchemaDefault)
      /// An annotation.
      case annotation
    }

    init(
      id: UInt64, scopeID: UInt64, displayName: String, name: String, kind: Kind,
      nested: [String: UInt64], annotations: [SchemaAnnotation]
    ) {
      self.id = id
      self.scopeID = scopeID
      self.displayName = displayName
      self.name = name
      self.kind = kind
      self.nested = nested
      self.annotations = annotations
    }
  }

  /// A value of an enum.
  public struct Enumerant: Sendable {
    /// Its name.
    public let name: String
    /// The annotations on it.
    public let annotations: [SchemaAnnotation]
  }

  /// The fields of a struct or group.
  public struct StructDescription: Sendable {
    /// The size of new structs.
    public let size: StructSize
    /// The fields, in the order of their numbers.
    public let fields: [SchemaField]
    /// The fields that are not in the unnamed union.
    public let plainFields: [SchemaField]
    /// The fields of the unnamed union, by discriminant.
    public let unionFields: [UInt16: SchemaField]
    /// Where the discriminant is, in multiples of 16 bits.
    public let discriminantOffset: Int
    /// Whether it is a group.
    public let isGroup: Bool
    /// The annotations on it.
    public let annotations: [SchemaAnnotation]
    private let byName: [String: Int]

    init(
      size: StructSize, fields: [SchemaField], discriminantOffset: Int, isGroup: Bool,
      annotations: [SchemaAnnotation]
    ) {
      self.size = size
      self.fields = fields
      self.discriminantOffset = discriminantOffset
      self.isGroup = isGroup
      self.annotations = annotations
      plainFields = fields.filter { $0.discriminant == nil }
      unionFields = fields.reduce(into: [:]) { result, field in
        if let discriminant = field.discriminant { result[discriminant] = field }
      }
      byName = fields.reduce(into: [:]) { $0[$1.name] = $1.index }
    }

    /// The field with a name.
    public func field(named name: String) -> SchemaField? { byName[name].map { fields[$0] } }
  }

  /// A field of a struct.
  public struct SchemaField: Sendable {
    /// Its name.
    public let name: String
    /// Its place among the fields.
    public let index: Int
    /// Its discriminant, if it is in a union.
    public let discriminant: UInt16?
    /// What it holds.
    public let kind: Kind
    /// The annotations on it.
    public let annotations: [SchemaAnnotation]

    /// What a field can hold.
    public enum Kind: Sendable {
      /// A value: its offset in multiples of its size, its type and its default.
      case slot(offset: Int, SchemaType, SchemaDefault)
      /// A group: fields of the same struct.
      case group(UInt64)
    }
  }

  /// The default of a field, or the value of a constant or annotation.
  public struct SchemaDefault: Sendable {
    /// The bits of a number.
    public let bits: UInt64
    /// The pointer, if it is one. It belongs to the message of the schema.
    public let pointer: AnyPointerReader
  }

  /// A use of an annotation.
  public struct SchemaAnnotation: Sendable {
    /// The number of the annotation.
    public let id: UInt64
    /// Its value.
    public let value: SchemaDefault
  }
#endif
