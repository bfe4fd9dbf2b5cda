import CapnProtoCompiler
import Ganglion

/// `ganglion capnp compile`.
enum CapnpCompileCommand {
  static let subcommand = Subcommand(
    name: "capnp compile", abstract: "Compile schemas to Swift, or to a request for plug-ins.",
    synopsis: "[OPTIONS] FILE…",
    options: [
      SchemaLoading.importPath,
      OptionSpecification(
        "format", short: "o", value: "FORMAT",
        "What to write: swift for source code, bin for a CodeGeneratorRequest. Without it,\n"
          + "schemas are only checked."),
      OptionSpecification(
        "output", value: "DIR",
        "Write source code there instead of the current directory; a request goes to the file\n"
          + "of this name instead of standard output."),
      OptionSpecification(
        "src-prefix", value: "DIR", isRepeatable: true,
        "Leave the directory out of the names of what is written."),
      OptionSpecification(
        "access", value: "LEVEL", "Who may use generated code: public, package or internal."),
      OptionSpecification(
        "namespace", value: "FILE=NAME", isRepeatable: true,
        "Put the declarations of a schema into an enum."),
      OptionSpecification(
        "module", value: "FILE=NAME", isRepeatable: true,
        "The Swift module that a schema is compiled into."),
      OptionSpecification(
        "import", value: "MODULE", isRepeatable: true, "A further module to import."),
      OptionSpecification("condition", value: "TEXT", "A condition (#if) around each file."),
      OptionSpecification("no-interfaces", "Leave clients and servers out."),
    ],
    discussion: """
      Errors go to standard error as FILE:LINE:COLUMN: error: MESSAGE: TEXT, all of a run at once.

        ganglion capnp compile -o swift --output Sources/App calculator.capnp
        ganglion capnp compile -o bin calculator.capnp | capnpc-c++
      """
  ) { arguments in
    let paths = try Subcommand.operands(arguments, of: "capnp compile")
    let (format, directory) = try format(arguments)
    let options = try options(arguments)
    let schema = try SchemaLoading.compile(paths, arguments)
    switch format {
    case nil: break
    case .request: try writeRequest(schema, to: directory)
    case .swift: try writeSwift(schema, options, to: directory)
    }
    return .success
  }

  private enum Format {
    case swift
    case request
  }

  /// The format, and where to write; `swift:DIR` is understood too.
  private static func format(
    _ arguments: ParsedArguments
  ) throws(CommandError) -> (Format?, directory: String?) {
    guard let text = arguments.value("format") else { return (nil, arguments.value("output")) }
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    let directory = arguments.value("output") ?? (parts.count > 1 ? parts[1] : nil)
    switch parts.first {
    case "swift": return (.swift, directory)
    case "bin", "-": return (.request, directory)
    default:
      throw .usage(
        "-o \(text): unknown format", hint: "expected swift or bin; plug-ins read what bin writes")
    }
  }

  private static func options(
    _ arguments: ParsedArguments
  ) throws(CommandError) -> GeneratorOptions {
    var options = GeneratorOptions()
    if let text = arguments.value("access") {
      guard let access = GeneratorOptions.Access(rawValue: text) else {
        throw .usage("--access \(text): expected public, package or internal")
      }
      options.access = access
    }
    options.generatesInterfaces = !arguments.has("no-interfaces")
    options.condition = arguments.value("condition")
    options.imports = arguments.all("import")
    options.namespaces = try pairs("namespace", arguments)
    options.modules = try pairs("module", arguments)
    return options
  }

  private static func pairs(
    _ name: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> [String: String] {
    var result: [String: String] = [:]
    for text in arguments.all(name) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw .usage("--\(name) \(text): expected FILE=NAME") }
      result[parts[0]] = parts[1]
    }
    return result
  }

  private static func writeRequest(
    _ schema: CompiledSchema, to path: String?
  ) throws(CommandError) {
    let bytes: [UInt8]
    do {
      bytes = try schema.requestBytes()
    } catch {
      throw CommandError(.invalid, "the request can't be written: \(error)")
    }
    do throws(FileError) {
      if let path {
        try FileContent.write(bytes, path: path)
      } else {
        try FileContent.writeStandardOutput(bytes)
      }
    } catch {
      throw CommandError(.output, "\(error)")
    }
  }

  private static func writeSwift(
    _ schema: CompiledSchema, _ options: GeneratorOptions, to directory: String?
  ) throws(CommandError) {
    let files: [CodeGenerator.Output]
    do {
      files = try schema.swift(options)
    } catch {
      throw CommandError(.invalid, "no code can be generated: \(error)")
    }
    for file in files {
      let path = directory.map { "\($0)/\(file.name)" } ?? file.name
      do throws(FileError) {
        try FileContent.write(Array(file.source.utf8), path: path)
      } catch {
        throw CommandError(.output, "\(error)")
      }
    }
  }
}
