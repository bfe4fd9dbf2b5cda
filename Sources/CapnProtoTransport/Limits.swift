/// What a connection takes from its peer before it ends it.
public struct TransportLimits: Hashable, Sendable {
  /// The most segments of a message; the reference implementation's own limit.
  public var segmentCount = 512
  /// The most words of a message: 64 MiB, the reference implementation's own limit.
  public var messageWordCount = 8 << 20
  /// The most words of one message that are read through pointers.
  public var traversalWordCount = 8 << 20
  /// The most bytes that wait for a peer which does not read; then the connection ends.
  public var queuedByteCount = 512 << 20
  /// The most file descriptors that come with one message; the others are closed.
  public var descriptorCount = 0

  /// The limits most connections want.
  public init() {}
}
