/// Compiles a struct: lays out its fields in the order of their numbers.
///
/// https://capnproto.org/encoding.html#structs
final class StructCompiler {
  private let compiler: NodeCompiler
  private let node: NodeDescription
  private let implicit: NameResolver.ImplicitParameters
  private let layout = StructLayout()
  private let root: StructMember
  /// Whether it was told that there is no common layout.
  private var isRefused = false
  /// All members but the struct itself, parents before children.
  private var members: [StructMember] = []
  /// The members with numbers, to be sorted by these.
  private var numbered: [(ordinal: UInt16, member: StructMember)] = []

  init(
    _ compiler: NodeCompiler, _ node: NodeDescription, _ implicit: NameResolver.ImplicitParameters
  ) {
    self.compiler = compiler
    self.node = node
    self.implicit = implicit
    root = StructMember(
      .structure, in: nil, name: Name(text: "", range: compiler.node.range), codeOrder: 0,
      isInUnion: false, ordinal: nil, annotations: [], comment: nil)
  }

  /// Compiles a struct that was declared as one.
  func compile(_ declarations: [Declaration]) {
    collect(declarations, root, layout)
    finish()
  }

  /// Compiles the struct of a method's parameters or results.
  func compile(_ parameters: [Declaration.Parameter]) {
    var names: [String: Name] = [:]
    for (index, parameter) in parameters.enumerated() {
      if let other = names.updateValue(parameter.name, forKey: parameter.name.text) {
        compiler.report("The name is declared twice in this list", at: parameter.name.range)
        compiler.report("The name is first declared here", at: other.range)
      }
      let number = Declaration.Number(value: UInt64(index), range: parameter.range)
      let member = StructMember(
        .field(type: parameter.type, value: parameter.value), in: root, name: parameter.name,
        codeOrder: index, isInUnion: false, ordinal: number, annotations: parameter.annotations,
        comment: nil, isParameter: true)
      member.scope = layout
      add(member)
    }
    finish()
  }

  private func add(_ member: StructMember) {
    members.append(member)
    if let ordinal = member.ordinal { numbered.append((ordinal, member)) }
  }

  /// Collects the members of a struct or group.
  private func collect(
    _ declarations: [Declaration], _ parent: StructMember, _ scope: any LayoutScope
  ) {
    var codeOrder = 0
    for declaration in declarations {
      switch declaration.kind {
      case .union where declaration.name.text.isEmpty:
        let union = UnionLayout(parent: scope)
        parent.union = union
        collectUnion(declaration, parent, union, &codeOrder)
      case .field, .union, .group:
        let member = member(declaration, parent, codeOrder, isInUnion: false)
        codeOrder += 1
        fill(member, declaration, scope)
      default: break
      }
    }
  }

  private func collectUnion(
    _ declaration: Declaration, _ parent: StructMember, _ union: UnionLayout,
    _ codeOrder: inout Int
  ) {
    if declaration.members.count < 2 {
      compiler.report("A union has at least two members", at: declaration.range)
    }
    for inner in declaration.members {
      switch inner.kind {
      case .union where inner.name.text.isEmpty:
        compiler.report("A union in a union needs a name", at: inner.range)
      case .field, .union, .group:
        let member = member(inner, parent, codeOrder, isInUnion: true)
        codeOrder += 1
        fill(member, inner, UnionMemberLayout(union))
      default: break
      }
    }
  }

  private func member(
    _ declaration: Declaration, _ parent: StructMember, _ codeOrder: Int, isInUnion: Bool
  ) -> StructMember {
    let kind: StructMember.Kind
    switch declaration.kind {
    case .field(let type, let value): kind = .field(type: type, value: value)
    case .union: kind = .union
    default: kind = .group
    }
    return StructMember(kind, in: parent, declaration, codeOrder: codeOrder, isInUnion: isInUnion)
  }

  /// Collects what is in a member, and notes the member.
  private func fill(
    _ member: StructMember, _ declaration: Declaration, _ scope: any LayoutScope
  ) {
    member.scope = scope
    members.append(member)
    switch member.kind {
    case .structure, .field: break
    case .union:
      let union = UnionLayout(parent: scope)
      member.union = union
      var codeOrder = 0
      collectUnion(declaration, member, union, &codeOrder)
    case .group:
      if declaration.members.isEmpty {
        compiler.report("A group has at least one member", at: declaration.range)
      }
      collect(declaration.members, member, scope)
    }
    if let ordinal = member.ordinal { numbered.append((ordinal, member)) }
  }

