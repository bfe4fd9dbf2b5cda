/// Compiles schemas of Cap'n Proto: text in, a request for code generators out.
///
/// It reads no files itself: whoever uses it says how.
///
/// https://capnproto.org/language.html
public struct SchemaCompiler {
  /// Where schemas are looked for.
  public struct Configuration: Sendable {
    /// The directories for imports whose names start with a slash.
    ///
    /// The standard schemas (`/capnp/c++.capnp` and its like) are found without any.
    public var importPaths: [String]
    /// The directory that other paths start from; file names in messages start there too.
    public var workingDirectory: String
    /// Directories that are left out of the names of requested files.
    public var sourcePrefixes: [String]

    /// Makes a configuration.
    ///
    /// - Parameters:
    ///   - importPaths: the directories for imports whose names start with a slash.
    ///   - workingDirectory: the directory that other paths start from.
    ///   - sourcePrefixes: directories that are left out of the names of requested files.
    public init(
      importPaths: [String] = [], workingDirectory: String = "/", sourcePrefixes: [String] = []
    ) {
      self.importPaths = importPaths
      self.workingDirectory = workingDirectory
      self.sourcePrefixes = sourcePrefixes
    }
  }

  private let configuration: Configuration
  private let read: (String) -> [UInt8]?

  /// Makes a compiler.
  ///
  /// - Parameters:
  ///   - configuration: where schemas are looked for.
  ///   - read: reads the file at an absolute path; `nil` if there is none.
  public init(
    _ configuration: Configuration = Configuration(), read: @escaping (String) -> [UInt8]?
  ) {
    self.configuration = configuration
    self.read = read
  }

  /// Compiles files and all they import.
  ///
  /// - Parameter paths: the files; relative ones start at the working directory.
  /// - Returns: the nodes of these files and all they need.
  /// - Throws: `SchemaErrors` that tell all that is wrong.
  /// - Complexity: linear in the size of the files, in practice.
  public func compile(_ paths: [String]) throws(SchemaErrors) -> CompiledSchema {
    let compilation = Compilation(configuration, read: read)
    let files = paths.compactMap(compilation.open)
    var traversal = SchemaTraversal(compilation)
    for file in files { traversal.add(file) }
    let requested = files.map { RequestedFile($0, in: compilation) }
    if let errors = compilation.diagnostics.errors { throw errors }
    return CompiledSchema(
      nodes: traversal.nodes, files: requested,
      origin: CompiledSchema.Origin(compilation: compilation, files: files))
  }
}

/// What the compiler found out about some files.
public struct CompiledSchema {
  /// What it was made from.
  struct Origin {
    let compilation: Compilation
    let files: [SchemaFile]
  }

  let nodes: [NodeDescription]
  let files: [RequestedFile]
  var origin: Origin?
}

/// A file that was asked for, and what it imports.
struct RequestedFile {
  let id: UInt64
  let name: String
  let imports: [(id: UInt64, name: String)]

  init(id: UInt64, name: String) {
    self.id = id
    self.name = name
    imports = []
  }

  init(_ file: SchemaFile, in compilation: Compilation) {
    id = file.root.id
    name = file.source.displayName
    var names = ImportedNames()
    names.add(file.root.declaration)
    imports = names.sorted.compactMap { name in
      compilation.importFile(name, from: file, at: 0..<0).map { ($0.root.id, name) }
    }
  }
}
