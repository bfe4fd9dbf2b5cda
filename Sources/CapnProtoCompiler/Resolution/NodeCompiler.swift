/// Compiles a declaration into the description of its node.
final class NodeCompiler {
  /// A value that is computed when all types are known.
  private struct PendingValue {
    let expression: Expression
    let type: TypeDescription
    let cell: ValueCell
  }

  let node: SchemaNode
  let resolver: NameResolver
  let description: NodeDescription
  /// The nodes of groups, or of the parameters and results of methods.
  private(set) var auxiliary: [NodeDescription] = []
  private var auxiliaryIndex: [UInt64: NodeDescription] = [:]
  private var pending: [PendingValue] = []

  init(_ node: SchemaNode) {
    self.node = node
    resolver = NameResolver(node)
    description = NodeDescription(
      id: node.id, displayName: node.displayName, prefixLength: node.prefixLength,
      scopeID: node.scopeID)
  }

  var declaration: Declaration { node.declaration }
  var diagnostics: DiagnosticCollector { node.file.compilation.diagnostics }

  func report(_ message: String, at range: Range<Int>) { resolver.report(message, at: range) }

  /// Finds out all types, and the values of numbers.
  func compile() {
    checkNames(declaration)
    description.parameters = declaration.parameters.map(\.text)
    description.isGeneric = resolver.scope.isGeneric
    description.nested = node.children.map { ($0.declaration.name.text, $0.id) }
    description.comment = declaration.comment
    let target: AnnotationTargets
    switch declaration.kind {
    case .constant(let type, let value):
      compileConstant(type, value)
      target = .constant
    case .enumeration:
      compileEnumeration()
      target = .enumeration
    case .structure:
      let builder = StructCompiler(self, description, .none)
      builder.compile(declaration.members)
      target = .structure
    case .interface(let superclasses):
      compileInterface(superclasses)
      target = .interface
    case .annotation(let type, let targets):
      description.body = .annotation(resolver.type(type) ?? .void, targets)
      target = .annotation
    default:
      target = .file
    }
    description.annotations = annotations(declaration.annotations, on: target)
  }

  /// Computes the values that need the types of other nodes.
  func complete() {
    while let value = pending.popLast() {
      if diagnostics.isFull { return }
      let evaluator = ValueEvaluator(resolver, isComplete: true)
      if let result = evaluator.value(value.expression, value.type) { value.cell.value = result }
    }
  }

  private func compileConstant(_ type: Expression, _ value: Expression) {
    guard let type = resolver.type(type) else {
      description.body = .constant(.void, ValueCell(.void))
      return
    }
    description.body = .constant(type, cell(value, type))
  }

  private func compileEnumeration() {
    let members = declaration.members.filter {
      if case .enumerant = $0.kind { true } else { false }
    }
    let sorted = byOrdinal(members)
    description.body = .enumeration(
      sorted.map { codeOrder, member in
        EnumerantDescription(
          name: member.name.text, codeOrder: codeOrder,
          annotations: annotations(member.annotations, on: .enumerant))
      })
    description.memberComments = sorted.map(\.1.comment)
  }

  /// Members in the order of their numbers, with their positions in the text.
  func byOrdinal(_ members: [Declaration]) -> [(Int, Declaration)] {
    let sorted = Array(members.enumerated()).sorted {
      ($0.element.ordinal?.value ?? 0, $0.offset) < ($1.element.ordinal?.value ?? 0, $1.offset)
    }
    var checker = OrdinalChecker()
    for member in sorted {
      if let ordinal = member.element.ordinal { checker.check(ordinal, report) }
    }
    return sorted.map { ($0.offset, $0.element) }
  }

  /// A value that is computed now if it is a number, else when all types are known.
  func cell(_ expression: Expression, _ type: TypeDescription) -> ValueCell {
    let cell = ValueCell(ValueDescription(defaultOf: type))
    if type.isKnownEarly {
      let evaluator = ValueEvaluator(resolver, isComplete: false)
      if let result = evaluator.value(expression, type) { cell.value = result }
    } else {
      pending.append(PendingValue(expression: expression, type: type, cell: cell))
    }
    return cell
  }

  func addAuxiliary(_ node: NodeDescription) {
    auxiliary.append(node)
    auxiliaryIndex[node.id] = node
  }

  /// The node of a group.
  func group(_ id: UInt64) -> NodeDescription? { auxiliaryIndex[id] }
}

extension TypeDescription {
  /// Whether a value of the type depends on no other type.
  fileprivate var isKnownEarly: Bool {
    switch self {
    case .list, .structure, .interface, .anyPointer, .anyStruct, .anyList, .capability, .parameter,
      .implicitParameter:
      false
    default: true
    }
  }
}

/// Checks that numbers start at 0 and leave none out.
struct OrdinalChecker {
  private var expected: UInt64 = 0
  private var last: Declaration.Number?

  /// Checks the next number; they come sorted.
  mutating func check(_ ordinal: Declaration.Number, _ report: (String, Range<Int>) -> Void) {
    if ordinal.value < expected {
      report("The ordinal is used twice", ordinal.range)
      if let last { report("The ordinal is first used here", last.range) }
      last = nil
    } else if ordinal.value > expected {
      report("Ordinal @\(expected) is left out", ordinal.range)
      expected = ordinal.value + 1
    } else {
      expected += 1
      last = ordinal
    }
  }
}
