import CapnProtoCompiler
import Ganglion

/// `ganglion build`.
enum BuildCommand {
  static let subcommand = Subcommand(
    name: "build", abstract: "Compile a guest written in Swift.",
    synopsis: "GUEST.swift [-o GUEST.wasm] [--schema FILE]…",
    options: [
      OptionSpecification(
        "output", short: "o", value: "FILE",
        "Where to write the program; by default beside the source, with the ending .wasm."),
      OptionSpecification(
        "schema", value: "FILE", isRepeatable: true,
        "A schema of Cap'n Proto whose types the guest uses; code is generated from it."),
      OptionSpecification(
        "import-path", short: "I", value: "DIR", isRepeatable: true,
        "Where schemas find imports whose names start with a slash."),
      OptionSpecification(
        "cache", value: "DIR",
        "Keep what is compiled for every guest there, and take it from there the next time."),
      OptionSpecification("debug-names", "Keep the names of functions, for backtraces."),
    ],
    discussion: """
      A guest imports GuestKit, which travels inside this tool, and has a type with @main:

        import GuestKit

        @main enum Hello: GuestProgram {
          static func run(_ guest: Guest) throws(RPCError) {
            print("process \\(guest.pid), child of \\(guest.ppid)")
          }
        }

      Needs swiftc in PATH, of a toolchain with Embedded Swift for wasm32, such as those from
      swift.org. Further Swift files of the same guest may follow the first.
      """
  ) { arguments in
    let sources = try Subcommand.operands(arguments, of: "build")
    for path in sources { try check(path) }
    let output = arguments.value("output") ?? defaultOutput(sources[0])
    let schemas = arguments.all("schema")
    let compiled = schemas.isEmpty ? nil : try SchemaLoading.compile(schemas, arguments)
    do {
      return try HostTool.withTemporaryDirectory("ganglion-build") { folder in
        var build = GuestBuild(try GuestToolchain.find(), in: folder)
        build.kitFolder = arguments.value("cache")
        build.keepsNames = arguments.has("debug-names")
        let generated = try compiled.map { try generate($0, in: folder) } ?? []
        try build.run(sources + generated, to: output)
        return .success
      }
    } catch let error as FileError {
      throw CommandError(.output, "\(error)")
    }
  }

  private static func check(_ path: String) throws(CommandError) {
    guard path.hasSuffix(".swift") else {
      throw .usage("\(path): a source file ends in .swift")
    }
    do throws(FileError) {
      _ = try FileContent.read(path: path, limit: 16 << 20)
    } catch {
      throw CommandError(.unreadable, "\(error)")
    }
  }

  private static func defaultOutput(_ source: String) -> String {
    source.dropLast(".swift".count) + ".wasm"
  }

  /// Writes the code of schemas into a folder.
  ///
  /// - Returns: the files.
  private static func generate(_ schema: CompiledSchema, in folder: String) throws -> [String] {
    var options = GeneratorOptions()
    options.access = .internal
    let files: [CodeGenerator.Output]
    do {
      files = try schema.swift(options)
    } catch {
      throw CommandError(.invalid, "no code can be generated: \(error)")
    }
    var paths: [String] = []
    for (index, file) in files.enumerated() {
      // Two schemas of the same name may come from different folders.
      let name = file.name.split(separator: "/").last.map(String.init) ?? "schema.swift"
      let path = "\(folder)/schemas/\(index)-\(name)"
      try FileContent.write(Array(file.source.utf8), path: path)
      paths.append(path)
    }
    return paths
  }
}
