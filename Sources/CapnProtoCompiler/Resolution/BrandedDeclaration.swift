/// What a type expression means: a declaration, and what parameters are bound to.
struct BrandedDeclaration {
  enum Target {
    case node(SchemaNode)
    case builtin(Builtin)
    case parameter(scopeID: UInt64, index: Int)
    case implicitParameter(index: Int)
  }

  let target: Target
  let brand: BrandScope
  /// Where it stands in the text, if it does.
  let source: Expression?

  init(_ target: Target, _ brand: BrandScope, _ source: Expression?) {
    self.target = target
    self.brand = brand
    self.source = source
  }

  static var anyPointer: BrandedDeclaration {
    BrandedDeclaration(.builtin(.anyPointer), BrandScope(id: Builtin.anyPointer.scopeID), nil)
  }

  /// Turns a description back.
  init(_ type: TypeDescription, seenFrom scope: BrandScope, _ compilation: Compilation) {
    func builtin(_ builtin: Builtin) -> BrandedDeclaration {
      BrandedDeclaration(.builtin(builtin), BrandScope(id: builtin.scopeID), nil)
    }
    guard compilation.spendType() else {
      self = .anyPointer
      return
    }
    switch type {
    case .list(let element):
      let inner = BrandedDeclaration(element, seenFrom: scope, compilation)
      self.init(
        .builtin(.list),
        BrandScope(id: Builtin.list.scopeID, parameterCount: 1, bindings: [inner]), nil)
    case .enumeration(let id, let brand), .structure(let id, let brand),
      .interface(let id, let brand):
      guard let node = compilation.node(id) else {
        self = .anyPointer
        return
      }
      self.init(.node(node), scope.applying(brand, to: node), nil)
    case .parameter(let id, let index):
      self =
        scope.lookUp(scopeID: id, index: Int(index))
        ?? BrandedDeclaration(
          .parameter(scopeID: id, index: Int(index)), BrandScope(id: 0), nil)
    case .implicitParameter(let index):
      self.init(.implicitParameter(index: Int(index)), BrandScope(id: 0), nil)
    default:
      self = builtin(Builtin.allCases.first { $0.type == type } ?? .anyPointer)
    }
  }

  /// How the text calls it.
  var text: String {
    if let source { return source.text }
    switch target {
    case .node(let node): return node.declaration.name.text
    case .builtin(let builtin): return builtin.rawValue
    case .parameter, .implicitParameter: return "?"
    }
  }

  /// Whether a parameter of a generic declaration can be bound to it.
  var isGenericArgument: Bool {
    switch target {
    case .node(let node): node.kind == .structure || node.kind == .interface
    case .builtin(let builtin): builtin.isGenericArgument
    case .parameter, .implicitParameter: true
    }
  }
}
