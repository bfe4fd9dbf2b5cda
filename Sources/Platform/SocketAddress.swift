#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a stream socket listens or connects to, as the system wants it.
package struct SocketAddress: Hashable, Sendable {
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Looks a host up; that can take as long as the network wishes, so call it where blocking hurts
  /// nobody.
  ///
  /// - Parameters:
  ///   - host: a name, or the digits of an IPv4 or IPv6 address without brackets.
  ///   - isNumeric: `true` never asks the network and fails for names.
  /// - Returns: at least one address.
  package static func resolve(
    host: String, port: UInt16, isNumeric: Bool = false
  ) throws(SystemError) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Socket.stream
    hints.ai_flags = isNumeric ? AI_NUMERICHOST : 0
    var first: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, String(port), &hints, &first)
    defer { if let first { freeaddrinfo(first) } }
    var addresses: [SocketAddress] = []
    var next = status == 0 ? first : nil
    while let info = next {
      if let address = info.pointee.ai_addr {
        let raw = UnsafeRawBufferPointer(start: address, count: Int(info.pointee.ai_addrlen))
        addresses.append(SocketAddress(bytes: Array(raw)))
      }
      next = info.pointee.ai_next
    }
    if addresses.isEmpty {
      throw SystemError(number: EADDRNOTAVAIL, operation: "getaddrinfo \(host)")
    }
    return addresses
  }

  /// The TCP port, zero when it has none.
  package var port: UInt16 {
    guard family == AF_INET || family == AF_INET6, bytes.count > 3 else { return 0 }
    return UInt16(bytes[2]) << 8 | UInt16(bytes[3])
  }

  var family: Int32 {
    bytes.withUnsafeBytes { raw in
      guard raw.count >= MemoryLayout<sa_family_t>.size * 2 else { return -1 }
      #if canImport(Darwin)
        return Int32(raw[1])
      #else
        return Int32(raw.loadUnaligned(as: sa_family_t.self))
      #endif
    }
  }

  func with<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    // A copy with the alignment every address type has.
    withUnsafeTemporaryAllocation(byteCount: max(16, bytes.count), alignment: 8) { raw in
      raw.copyBytes(from: bytes)
      // Every socket address begins with the members of the general one.
      return body(
        UnsafePointer(raw.assumingMemoryBound(to: sockaddr.self).baseAddress.unsafelyUnwrapped),
        socklen_t(bytes.count))
    }
  }
}

extension Socket {
  /// Listens for TCP connections at an address.
  ///
  /// - Returns: the socket and the port it got.
  package static func listen(
    _ address: SocketAddress, backlog: Int32
  ) throws(SystemError) -> (descriptor: SharedDescriptor, port: UInt16) {
    let shared = try make(address.family)
    var on: Int32 = 1
    setsockopt(shared.rawValue, SOL_SOCKET, SO_REUSEADDR, &on, 4)
    _ = try check("bind") { address.with { bind(shared.rawValue, $0, $1) } }
    _ = try check("listen") { systemListen(shared.rawValue, backlog) }
    return (shared, try localAddress(shared).port)
  }

  /// Connects to an address; the connection may still be under way.
  package static func connect(_ address: SocketAddress) throws(SystemError) -> SharedDescriptor {
    let shared = try make(address.family)
    let result = address.with { systemConnect(shared.rawValue, $0, $1) }
    if result != 0 && errno != EINPROGRESS { throw .last("connect") }
    return shared
  }

  private static func localAddress(
    _ socket: SharedDescriptor
  ) throws(SystemError) -> SocketAddress {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = try check("getsockname") {
      withUnsafeMutableBytes(of: &storage) { bytes in
        getsockname(
          socket.rawValue,
          bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: sockaddr.self), &size)
      }
    }
    return withUnsafeBytes(of: &storage) { SocketAddress(bytes: Array($0.prefix(Int(size)))) }
  }

  /// How a connection that was under way came out: call it once the socket is writable.
  package static func finishConnecting(
    _ socket: borrowing FileDescriptor
  ) throws(SystemError) {
    var number: Int32 = 0
    var size = socklen_t(4)
    let raw = socket.rawValue
    _ = try check("getsockopt") { getsockopt(raw, SOL_SOCKET, SO_ERROR, &number, &size) }
    if number != 0 { throw SystemError(number: number, operation: "connect") }
  }

  /// Has small writes leave at once; does nothing for what is not TCP.
  package static func setNoDelay(_ socket: borrowing FileDescriptor) {
    var on: Int32 = 1
    setsockopt(socket.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
  }

  /// How many bytes the system keeps for a direction; what it grants may differ.
  package static func setBufferSize(
    _ socket: borrowing FileDescriptor, sending: Int32? = nil, receiving: Int32? = nil
  ) {
    if var size = sending { setsockopt(socket.rawValue, SOL_SOCKET, SO_SNDBUF, &size, 4) }
    if var size = receiving { setsockopt(socket.rawValue, SOL_SOCKET, SO_RCVBUF, &size, 4) }
  }
}
