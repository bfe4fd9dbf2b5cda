// The limits of CapnProtoRPC, each with its reason.

/// What one connection may cost.
///
/// A peer that goes past one of these is told which one: by an `overloaded` exception where only a call is concerned, by `abort`
/// where the connection is.
public struct ConnectionLimits: Hashable, Sendable {
  /// The most bytes in one message. A message is in memory as a whole before anything looks at it.
  public var messageBytes = 64 << 20
  /// The most calls of the peer that are not finished. Each holds a table entry and perhaps a task of a server.
  public var answers = 1 << 16
  /// The most calls to the peer that are not finished. Beyond it our own program is out of hand; its calls fail.
  public var questions = 1 << 18
  /// The most objects of ours the peer may hold. Only our own messages add to them, but a peer can make us send.
  public var exports = 1 << 18
  /// The most objects of the peer we hold. Each descriptor in a message costs an entry.
  public var imports = 1 << 18
  /// The most embargoes at once. A peer that never answers a disembargo would make them pile up.
  public var embargoes = 1 << 14
  /// The most descriptors in one message. They cost more memory than they cost bandwidth.
  public var capabilitiesPerMessage = 1 << 14
  /// The most file descriptors that come with one message, where the transport can carry them; the
  /// others are closed. None, unless asked for: each is one of the few a process may have.
  public var descriptorsPerMessage = 0
  /// The most steps in the path of a promised answer. No schema nests deeper.
  public var pipelineDepth = 64
  /// The bytes of the peer's calls that did not return yet, above which the driver is asked not to read on.
  public var callBytesBeforePause = 16 << 20
  /// The same, above which further calls fail with `overloaded`.
  public var callBytes = 64 << 20
  /// The bytes of returns that wait to be sent, above which the driver is asked not to read on: a peer that sends calls and
  /// does not read what they return pays for it.
  public var returnBytesBeforePause = 16 << 20
  /// The bytes of all kinds that wait to be sent, above which the connection is given up: the peer does not read.
  public var outgoingBytes = 256 << 20

  /// Makes the limits that are used where none are given.
  public init() {}
}
