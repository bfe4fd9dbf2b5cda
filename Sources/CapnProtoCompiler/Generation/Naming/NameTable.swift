/// The Swift name of every type in a request.
///
/// Types keep their names and their nesting. A name gives way, by an underscore at its end, to
/// what generated code declares in the same scope.
struct NameTable {
  /// The name of one type.
  struct TypeName: Equatable {
    /// The module it is in, `nil` for the one that is generated.
    var module: String?
    /// The name and those of the types around it, outermost first, not escaped.
    var path: [String]
    /// The ids of the types along the path; `nil` where it is a namespace.
    var ids: [UInt64?]
  }

  /// The modules and unqualified types that generated code names; no type may hide them.
  static let modules: Set<String> = [
    "Swift", "CapnProto", "CapnProtoRPC", "CapnProtoAsync", "AnyClient", "AnyInterface",
  ]

  /// What generated code declares inside a struct, a group or an interface.
  static let members: Set<String> = modules.union([
    "Reader", "Builder", "Which", "Tag", "Pipeline", "Client", "Server", "Element",
  ])

  private(set) var types: [UInt64: TypeName] = [:]
  /// The file whose declarations are being named.
  private var current: UInt64 = 0
  /// The names declared directly inside a scope, by the path of the scope.
  private var declared: [[String]: Set<String>] = [:]
  /// The paths of the structs, groups and interfaces, which declare `members` as well.
  private var structural: Set<[String]> = []
  /// All names of types, to find those that hide the standard library's.
  private var all: Set<String> = []
  /// The generated struct of a method's parameters or results, and the interface it belongs to.
  private(set) var owners: [UInt64: UInt64] = [:]
  /// The file that each declaration stands in, those of parameters and results included.
  private(set) var files: [UInt64: UInt64] = [:]
  /// The names of the types of calls, for each method of an interface.
  private(set) var callNames: [UInt64: [String]] = [:]
  /// The structs and groups that can have capabilities in them, directly or in structs they hold.
  private(set) var pipelined: Set<UInt64> = []
  /// The files that declare interfaces or fields that hold capabilities.
  private(set) var callingFiles: Set<UInt64> = []
  /// The Swift names of the type parameters of a type itself.
  private(set) var parameters: [UInt64: [String]] = [:]

  /// Names everything in a request.
  init(_ set: RequestContents, options: GeneratorOptions) {
    let files = set.nodes.values.filter { if case .file = $0.body { true } else { false } }
    var top: [String?: NameScope] = [:]
    for file in files.sorted(by: { $0.id < $1.id }) {
      current = file.id
      let module = (file.setting(SwiftAnnotations.module) ?? options.modules.setting(file))
        .map(SwiftName.identifier)
      let namespace = file.setting(SwiftAnnotations.namespace) ?? options.namespaces.setting(file)
      if let namespace {
        let path = namespace.split(separator: ".").map { SwiftName.identifier(String($0)) }
        let name = TypeName(module: module, path: path, ids: path.map { _ in nil })
        types[file.id] = name
        var scope = NameScope(reserved: Self.modules)
        nameMembers(of: file, in: set, within: name, scope: &scope)
      } else {
        let name = TypeName(module: module, path: [], ids: [])
        types[file.id] = name
        nameMembers(
          of: file, in: set, within: name,
          scope: &top[module, default: NameScope(reserved: Self.modules)])
      }
    }
    findCapabilities(set)
  }

  private mutating func findCapabilities(_ set: RequestContents) {
    var users: [UInt64: [UInt64]] = [:]
    var waiting: [UInt64] = []
    for (id, node) in set.nodes {
      if case .interface = node.body, let file = files[id] { callingFiles.insert(file) }
      for field in node.structure?.fields ?? [] {
        switch field.body {
        case .group(let group): users[group, default: []].append(id)
        case .slot(_, let type, _, _):
          if type.mentionsCapabilities, let file = files[id] { callingFiles.insert(file) }
          switch type {
          case .structure(let part, _): users[part, default: []].append(id)
          case .interface, .capability, .anyPointer, .anyStruct, .parameter: waiting.append(id)
          default: continue
          }
        }
      }
    }
    while let id = waiting.popLast() {
      if pipelined.insert(id).inserted { waiting += users[id] ?? [] }
    }
  }

