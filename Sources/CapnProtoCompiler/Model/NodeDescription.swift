/// A node as `schema.capnp` describes it.
final class NodeDescription {
  let id: UInt64
  let displayName: String
  let prefixLength: Int
  let scopeID: UInt64
  var parameters: [String] = []
  var isGeneric = false
  /// The nodes nested in it; `nil` for groups and method structs, which have no such list.
  var nested: [(name: String, id: UInt64)]?
  var annotations: [AnnotationDescription] = []
  var body = Body.file
  var comment: [UInt8]?
  /// The comments of fields, enumerants or methods, in the order of their lists;
  /// `nil` for what has no such list.
  var memberComments: [[UInt8]?]?

  enum Body {
    case file
    case structure(StructDescription)
    case enumeration([EnumerantDescription])
    case interface(methods: [MethodDescription], superclasses: [SuperclassDescription])
    case constant(TypeDescription, ValueCell)
    case annotation(TypeDescription, AnnotationTargets)
  }

  /// Where the fields of a struct are in their list.
  private(set) lazy var fieldIndex: [String: Int] = {
    guard let structure else { return [:] }
    let pairs = structure.fields.enumerated().map { ($0.element.name, $0.offset) }
    return Dictionary(pairs) { first, _ in first }
  }()

  /// What is known of a struct.
  var structure: StructDescription? {
    if case .structure(let structure) = body { return structure }
    return nil
  }

  init(id: UInt64, displayName: String, prefixLength: Int, scopeID: UInt64) {
    self.id = id
    self.displayName = displayName
    self.prefixLength = prefixLength
    self.scopeID = scopeID
  }

  /// The name without those of the scopes around it.
  var shortName: String {
    String(decoding: displayName.utf8.dropFirst(prefixLength), as: UTF8.self)
  }
}

/// A value that may be computed later than the node it belongs to.
final class ValueCell {
  var value: ValueDescription
  init(_ value: ValueDescription) { self.value = value }
}

struct AnnotationDescription {
  let id: UInt64
  let brand: BrandDescription
  let value: ValueCell
}

struct StructDescription {
  var dataWords = 0
  var pointers = 0
  var isGroup = false
  var discriminantCount = 0
  var discriminantOffset = 0
  var fields: [FieldDescription] = []
}

struct FieldDescription {
  enum Kind {
    case slot(offset: Int, type: TypeDescription, value: ValueCell, isExplicit: Bool)
    case group(UInt64)
  }

  /// The discriminant of a field outside of a union.
  static let noDiscriminant: UInt16 = 0xFFFF

  let name: String
  let codeOrder: Int
  let discriminant: UInt16
  let kind: Kind
  let ordinal: UInt16?
  let annotations: [AnnotationDescription]
}

struct EnumerantDescription {
  let name: String
  let codeOrder: Int
  let annotations: [AnnotationDescription]
}

struct SuperclassDescription {
  let id: UInt64
  let brand: BrandDescription
}

struct MethodDescription {
  let name: String
  let codeOrder: Int
  let implicitParameters: [String]
  let parameters: SuperclassDescription
  let results: SuperclassDescription
  let annotations: [AnnotationDescription]
}
