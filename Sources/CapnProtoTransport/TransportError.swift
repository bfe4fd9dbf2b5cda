/// Why a connection ended or did not come about.
public struct TransportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of thing went wrong.
  public struct Code: Hashable, Sendable {
    private let name: String
    private init(_ name: String) { self.name = name }

    /// The address is none.
    public static let badAddress = Code("badAddress")
    /// A call to the operating system failed.
    public static let system = Code("system")
    /// The peer went away in an orderly way.
    public static let closedByPeer = Code("closedByPeer")
    /// This end was closed.
    public static let closed = Code("closed")
    /// The stream ended in the middle of a message.
    public static let truncated = Code("truncated")
    /// A message or what waits to be sent is over the limit.
    public static let tooLarge = Code("tooLarge")
  }

  /// What went wrong, to switch on.
  public let code: Code
  /// What went wrong, to read.
  public let reason: String

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  /// What went wrong, to read.
  public var description: String { reason }
}
