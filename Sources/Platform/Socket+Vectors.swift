#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Socket {
  /// The most buffers one call sends.
  package static let maximumVectorCount = 64

  /// Sends what there is room for of several buffers, as if they were one; `again` when there is
  /// no room. Never raises a signal.
  ///
  /// - Parameters:
  ///   - buffers: at most ``maximumVectorCount``.
  ///   - descriptors: travel with the first byte; Unix sockets only.
  package static func send(
    _ socket: borrowing FileDescriptor, _ buffers: [UnsafeRawBufferPointer],
    passing descriptors: [SharedDescriptor] = []
  ) throws(SystemError) -> Int {
    let raw = socket.rawValue
    let result: Result<Int, SystemError> = withUnsafeTemporaryAllocation(
      of: iovec.self, capacity: max(1, buffers.count)
    ) { vectors in
      for (index, buffer) in buffers.enumerated() {
        let base = UnsafeMutableRawPointer(mutating: buffer.baseAddress)
        vectors.initializeElement(at: index, to: iovec(iov_base: base, iov_len: buffer.count))
      }
      var message = msghdr()
      message.msg_iov = vectors.baseAddress
      message.msg_iovlen = numericCast(buffers.count)
      return withControl(descriptors) { control in
        message.msg_control = control?.baseAddress
        message.msg_controllen = numericCast(control?.count ?? 0)
        return Result { () throws(SystemError) in
          try check("sendmsg") { sendmsg(raw, &message, dontWait | noSignal) }
        }
      }
    }
    return try result.get()
  }

  /// What one receiving call brought.
  package struct Received: Sendable {
    /// Zero at the end of the stream.
    package var count: Int
    package var descriptors: [SharedDescriptor]
  }

  /// Receives what is there with the descriptors that came along; `again` when there is nothing.
  ///
  /// - Parameter limit: the most descriptors taken; the system closes the others.
  package static func receive(
    _ socket: borrowing FileDescriptor, into buffer: UnsafeMutableRawBufferPointer,
    descriptorLimit limit: Int
  ) throws(SystemError) -> Received {
    let raw = socket.rawValue
    let space = ControlHeader.size + max(1, limit) * 4
    var count = 0
    var failure: SystemError?
    let numbers = withUnsafeTemporaryAllocation(
      byteCount: (space + 7) & ~7, alignment: 8
    ) { control in
      var vector = iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
      return withUnsafeMutablePointer(to: &vector) { vector in
        var message = msghdr()
        message.msg_iov = vector
        message.msg_iovlen = 1
        message.msg_control = control.baseAddress
        message.msg_controllen = numericCast(space)
        do throws(SystemError) {
          count = try check("recvmsg") { recvmsg(raw, &message, dontWait | closeOnExec) }
        } catch { failure = error }
        if failure != nil { return [Int32]() }
        return ControlHeader.descriptors(
          in: UnsafeRawBufferPointer(rebasing: control[..<min(space, Int(message.msg_controllen))]))
      }
    }
    if let failure { throw failure }
    return Received(
      count: count,
      descriptors: numbers.map { SharedDescriptor(FileDescriptor(owning: $0)) })
  }

  private static func withControl<R>(
    _ descriptors: [SharedDescriptor], _ body: (UnsafeMutableRawBufferPointer?) -> R
  ) -> R {
    if descriptors.isEmpty { return body(nil) }
    let space = ControlHeader.size + (descriptors.count * 4 + 7) & ~7
    return withUnsafeTemporaryAllocation(byteCount: space, alignment: 8) { control in
      control.initializeMemory(as: UInt8.self, repeating: 0)
      ControlHeader.write(descriptors, into: control)
      return withExtendedLifetime(descriptors) { body(control) }
    }
  }

  #if os(Linux)
    private static let closeOnExec = Int32(bitPattern: 0x4000_0000)
  #else
    private static let closeOnExec: Int32 = 0
  #endif
}

/// The header before descriptors that travel with a message; C reaches it through macros only.
private enum ControlHeader {
  /// Where the data begins, after rounding up.
  static let size = (MemoryLayout<cmsghdr>.size + alignment - 1) & ~(alignment - 1)
  #if canImport(Darwin)
    private static let alignment = 4
    private static let rights = SCM_RIGHTS
  #else
    private static let alignment = MemoryLayout<Int>.size
    private static let rights: Int32 = 1
  #endif

  static func write(
    _ descriptors: [SharedDescriptor], into control: UnsafeMutableRawBufferPointer
  ) {
    var header = cmsghdr()
    header.cmsg_len = numericCast(size + descriptors.count * 4)
    header.cmsg_level = SOL_SOCKET
    header.cmsg_type = rights
    control.storeBytes(of: header, as: cmsghdr.self)
    for (index, descriptor) in descriptors.enumerated() {
      control.storeBytes(
        of: descriptor.rawValue, toByteOffset: size + index * 4, as: Int32.self)
    }
  }

  static func descriptors(in control: UnsafeRawBufferPointer) -> [Int32] {
    var numbers: [Int32] = []
    var offset = 0
    while offset + size <= control.count {
      let header = control.loadUnaligned(fromByteOffset: offset, as: cmsghdr.self)
      let length = Int(header.cmsg_len)
      guard length >= size, offset + length <= control.count else { break }
      if header.cmsg_level == SOL_SOCKET && header.cmsg_type == rights {
        for position in stride(from: offset + size, to: offset + length - 3, by: 4) {
          numbers.append(control.loadUnaligned(fromByteOffset: position, as: Int32.self))
        }
      }
      offset += (length + alignment - 1) & ~(alignment - 1)
    }
    return numbers
  }
}
