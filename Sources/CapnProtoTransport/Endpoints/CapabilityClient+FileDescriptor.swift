public import CapnProtoAsync
internal import Platform

extension CapabilityClient {
  /// Has a file descriptor go along whenever this object is passed to another vat over a Unix socket.
  ///
  /// The peer gets it only if the limits of its end say so.
  ///
  /// - Parameter fileDescriptor: the system's number for it. It is closed when the object is gone, and
  ///   at once if this is no object of its vat.
  /// - Returns: whether this leads to an object of its vat.
  ///
  /// https://capnproto.org/rpc.html, `rpc.capnp`, `CapDescriptor.attachedFd`
  @discardableResult public func attach(owning fileDescriptor: Int32) -> Bool {
    attach(SharedDescriptor(FileDescriptor(owning: fileDescriptor)))
  }

  /// The file descriptor that came along with this capability.
  ///
  /// Waits until what this leads to is known.
  ///
  /// - Returns: the system's number for a duplicate, which the caller has to close; `nil` if none came.
  /// - Throws: what the capability is broken by; a `TransportError` if there can be no more descriptors.
  public func duplicateFileDescriptor() async throws -> Int32? {
    guard let shared = try await attachment() as? SharedDescriptor else { return nil }
    return try system { () throws(SystemError) in
      try shared.descriptor.duplicate().release()
    }
  }
}
