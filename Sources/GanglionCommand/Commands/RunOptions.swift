import Ganglion

/// What `ganglion run` was told.
struct RunOptions {
  var path: String
  var arguments: [String]
  var directories: [WASIDirectory] = []
  var environment: [WASIConfiguration.Variable] = []
  var function: String?
  var limits = RunLimits()
  var showsStatistics: Bool
  var canonicalizesNaNs: Bool

  /// Reads the options.
  ///
  /// - Throws: `CommandError` with code `usage`.
  init(_ parsed: ParsedArguments) throws(CommandError) {
    path = try Subcommand.operands(parsed, of: "run")[0]
    arguments = Array(parsed.operands.dropFirst())
    for grant in parsed.all("dir") { directories.append(try DirectoryGrant.parse(grant)) }
    for variable in parsed.all("env") {
      let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw .usage("--env \(variable): expected KEY=VALUE")
      }
      environment.append(WASIConfiguration.Variable(String(parts[0]), String(parts[1])))
    }
    function = parsed.value("invoke")
    if let text = parsed.value("fuel") {
      guard let fuel = UInt64(text) else {
        throw .usage("--fuel \(text): expected a whole number of operators")
      }
      limits.fuel = fuel
    }
    if let text = parsed.value("max-memory") {
      guard let size = ByteSize.parse(text) else {
        throw .usage("--max-memory \(text): expected a size such as 64MiB, 512KiB or 1GiB")
      }
      limits.store.memoryPages = min(limits.store.memoryPages, size >> 16)
    }
    if let text = parsed.value("timeout") {
      guard let duration = DurationText.parse(text) else {
        throw .usage("--timeout \(text): expected a time such as 500ms, 10s or 2m")
      }
      limits.timeout = duration
    }
    showsStatistics = parsed.has("stats")
    canonicalizesNaNs = parsed.has("canonical-nans")
  }

  /// The name a program sees as its first argument.
  var programName: String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name == "-" ? "stdin" : name
  }

  /// What the guest is granted.
  var grants: WASIConfiguration {
    var grants = WASIConfiguration()
    grants.arguments = [programName] + (function == nil ? arguments : [])
    grants.environment = environment
    grants.standardInput = .inherited
    grants.standardOutput = .inherited
    grants.standardError = .inherited
    grants.directories = directories
    return grants
  }
}