  private mutating func nameMembers(
    of node: RequestNode, in set: RequestContents, within outer: TypeName, scope: inout NameScope
  ) {
    if outer.path.count > GeneratorLimits.nestingDepth { return }
    for child in node.nested {
      guard let node = set.nodes[child.id] else { continue }
      switch node.body {
      case .structure, .enumeration, .interface:
        let wish = node.setting(SwiftAnnotations.name) ?? child.name
        add(node, in: set, as: SwiftName.capitalized(wish), within: outer, scope: &scope)
      case .file, .constant, .annotation: continue
      }
    }
    for field in node.structure?.fields ?? [] {
      guard case .group(let id) = field.body, let group = set.nodes[id] else { continue }
      let wish = field.setting(SwiftAnnotations.name) ?? field.name
      add(group, in: set, as: SwiftName.capitalized(wish), within: outer, scope: &scope)
    }
    for method in node.interface?.methods ?? [] {
      let wish = SwiftName.capitalized(method.setting(SwiftAnnotations.name) ?? method.name)
      for (id, suffix) in [(method.parameters.id, "Params"), (method.results.id, "Results")] {
        guard let detached = set.nodes[id], detached.scopeID == 0, types[id] == nil,
          case .structure = detached.body
        else { continue }
        owners[id] = node.id
        add(detached, in: set, as: wish + suffix, within: outer, scope: &scope)
      }
      callNames[node.id, default: []].append(scope.take(SwiftName.identifier(wish) + "Call"))
    }
  }

  private mutating func add(
    _ node: RequestNode, in set: RequestContents, as wish: String, within outer: TypeName,
    scope: inout NameScope
  ) {
    // A request in which a declaration stands in two scopes is malformed; the first one counts.
    if types[node.id] != nil { return }
    let name = scope.take(SwiftName.identifier(wish))
    let inner = TypeName(
      module: outer.module, path: outer.path + [name], ids: outer.ids + [node.id])
    types[node.id] = inner
    files[node.id] = current
    declared[outer.path, default: []].insert(name)
    all.insert(name)
    // A parameter may be named like one of a type around it; in Swift it may not.
    var around = NameScope(
      reserved: Self.modules.union(outer.ids.flatMap { $0.flatMap { parameters[$0] } ?? [] }))
    let names = node.parameters.map { around.take(SwiftName.identifier($0)) }
    if !names.isEmpty { parameters[node.id] = names }
    declared[inner.path, default: []].formUnion(names)
    var nested = NameScope(reserved: Self.members.union(names).union([name]))
    if case .enumeration = node.body { return }
    structural.insert(inner.path)
    nameMembers(of: node, in: set, within: inner, scope: &nested)
  }

  /// The name of a type of the standard library, qualified if a type of the schema hides it.
  func standard(_ name: String) -> String {
    all.contains(name) ? "Swift." + name : name
  }

  /// How many leading parts of a name may be left out when it is used inside `scope`, so that
  /// Swift still finds that very type.
  ///
  /// - Returns: `nil` if every way to write the name means something else there.
  func omissible(_ name: TypeName, in scope: [String], atMost limit: Int = .max) -> Int? {
    var common = 0
    while common < min(scope.count, name.path.count - 1, limit), scope[common] == name.path[common]
    {
      common += 1
    }
    for count in stride(from: common, through: 0, by: -1)
    where innermost(declaring: name.path[count], around: scope) == count { return count }
    return nil
  }

  /// How long the path of the innermost scope is that declares `name`; zero for the top level.
  private func innermost(declaring name: String, around scope: [String]) -> Int {
    for count in stride(from: scope.count, to: 0, by: -1) {
      let path = Array(scope.prefix(count))
      if declared[path]?.contains(name) == true { return count }
      if Self.members.contains(name), structural.contains(path) { return count }
    }
    return 0
  }
}

extension [String: String] {
  /// The setting for a file, found by its whole name or by the last part of it.
  fileprivate func setting(_ file: RequestNode) -> String? {
    let base = file.displayName.split(separator: "/").last.map(String.init)
    return self[file.displayName] ?? base.flatMap { self[$0] }
  }
}

extension RequestType {
  /// Whether capabilities are named in the type.
  fileprivate var mentionsCapabilities: Bool {
    switch self {
    case .interface, .capability: true
    case .list(let element): element.mentionsCapabilities
    case .structure(_, let brand):
      brand.scopes.values.contains { bindings in
        if case .bind(let types) = bindings {
          types.contains { $0?.mentionsCapabilities ?? false }
        } else {
          false
        }
      }
    default: false
    }
  }
}
