extension Engine {
  /// The peers this benchmark knows how to call, the one of the Swift toolchain first.
  static let peerNames = ["wasmkit", "wasmtime", "wasm3", "wazero", "wazero-interpreter", "iwasm"]

  /// Ourselves: `path`, or the tool built beside this executable.
  static func ours(path: String?) throws(BenchmarkError) -> Engine {
    if let path {
      guard let found = path.contains("/") ? Files.resolve(path) : search(path),
        Files.isExecutable(found)
      else { throw BenchmarkError("no executable file at \(path)") }
      let tool = found.split(separator: "/").last.map(String.init) ?? path
      return peer(tool, path: found, name: "ours") ?? Engine(ganglion: found)
    }
    let executable = Files.resolve("/proc/self/exe") ?? search(CommandLine.arguments[0]) ?? ""
    let folder = executable.split(separator: "/").dropLast().joined(separator: "/")
    let beside = "/\(folder)/ganglion"
    guard Files.isExecutable(beside) else {
      throw BenchmarkError(
        "no ganglion beside this executable (\(beside)); build it, or name it by --ours PATH")
    }
    return Engine(ganglion: beside)
  }

  /// The peer of that name, if it is on `PATH`.
  static func peer(named name: String) -> Engine? {
    search(name == "wazero-interpreter" ? "wazero" : name).flatMap { peer(name, path: $0) }
  }

  private init(ganglion path: String) {
    self.init(name: "ganglion", path: path, form: .runWithDirectory)
  }

  private static func peer(_ tool: String, path: String, name: String? = nil) -> Engine? {
    let name = name ?? tool
    return switch tool {
    case "wasmkit":
      // It has no `sched_yield`, and says so on standard output.
      Engine(name: name, path: path, form: .runWithDirectory, noise: " not implemented yet")
    case "wasmtime": Engine(name: name, path: path, form: .runWithDirectory)
    case "wasm3": Engine(name: name, path: path, form: .plain)
    case "wazero": Engine(name: name, path: path, form: .runWithMount([]))
    case "wazero-interpreter":
      Engine(name: name, path: path, form: .runWithMount(["-interpreter"]))
    case "iwasm": Engine(name: name, path: path, form: .plainWithDirectory)
    default: nil
    }
  }

  /// The executable file of that name on `PATH`.
  private static func search(_ tool: String) -> String? {
    if tool.contains("/") { return Files.resolve(tool) }
    for folder in (environmentVariable("PATH") ?? "").split(separator: ":") {
      let path = "\(folder)/\(tool)"
      if Files.isExecutable(path) { return path.hasPrefix("/") ? path : Files.resolve(path) }
    }
    return nil
  }
}
