/// A host-side failure of WASI: a configuration that can't be had.
public struct WASIError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure; an open set.
  public struct Code: Hashable, Sendable {
    private let name: String
    private init(_ name: String) { self.name = name }

    /// A directory to be granted can't be opened.
    public static let directory = Code("directory")
    /// A socket can't be made.
    public static let socket = Code("socket")
    /// Arguments or environment are too large, or not representable.
    public static let arguments = Code("arguments")
    /// The other end of a pipe is closed.
    public static let closed = Code("closed")
    /// The system has no descriptors, threads or memory left.
    public static let system = Code("system")
  }

  /// What kind of failure.
  public let code: Code
  /// What failed and why.
  public let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
