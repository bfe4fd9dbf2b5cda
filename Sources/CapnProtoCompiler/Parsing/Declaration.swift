/// A declaration of the schema language.
final class Declaration {
  enum Kind {
    case file
    case using(Expression)
    case constant(type: Expression, value: Expression)
    case enumeration
    case enumerant
    case structure
    case field(type: Expression, value: Expression?)
    case union
    case group
    case interface(superclasses: [Expression])
    case method(Method)
    case annotation(type: Expression, targets: AnnotationTargets)
    /// `@0x…;`
    case nakedID
    /// `$…;`
    case nakedAnnotation
  }

  /// What stands for an ordinal or an id.
  struct Number {
    let value: UInt64
    let range: Range<Int>
  }

  struct Method {
    let parameters: ParameterList
    let results: Results

    enum Results {
      case none
      case stream
      case explicit(ParameterList)
    }
  }

  enum ParameterList {
    case named([Parameter])
    case type(Expression)
  }

  struct Parameter {
    let name: Name
    let type: Expression
    let value: Expression?
    let annotations: [AnnotationApplication]
    let range: Range<Int>
  }

  struct AnnotationApplication {
    let name: Expression
    let value: Expression?
  }

  var kind: Kind
  /// Empty for a file and for a union without a name.
  var name: Name
  var id: Number?
  var ordinal: Number?
  /// The parameters of a generic declaration, or the implicit ones of a method.
  var parameters: [Name] = []
  var annotations: [AnnotationApplication] = []
  var members: [Declaration] = []
  var comment: [UInt8]?
  var range: Range<Int>
  /// Whether an alias has another name than what it stands for.
  var isRenamed = false

  init(_ kind: Kind, _ name: Name, _ range: Range<Int>) {
    self.kind = kind
    self.name = name
    self.range = range
  }
}

/// What an annotation may be put on; the bits are in the order of `schema.capnp`.
struct AnnotationTargets: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  static let file = AnnotationTargets(rawValue: 1 << 0)
  static let constant = AnnotationTargets(rawValue: 1 << 1)
  static let enumeration = AnnotationTargets(rawValue: 1 << 2)
  static let enumerant = AnnotationTargets(rawValue: 1 << 3)
  static let structure = AnnotationTargets(rawValue: 1 << 4)
  static let field = AnnotationTargets(rawValue: 1 << 5)
  static let union = AnnotationTargets(rawValue: 1 << 6)
  static let group = AnnotationTargets(rawValue: 1 << 7)
  static let interface = AnnotationTargets(rawValue: 1 << 8)
  static let method = AnnotationTargets(rawValue: 1 << 9)
  static let parameter = AnnotationTargets(rawValue: 1 << 10)
  static let annotation = AnnotationTargets(rawValue: 1 << 11)
  static let all = AnnotationTargets(rawValue: (1 << 12) - 1)

  /// The targets by the words that name them.
  static let words: [String: AnnotationTargets] = [
    "file": .file, "const": .constant, "enum": .enumeration, "enumerant": .enumerant,
    "struct": .structure, "field": .field, "union": .union, "group": .group,
    "interface": .interface, "method": .method, "param": .parameter, "annotation": .annotation,
  ]
}
