/// What one guest may take of the host through WASI.
///
/// Every number a guest supplies is hostile; these are the bounds it meets.
public struct WASILimits: Sendable, Hashable {
  /// The most descriptors open at once; as many as a POSIX process has by default.
  public var descriptorCount = 1024
  /// The longest path or link text in bytes, as on Linux.
  public var pathByteCount = 4096
  /// The most buffers in one scattered read or write, as on Linux.
  public var vectorCount = 1024
  /// The most bytes that one call moves; more come in further calls, as short counts allow.
  ///
  /// It bounds what a call copies while its guest can't be stopped.
  public var transferByteCount = 1 << 20
  /// The most subscriptions of one `poll_oneoff`.
  public var subscriptionCount = 4096
  /// The most bytes of all arguments, and likewise of all environment variables.
  public var argumentByteCount = 1 << 20
  /// The most bytes of directory entries made at once; long listings come in such steps.
  public var directoryChunkByteCount = 64 << 10

  /// The defaults.
  public init() {}
}
