/// Why a process can't be started.
public struct SpawnError: Error, Sendable, CustomStringConvertible {
  /// What is wrong; an open set.
  public struct Code: Hashable, Sendable {
    private let name: String
    private init(_ name: String) { self.name = name }

    /// The cache has no such content.
    public static let unknownContent = Code("unknown content")
    /// The bytecode is no module this engine runs.
    public static let invalidModule = Code("invalid module")
    /// The cache has no room for the bytecode.
    public static let cacheFull = Code("cache full")
    /// The module imports something that is not there; the cause lists it.
    public static let missingImports = Code("missing imports")
    /// The module exports no function to start with.
    public static let noEntry = Code("no entry")
    /// Something that was to be granted can't be had, such as a directory.
    public static let grant = Code("grant")
    /// The executor has as many processes as it may have.
    public static let tooManyProcesses = Code("too many processes")
    /// The program has as many kernel mappings as it may have; each process takes two.
    public static let tooManyMappings = Code("too many mappings")
    /// The parent has as many children as it may have.
    public static let tooManyChildren = Code("too many children")
    /// The parent is ending.
    public static let parentEnding = Code("parent ending")
    /// The limits need metered modules, and the cache's are not.
    public static let notMetered = Code("not metered")
    /// The executor was shut down.
    public static let shutDown = Code("shut down")
  }

  /// What is wrong.
  public let code: Code
  /// The error behind it.
  public let cause: (any Error)?
  /// The same in words.
  public let description: String

  package init(_ code: Code, _ description: String, cause: (any Error)? = nil) {
    self.code = code
    self.cause = cause
    self.description = description
  }

  init(_ error: CacheError) {
    let code: Code =
      switch error.code {
      case .invalidModule: .invalidModule
      case .unknownContent: .unknownContent
      default: .cacheFull
      }
    self.init(code, error.description, cause: error)
  }
}
