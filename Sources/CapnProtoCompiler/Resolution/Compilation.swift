/// All files and nodes of one run of the compiler.
final class Compilation {
  let diagnostics = DiagnosticCollector()
  let configuration: SchemaCompiler.Configuration
  private let read: (String) -> [UInt8]?
  private var files: [String: SchemaFile] = [:]
  private var fileCount = 0
  private var nodes: [UInt64: SchemaNode] = [:]
  private var nextSubstitute: UInt64 = 1000
  private var typesLeft = SchemaLimits.totalTypeSize
  private var valueWordsLeft = SchemaLimits.valueWords
  /// How many declarations wait for each other.
  private var depth = 0

  init(
    _ configuration: SchemaCompiler.Configuration, read: @escaping (String) -> [UInt8]?
  ) {
    self.configuration = configuration
    self.read = read
  }

  /// The node with an id.
  func node(_ id: UInt64) -> SchemaNode? { nodes[id] }

  /// The id itself, or another if it is taken.
  func availableID(_ wanted: UInt64) -> UInt64 {
    guard nodes[wanted] != nil else { return wanted }
    nextSubstitute += 1
    return nextSubstitute
  }

  /// Notes a node, and tells if another one has its id.
  func register(_ node: SchemaNode, wanted: UInt64) {
    if node.id != wanted, let other = nodes[wanted] {
      let id = "@0x" + String(wanted, radix: 16)
      diagnostics.add("The id \(id) is used twice", at: node.range, in: node.file.source)
      diagnostics.add("The id \(id) is first used here", at: other.range, in: other.file.source)
    }
    nodes[node.id] = node
  }

  /// Accounts for a part of a type.
  func spendType() -> Bool {
    if typesLeft == 0 {
      diagnostics.add("The types of this schema are too large in all", file: "schema")
    }
    typesLeft -= 1
    return typesLeft >= 0
  }

  /// Accounts for a value.
  func spendValue(words: Int) -> Bool {
    valueWordsLeft -= words
    return valueWordsLeft >= 0
  }

  /// Does something that may come back to the same point.
  ///
  /// - Returns: `nil` if declarations wait for each other too deeply.
  func nested<T>(_ body: () -> T?) -> T? {
    guard depth < SchemaLimits.dependencyDepth else { return nil }
    depth += 1
    defer { depth -= 1 }
    return body()
  }

  /// Finds what an alias means.
  func resolve(_ alias: SchemaAlias, in node: SchemaNode) -> Resolution? {
    switch alias.state {
    case .resolved(let resolution): return resolution
    case .resolving:
      diagnostics.add("This alias stands for itself", at: alias.target.range, in: node.file.source)
      return nil
    case .unresolved: break
    }
    alias.state = .resolving
    let isTooDeep = depth >= SchemaLimits.dependencyDepth
    let resolver = NameResolver(node)
    let found = nested { resolver.find(alias.target) }
    if isTooDeep { resolver.report("Aliases are nested too deeply", at: alias.target.range) }
    let resolution = found.map { declaration -> Resolution in
      switch declaration.target {
      case .parameter(let id, let index): return .parameter(scopeID: id, index: index)
      case .implicitParameter(let index): return .parameter(scopeID: 0, index: index)
      case .builtin(let builtin):
        let brand = resolver.brand(declaration, at: alias.target.range)
        return .declaration(
          .builtin(builtin), scopeID: node.id, brand: brand.scopes.isEmpty ? nil : brand)
      case .node(let target):
        let brand = resolver.brand(declaration, at: alias.target.range)
        return .declaration(
          .node(target), scopeID: node.id, brand: brand.scopes.isEmpty ? nil : brand)
      }
    }
    alias.state = .resolved(resolution)
    return resolution
  }
}

// MARK: - Files

extension Compilation {
  /// Reads a file that was asked for by its path.
  func open(_ path: String) -> SchemaFile? {
    let directory = configuration.workingDirectory
    let absolute = SchemaPath.join(directory, path)
    var name = SchemaPath.name(of: absolute, in: directory)
    for prefix in configuration.sourcePrefixes {
      let whole = SchemaPath.join(directory, prefix)
      if absolute.hasPrefix(whole + "/") { name = SchemaPath.name(of: absolute, in: whole) }
    }
    if let known = files[absolute] { return known }
    guard let bytes = read(absolute) else {
      diagnostics.add("There is no such file, or it can't be read", file: name)
      return nil
    }
    return add(bytes, path: absolute, name: name)
  }

  private func add(_ bytes: [UInt8], path: String, name: String) -> SchemaFile? {
    fileCount += 1
    guard fileCount <= SchemaLimits.files else {
      diagnostics.add("Too many files: the limit is \(SchemaLimits.files)", file: name)
      return nil
    }
    guard bytes.count <= SchemaLimits.fileSize else {
      diagnostics.add(
        "The file has \(bytes.count) bytes: the limit is \(SchemaLimits.fileSize)", file: name)
      return nil
    }
    let file = SchemaFile(SourceFile(displayName: name, path: path, bytes: bytes), in: self)
    files[path] = file
    _ = file.root
    return file
  }

  /// Finds a file that another one imports.
  ///
  /// Names that start with a slash are looked for in the import directories, then among the
  /// standard schemas that the compiler brings along; others stand beside the importing file.
  func importFile(_ name: String, from file: SchemaFile, at range: Range<Int>) -> SchemaFile? {
    if let known = file.imports[name] { return known }
    for candidate in candidates(name, file) {
      if let known = files[candidate.path] {
        file.imports[name] = known
        return known
      }
      let bytes =
        candidate.path.hasPrefix(StandardSchemas.directory)
        ? StandardSchemas.text(candidate.name) : read(candidate.path)
      guard let bytes else { continue }
      let found = add(bytes, path: candidate.path, name: candidate.name)
      file.imports[name] = found
      return found
    }
    diagnostics.add("There is no such file to import", at: range, in: file.source)
    return nil
  }

  /// Reads a file whose bytes become a value.
  func embed(_ name: String, from file: SchemaFile, at range: Range<Int>) -> [UInt8]? {
    for candidate in candidates(name, file) {
      guard let bytes = read(candidate.path) else { continue }
      guard bytes.count <= SchemaLimits.embedSize else {
        diagnostics.add(
          "The file has \(bytes.count) bytes: the limit is \(SchemaLimits.embedSize)",
          at: range, in: file.source)
        return nil
      }
      return bytes
    }
    diagnostics.add("There is no such file to embed", at: range, in: file.source)
    return nil
  }

  private func candidates(_ name: String, _ file: SchemaFile) -> [(path: String, name: String)] {
    if name.utf8.first == UInt8(ascii: "/") {
      let display = SchemaPath.name(of: SchemaPath.join("/", name), in: "/")
      let directories = configuration.importPaths.map {
        SchemaPath.join(configuration.workingDirectory, $0)
      }
      return directories.map { (SchemaPath.join($0, display), display) }
        + [(StandardSchemas.directory + display, display)]
    }
    let path = SchemaPath.join(SchemaPath.directory(of: file.source.path), name)
    let own = SchemaPath.directory(of: file.source.displayName)
    // Climbing out of the directory of display names leaves only the path itself.
    let ups = name.split(separator: "/").prefix { $0 == ".." || $0 == "." }.filter { $0 == ".." }
    if ups.count > own.split(separator: "/").count {
      return [(path, SchemaPath.name(of: path, in: configuration.workingDirectory))]
    }
    return [(path, SchemaPath.name(of: SchemaPath.join("/" + own, name), in: "/"))]
  }
}
