import Ganglion

/// What `ganglion run` was told.
struct RunOptions {
  var path: String
  var arguments: [String]
  var directories: [WASIDirectory] = []
  var environment: [WASIConfiguration.Variable] = []
  var function: String?
  var limits = ProcessLimits()
  var session: SessionChoice
  var showsStatistics: Bool
  var canonicalizesNaNs: Bool
  var http: HTTPOptions

  /// Which programs find a session at descriptor 3.
  enum SessionChoice {
    /// Those that could accept a connection there, if nothing else is there.
    case whenAccepting
    case always
    case never
  }

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
      limits.wallTime = duration
    }
    limits.memoryByteCount = .max
    session = parsed.has("session") ? .always : parsed.has("no-session") ? .never : .whenAccepting
    if session == .always, parsed.has("no-session") {
      throw .usage("--session and --no-session can't both be meant")
    }
    showsStatistics = parsed.has("stats")
    canonicalizesNaNs = parsed.has("canonical-nans")
    http = try HTTPOptions(parsed)
  }

  /// The name a program sees as its first argument.
  var programName: String {
    if path == "-" { return "stdin" }
    // By bytes; a path that ends in slashes is named by what stands before them.
    var text = path
    return text.withUTF8 { bytes in
      var end = bytes.count
      while end > 0, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
      var start = end
      while start > 0, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
      let name = UnsafeBufferPointer(rebasing: bytes[start..<end])
      return start == end ? path : String(decoding: name, as: UTF8.self)
    }
  }

  /// What the process is started with.
  var processOptions: ProcessOptions {
    var options = ProcessOptions(.bytes([]), arguments: function == nil ? arguments : [])
    options.programName = programName
    options.environment = environment
    options.standardInput = .inherited
    options.standardOutput = .inherited
    options.standardError = .inherited
    options.directories = directories
    options.limits = limits
    if let function { options.entry = function }
    return options
  }
}
