/// A declaration that has an id, and how far it is compiled.
final class SchemaNode {
  enum Kind: Equatable {
    case file, structure, enumeration, interface, constant, annotation
  }

  /// How far a node is.
  enum Progress {
    /// Nothing but its name, id and nested nodes is known.
    case declared
    case compiling
    /// Types and values of numbers are known, other values may not be.
    case compiled(NodeCompiler)
    case completing(NodeCompiler)
    case complete(NodeCompiler)
    case failed
  }

  let id: UInt64
  let kind: Kind
  let declaration: Declaration
  let displayName: String
  let prefixLength: Int
  unowned let file: SchemaFile
  /// The node it is nested in; `nil` for a file.
  unowned let parent: SchemaNode?
  private(set) var children: [SchemaNode] = []
  private var childIndex: [String: SchemaNode] = [:]
  private var aliases: [String: SchemaAlias] = [:]
  var progress = Progress.declared

  /// Makes the node of a declaration, with all nested in it.
  init(_ declaration: Declaration, _ kind: Kind, in file: SchemaFile, parent: SchemaNode?) {
    self.kind = kind
    self.declaration = declaration
    self.file = file
    self.parent = parent
    var display = file.source.displayName
    if let parent {
      display = parent.displayName + (parent.parent == nil ? ":" : ".") + declaration.name.text
    }
    displayName = display
    // Also for a file, the prefix ends behind the last mark that separates names.
    let separator = display.utf8.lastIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
    prefixLength =
      separator.map { display.utf8.distance(from: display.startIndex, to: $0) + 1 } ?? 0
    let wanted =
      declaration.id?.value
      ?? SchemaIdentifier.child(of: parent?.id ?? 0, declaration.name.text)
    id = file.compilation.availableID(wanted)
    file.compilation.register(self, wanted: wanted)
    for member in declaration.members { add(member) }
  }

  private func add(_ member: Declaration) {
    let kind: Kind
    switch member.kind {
    case .constant: kind = .constant
    case .enumeration: kind = .enumeration
    case .structure: kind = .structure
    case .interface: kind = .interface
    case .annotation: kind = .annotation
    case .using(let target):
      let name = member.name.text
      if aliases[name] == nil { aliases[name] = SchemaAlias(target) }
      return
    default: return
    }
    let child = SchemaNode(member, kind, in: file, parent: self)
    children.append(child)
    if childIndex[member.name.text] == nil { childIndex[member.name.text] = child }
  }

  /// The aliases declared in it.
  var allAliases: [SchemaAlias] { Array(aliases.values) }

  /// The values of an enum's members by their names.
  private(set) lazy var enumerantValues: [String: UInt16] = {
    var sorted: [(ordinal: UInt64, name: String)] = []
    for member in declaration.members {
      if case .enumerant = member.kind {
        sorted.append((member.ordinal?.value ?? 0, member.name.text))
      }
    }
    sorted.sort { $0.ordinal < $1.ordinal }
    let pairs = sorted.enumerated().map { ($0.element.name, UInt16(clamping: $0.offset)) }
    return Dictionary(pairs) { first, _ in first }
  }()

  var parameterCount: Int { declaration.parameters.count }

  /// The id of the node it is nested in; 0 for a file.
  var scopeID: UInt64 { parent?.id ?? 0 }

  /// Where errors about the node as a whole are told.
  var range: Range<Int> {
    declaration.name.text.isEmpty ? 0..<0 : declaration.name.range
  }

  /// Finds a nested declaration or alias.
  func member(_ name: String) -> Resolution? {
    if let child = childIndex[name] {
      return .declaration(.node(child), scopeID: id, brand: nil)
    }
    return aliases[name].flatMap { file.compilation.resolve($0, in: self) }
  }

  /// Finds what a name means inside of the node.
  func resolve(_ name: String) -> Resolution? {
    var scope: SchemaNode? = self
    while let node = scope {
      if let found = node.member(name) { return found }
      if let index = node.declaration.parameters.firstIndex(where: { $0.text == name }) {
        return .parameter(scopeID: node.id, index: index)
      }
      scope = node.parent
    }
    return Builtin(rawValue: name).map {
      .declaration(.builtin($0), scopeID: 0, brand: nil)
    }
  }
}

/// What a name leads to.
enum Resolution {
  enum Target {
    case node(SchemaNode)
    case builtin(Builtin)
  }

  /// A declaration, found in a scope; an alias comes with what it binds parameters to.
  case declaration(Target, scopeID: UInt64, brand: BrandDescription?)
  case parameter(scopeID: UInt64, index: Int)
}

/// A `using` declaration.
final class SchemaAlias {
  enum State {
    case unresolved
    case resolving
    case resolved(Resolution?)
  }

  let target: Expression
  var state = State.unresolved

  init(_ target: Expression) { self.target = target }
}

/// A file with its nodes.
final class SchemaFile {
  let source: SourceFile
  unowned let compilation: Compilation
  /// The node of the file itself.
  private(set) lazy var root = SchemaNode(declaration, .file, in: self, parent: nil)
  private let declaration: Declaration
  /// What the file imports by which name.
  var imports: [String: SchemaFile] = [:]

  init(_ source: SourceFile, in compilation: Compilation) {
    self.source = source
    self.compilation = compilation
    declaration = Parser.parse(source, compilation.diagnostics)
  }
}
