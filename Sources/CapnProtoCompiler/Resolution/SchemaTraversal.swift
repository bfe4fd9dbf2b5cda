/// Collects the nodes that a request needs, in the order of the standard tool.
///
/// From a requested file these are all nested nodes, all nodes they depend on, and the parents of
/// those. A node's place is that where it is first mentioned: a struct that is the type of a
/// field comes before the struct with the field.
struct SchemaTraversal {
  private struct Reach: OptionSet {
    let rawValue: UInt8
    static let parents = Reach(rawValue: 1)
    static let children = Reach(rawValue: 2)
  }

  private let compilation: Compilation
  private var reached: [ObjectIdentifier: Reach] = [:]
  private var order: [UInt64] = []
  private var places: Set<UInt64> = []
  private var loaded: [UInt64: NodeDescription] = [:]

  init(_ compilation: Compilation) { self.compilation = compilation }

  /// The nodes so far.
  var nodes: [NodeDescription] { order.compactMap { loaded[$0] } }

  /// Adds a requested file.
  ///
  /// The walk keeps its own stack: chains of dependencies may be long.
  mutating func add(_ file: SchemaFile) {
    reached = [:]
    var stack: [(node: SchemaNode, reach: Reach)] = [(file.root, .children)]
    while let (node, reach) = stack.popLast() {
      let key = ObjectIdentifier(node)
      let old = reached[key]
      if let old, old.isSuperset(of: reach) { continue }
      reached[key] = (old ?? []).union(reach)
      if compilation.diagnostics.isFull { return }
      var next: [(SchemaNode, Reach)] = []
      if let compiler = compilation.completed(node) {
        load(compiler)
        for description in [compiler.description] + compiler.auxiliary {
          for id in SchemaDependencies.all(of: description) {
            if let dependency = compilation.node(id) { next.append((dependency, .parents)) }
          }
        }
      }
      if reach.contains(.parents), let parent = node.parent { next.append((parent, .parents)) }
      if reach.contains(.children) {
        // An alias that nobody uses must mean something too.
        for alias in node.allAliases { _ = compilation.resolve(alias, in: node) }
        next += node.children.map { ($0, .children) }
      }
      stack += next.reversed()
    }
  }

  private mutating func load(_ compiler: NodeCompiler) {
    for description in compiler.auxiliary + [compiler.description] {
      guard loaded[description.id] == nil else { continue }
      for id in SchemaDependencies.direct(of: description) { place(id) }
      place(description.id)
      loaded[description.id] = description
    }
  }

  private mutating func place(_ id: UInt64) {
    if places.insert(id).inserted { order.append(id) }
  }
}
