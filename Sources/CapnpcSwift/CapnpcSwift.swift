import CapnProto
import CapnProtoCompiler
import Platform

/// The tool `capnpc-swift`: reads a request from standard input and writes the generated files.
enum CapnpcSwift {
  static let usage = """
    capnpc-swift: generates Swift for Cap'n Proto schemas.

    usage: capnp compile -o swift FILE.capnp…
           capnp compile -o- FILE.capnp… | capnpc-swift [OPTION…]

      --access public|package|internal   who may use the generated code (public)
      --namespace FILE=NAME              an enum around the declarations of a schema file
      --module FILE=NAME                 the Swift module that a schema file is compiled into
      --import NAME                      a further module to import
      --condition CONDITION              a condition (`#if`) around each file
      --extend-namespaces                those enums are declared elsewhere: extend them
      --no-interfaces                    leave clients and servers out
      --no-embedded                      leave clients and servers for Embedded Swift out
      --output FOLDER                    where to write, instead of the current folder

    """

  /// Runs the tool.
  ///
  /// - Parameter arguments: Without the program's name.
  /// - Returns: The exit code.
  static func run(_ arguments: [String]) -> Int32 {
    if arguments.contains("--help") || arguments.contains("-h") {
      return write(usage, to: 1) ? 0 : 1
    }
    do {
      let (options, folder) = try parse(arguments)
      let request = try readAll()
      for file in try CodeGenerator.generate(
        Message(framed: request, limits: limits), options: options)
      {
        try save(file, in: folder)
      }
      return 0
    } catch let problem as Problem {
      _ = write("capnpc-swift: \(problem.text)\n", to: 2)
    } catch {
      _ = write("capnpc-swift: \(error)\n", to: 2)
    }
    return 1
  }

  /// Something to tell the user.
  struct Problem: Error {
    var text: String
  }

  /// A request comes from a tool that the user started, so it may be large; what recurses is bounded.
  private static let limits = Limits(
    messageWords: 64 << 20, traversalWords: 256 << 20, nestingDepth: 256)

  private static func parse(
    _ arguments: [String]
  ) throws(Problem) -> (GeneratorOptions, folder: String?) {
    var options = GeneratorOptions()
    var folder: String?
    var rest = arguments[...]
    while let option = rest.popFirst() {
      switch option {
      case "--no-interfaces":
        options.generatesInterfaces = false
        continue
      case "--no-embedded":
        options.generatesEmbedded = false
        continue
      case "--extend-namespaces":
        options.extendsNamespaces = true
        continue
      default: break
      }
      guard let value = rest.popFirst() else { throw Problem(text: "\(option): no value") }
      switch option {
      case "--access":
        guard let access = GeneratorOptions.Access(rawValue: value) else {
          throw Problem(text: "--access: public, package or internal, not '\(value)'")
        }
        options.access = access
      case "--namespace", "--module":
        let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw Problem(text: "\(option): FILE=NAME expected") }
        if option == "--module" {
          options.modules[parts[0]] = parts[1]
        } else {
          options.namespaces[parts[0]] = parts[1]
        }
      case "--condition": options.condition = value
      case "--import": options.imports.append(value)
      case "--output": folder = value
      default: throw Problem(text: "unknown option '\(option)'; --help lists them")
      }
    }
    return (options, folder)
  }

  private static func readAll() throws(SystemError) -> [UInt8] {
    let input = FileDescriptor(unowned: 0)
    var bytes: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { chunk.deallocate() }
    while true {
      let count = try input.read(into: chunk)
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  private static func save(_ file: CodeGenerator.Output, in folder: String?) throws(SystemError) {
    let path = folder.map { $0 + "/" + file.name } ?? file.name
    var mode = OpenMode()
    mode.writes = true
    mode.creates = true
    mode.truncates = true
    try makeFolders(of: path)
    let descriptor = try FileDescriptor.open(SystemPath(path), mode)
    try writeAll(file.source, to: descriptor)
  }

  /// Makes the folders that a path leads through.
  private static func makeFolders(of path: String) throws(SystemError) {
    var mode = OpenMode()
    mode.reads = true
    mode.mustBeDirectory = true
    var parent = path.hasPrefix("/") ? "/" : "."
    for name in path.split(separator: "/").dropLast() {
      let current = parent + "/" + name
      let exists = (try? FileDescriptor.open(SystemPath(current), mode)) != nil
      if !exists {
        let folder = try FileDescriptor.open(SystemPath(parent), mode)
        try folder.makeDirectory(SystemPath(String(name)))
      }
      parent = current
    }
  }

  private static func write(_ text: String, to number: Int32) -> Bool {
    (try? writeAll(text, to: FileDescriptor(unowned: number))) != nil
  }

  private static func writeAll(
    _ text: String, to descriptor: borrowing FileDescriptor
  ) throws(SystemError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
    defer { buffer.deallocate() }
    buffer.copyBytes(from: text.utf8)
    var rest = UnsafeRawBufferPointer(buffer)[...]
    while !rest.isEmpty {
      rest = rest.dropFirst(try descriptor.write(UnsafeRawBufferPointer(rebasing: rest)))
    }
  }
}
