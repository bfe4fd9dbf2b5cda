/// A field, union or group while its struct is laid out; or the struct itself.
final class StructMember {
  enum Kind {
    case structure
    case field(type: Expression, value: Expression?)
    case union
    case group
  }

  let kind: Kind
  unowned let parent: StructMember?
  let name: Name
  /// Its position in the text among the members of its parent.
  let codeOrder: Int
  /// Whether it is a member of its parent's union.
  let isInUnion: Bool
  let ordinal: UInt16?
  let ordinalRange: Range<Int>
  let annotations: [Declaration.AnnotationApplication]
  let comment: [UInt8]?
  let isParameter: Bool
  /// Where a field finds room.
  var scope: (any LayoutScope)?
  /// The union that it is, or that it holds without a name.
  var union: UnionLayout?
  /// The position among the fields of its parent, once one of its fields was met.
  private(set) var index: Int?
  private(set) var discriminant = FieldDescription.noDiscriminant
  /// Its own fields, in the order they were met.
  private(set) var fields: [StructMember] = []
  private(set) var discriminantCount = 0
  /// What was found out about a field.
  var slot: FieldDescription.Kind?
  /// The id and description of a group's node.
  var node: NodeDescription?

  init(
    _ kind: Kind, in parent: StructMember?, name: Name, codeOrder: Int, isInUnion: Bool,
    ordinal: Declaration.Number?, annotations: [Declaration.AnnotationApplication],
    comment: [UInt8]?, isParameter: Bool = false
  ) {
    self.kind = kind
    self.parent = parent
    self.name = name
    self.codeOrder = codeOrder
    self.isInUnion = isInUnion
    self.ordinal = ordinal.map { UInt16(clamping: $0.value) }
    self.ordinalRange = ordinal?.range ?? name.range
    self.annotations = annotations
    self.comment = comment
    self.isParameter = isParameter
  }

  convenience init(
    _ kind: Kind, in parent: StructMember, _ declaration: Declaration, codeOrder: Int,
    isInUnion: Bool
  ) {
    self.init(
      kind, in: parent, name: declaration.name, codeOrder: codeOrder, isInUnion: isInUnion,
      ordinal: declaration.ordinal, annotations: declaration.annotations,
      comment: declaration.comment)
  }

  /// Gives it a place among its parent's fields, which get theirs first.
  func place() {
    guard index == nil, let parent else { return }
    if parent.fields.isEmpty { parent.place() }
    index = parent.fields.count
    if isInUnion {
      discriminant = UInt16(clamping: parent.discriminantCount)
      parent.discriminantCount += 1
    }
    parent.fields.append(self)
  }
}
