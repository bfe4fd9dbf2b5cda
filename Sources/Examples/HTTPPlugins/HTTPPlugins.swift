import Ganglion

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A web server whose requests are answered by WebAssembly plug-ins.
///
///     swift run -c release HTTPPlugins --port 8080
///     curl -d world localhost:8080/hello
///     curl -d world localhost:8080/upper
///
/// Plug-ins are chosen at start-up, in two flavours:
///
/// - `--command /PATH=FILE`: a program. Each request is a process of its own, with the request's body
///   as standard input, the answer as standard output, and the rest in environment variables. It has
///   nothing of the last request, and can do no harm to the next.
/// - `--library /PATH=FILE`: a library with a function `run`. A few instances serve all requests,
///   each one at a time, and keep their memory in between. Cheaper, and less isolated.
///
/// Both may import host functions (`HostFunctions.swift`), by which all requests share state. Files
/// are modules in the binary or the text format. Without options there are `/hello` and `/upper`.
@main
enum HTTPPlugins {
  static func main() async throws {
    var port: UInt16 = 0
    let plugins = try Plugins()
    var arguments = CommandLine.arguments.dropFirst()
    while let option = arguments.popFirst() {
      guard let value = arguments.popFirst() else { throw Usage("\(option) wants a value") }
      let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
      switch option {
      case "--port":
        guard let number = UInt16(value) else { throw Usage("no port \(value)") }
        port = number
      case "--command" where parts.count == 2:
        try await plugins.addCommand(parts[0], moduleBytes(path: parts[1]))
      case "--library" where parts.count == 2:
        try plugins.addLibrary(parts[0], Module(bytes: moduleBytes(path: parts[1])))
      default: throw Usage("no option \(option) \(value)")
      }
    }
    try await plugins.addCommand("/hello", TextFormat.binary(from: Guests.hello))
    try plugins.addLibrary("/upper", Module(text: Guests.upper))
    let server = try HTTPServer(port: port) { await plugins.answer($0) }
    server.announce()
    await server.run()
  }
}

/// A module in binary form, whatever form its file has.
private func moduleBytes(path: String) throws -> [UInt8] {
  guard let file = fopen(path, "rb") else { throw Usage("\(path) can't be read") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 64 << 10)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
    bytes += buffer[..<count]
  }
  return TextFormat.isBinary(bytes) ? bytes : try TextFormat.binary(from: bytes)
}

struct Usage: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