  private func finish() {
    let sorted = numbered.enumerated().sorted {
      ($0.element.ordinal, $0.offset) < ($1.element.ordinal, $1.offset)
    }
    var checker = OrdinalChecker()
    for (_, entry) in sorted {
      let member = entry.member
      if !member.isParameter {
        let number = Declaration.Number(value: UInt64(entry.ordinal), range: member.ordinalRange)
        checker.check(number, compiler.report)
      }
      member.place()
      switch member.kind {
      case .field(let type, let value): layOut(member, type, value)
      case .union:
        if member.union?.addDiscriminant() == false {
          compiler.report(
            "The ordinal of a union must be greater than that of at most one of its members",
            at: member.ordinalRange)
        }
      case .structure, .group: break
      }
    }
    describe()
  }

  private func layOut(_ member: StructMember, _ expression: Expression, _ value: Expression?) {
    let type = compiler.resolver.type(expression, implicit) ?? .void
    let offset: Int
    switch type.size {
    case .nothing:
      member.scope?.addVoid()
      offset = 0
    case .bits(let log): offset = member.scope?.addData(log: log) ?? 0
    case .pointer: offset = member.scope?.addPointer() ?? 0
    }
    if layout.isDisputed, !isRefused {
      isRefused = true
      // The standard tool refuses these too: https://github.com/capnproto/capnproto/issues/344.
      compiler.report(
        "The unions here have no layout that all compilers agree on; another order of the fields "
          + "helps", at: member.name.range)
    }
    let cell = value.map { compiler.cell($0, type) } ?? ValueCell(ValueDescription(defaultOf: type))
    member.slot = .slot(offset: offset, type: type, value: cell, isExplicit: value != nil)
  }
}

// MARK: - Descriptions

extension StructCompiler {
  private func describe() {
    root.union?.addDiscriminant()
    for member in members { member.union?.addDiscriminant() }
    if layout.dataWords > SchemaLimits.structSize || layout.pointers > SchemaLimits.structSize {
      compiler.report(
        "The struct has \(layout.dataWords) words and \(layout.pointers) pointers: the limit is "
          + "\(SchemaLimits.structSize) of either", at: compiler.node.range)
    }
    // Parents come first, and a group's id is made from that of its parent.
    root.node = node
    for member in members {
      switch member.kind {
      case .structure, .field: continue
      case .union, .group: break
      }
      guard let parent = member.parent?.node else { continue }
      member.place()
      let index = UInt16(clamping: member.index ?? 0)
      let id = SchemaIdentifier.group(of: parent.id, index: index)
      let description = NodeDescription(
        id: id, displayName: "\(parent.displayName).\(member.name.text)",
        prefixLength: parent.displayName.utf8.count + 1, scopeID: parent.id)
      description.isGeneric = node.isGeneric
      description.comment = member.comment
      member.node = description
      compiler.addAuxiliary(description)
    }
    for member in members + [root] {
      member.node?.body = .structure(structure(member))
      if !member.fields.isEmpty { member.node?.memberComments = member.fields.map(\.comment) }
    }
  }

  private func structure(_ member: StructMember) -> StructDescription {
    var result = StructDescription()
    result.dataWords = min(layout.dataWords, SchemaLimits.structSize)
    result.pointers = min(layout.pointers, SchemaLimits.structSize)
    if case .structure = member.kind {} else { result.isGroup = true }
    if let union = member.union {
      result.discriminantCount = member.discriminantCount
      result.discriminantOffset = union.discriminantOffset ?? 0
    }
    result.fields = member.fields.map(field)
    return result
  }

  private func field(_ member: StructMember) -> FieldDescription {
    let target: AnnotationTargets
    switch member.kind {
    case .union: target = .union
    case .group: target = .group
    default: target = member.isParameter ? .parameter : .field
    }
    return FieldDescription(
      name: member.name.text, codeOrder: member.codeOrder, discriminant: member.discriminant,
      kind: member.slot ?? .group(member.node?.id ?? 0), ordinal: member.ordinal,
      annotations: compiler.annotations(member.annotations, on: target))
  }
}
