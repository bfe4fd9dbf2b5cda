/// A scope of a type expression, and what its parameters are bound to.
///
/// `Outer(Text).Inner` has three: that of `Inner`, around it `Outer` with one parameter bound to
/// `Text`, and around that the file.
final class BrandScope {
  let parent: BrandScope?
  /// The id of the declaration; 0 for the outermost scope.
  let id: UInt64
  let parameterCount: Int
  /// Whether parameters stand for themselves, as inside of the declaration.
  let isInherited: Bool
  let bindings: [BrandedDeclaration]

  init(
    id: UInt64, parameterCount: Int = 0, parent: BrandScope? = nil, isInherited: Bool = false,
    bindings: [BrandedDeclaration] = []
  ) {
    self.id = id
    self.parameterCount = parameterCount
    self.parent = parent
    self.isInherited = isInherited
    self.bindings = bindings
  }

  /// The scopes inside of a node, all parameters standing for themselves.
  convenience init(inside node: SchemaNode) {
    self.init(
      id: node.id, parameterCount: node.parameterCount,
      parent: node.parent.map(BrandScope.init(inside:)), isInherited: true)
  }

  /// Whether a parameter is in scope.
  var isGeneric: Bool { parameterCount > 0 || parent?.isGeneric == true }

  func push(id: UInt64, parameterCount: Int) -> BrandScope {
    BrandScope(id: id, parameterCount: parameterCount, parent: self)
  }

  func binding(_ bindings: [BrandedDeclaration]) -> BrandScope {
    BrandScope(id: id, parameterCount: parameterCount, parent: parent, bindings: bindings)
  }

  /// The scope of a declaration around this one.
  func scope(_ id: UInt64) -> BrandScope {
    find(id) ?? BrandScope(id: id)
  }

  private func find(_ id: UInt64) -> BrandScope? {
    var scope: BrandScope? = self
    while let current = scope {
      if current.id == id { return current }
      scope = current.parent
    }
    return nil
  }

  /// What a parameter is bound to; `nil` when it stands for itself.
  func lookUp(scopeID: UInt64, index: Int) -> BrandedDeclaration? {
    guard let scope = find(scopeID) else { return .anyPointer }
    if index < scope.bindings.count { return scope.bindings[index] }
    return scope.isInherited ? nil : .anyPointer
  }

  /// The scopes as an alias described them, seen from this one.
  func applying(_ brand: BrandDescription, to node: SchemaNode) -> BrandScope {
    apply(brand.scopes[...], node)
  }

  private func apply(
    _ scopes: ArraySlice<BrandDescription.Scope>, _ node: SchemaNode
  ) -> BrandScope {
    var rest = scopes
    var bindings: [BrandedDeclaration] = []
    var isInherited = false
    if let first = scopes.first, first.id == node.id {
      rest = scopes.dropFirst()
      if let types = first.bindings {
        bindings = types.map { BrandedDeclaration($0, seenFrom: self, node.file.compilation) }
      } else if let outer = find(node.id), !outer.isInherited {
        bindings = outer.bindings
      } else {
        isInherited = true
      }
    }
    return BrandScope(
      id: node.id, parameterCount: node.parameterCount,
      parent: node.parent.map { apply(rest, $0) }, isInherited: isInherited, bindings: bindings)
  }
}
