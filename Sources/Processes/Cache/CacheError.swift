public import WebAssembly

/// Why the bytecode cache could not do what it was asked.
public struct CacheError: Error, Sendable, CustomStringConvertible {
  /// What is wrong; an open set.
  public struct Code: Hashable, Sendable {
    private let name: String
    private init(_ name: String) { self.name = name }

    /// The content is larger than the whole cache.
    public static let tooLarge = Code("too large")
    /// There is no room, because everything else in the cache is running.
    public static let full = Code("full")
    /// Nothing of that identifier is there.
    public static let unknownContent = Code("unknown content")
    /// The content is no module this engine runs; see `moduleError`.
    public static let invalidModule = Code("invalid module")
  }

  /// What is wrong.
  public let code: Code
  /// What is wrong with the module, if that is it.
  public let moduleError: ModuleError?
  /// The same in words.
  public let description: String

  init(_ code: Code, _ description: String, _ moduleError: ModuleError? = nil) {
    self.code = code
    self.description = description
    self.moduleError = moduleError
  }
}
