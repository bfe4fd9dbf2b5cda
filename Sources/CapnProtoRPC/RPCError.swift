/// Why a call or a connection failed.
///
/// https://capnproto.org/rpc.html, `rpc.capnp`, `Exception`
public struct RPCError: Error, Hashable, Sendable {
  /// What a caller can do about a failure; new kinds may come.
  public struct Kind: Hashable, Sendable {
    /// The number on the wire.
    public let rawValue: UInt16

    /// Makes a kind.
    ///
    /// - Parameter rawValue: The number on the wire.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Something is wrong, and trying again won't help.
    public static var failed: Kind { Kind(rawValue: 0) }
    /// Resources are short for the moment; try again much later.
    public static var overloaded: Kind { Kind(rawValue: 1) }
    /// A connection that the call needed was lost.
    public static var disconnected: Kind { Kind(rawValue: 2) }
    /// The object does not have this method.
    public static var unimplemented: Kind { Kind(rawValue: 3) }
  }

  /// What a caller can do about it.
  public var kind: Kind
  /// What happened, for people.
  public var reason: String
  /// Where it happened, if the other side says so.
  public var trace: String

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - kind: What a caller can do about it.
  ///   - reason: What happened, for people.
  ///   - trace: Where it happened.
  public init(_ kind: Kind, _ reason: String, trace: String = "") {
    self.kind = kind
    self.reason = reason
    self.trace = trace
  }

  static func failed(_ reason: String) -> RPCError { RPCError(.failed, reason) }
  static func disconnected(_ reason: String) -> RPCError { RPCError(.disconnected, reason) }

  /// What a call gets whose caller gave it up.
  public static var canceled: RPCError { RPCError(.failed, "the call was canceled") }
}
