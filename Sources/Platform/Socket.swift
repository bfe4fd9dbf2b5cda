#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Stream sockets; all that are made here do not block.
package enum Socket {
  #if os(Linux)
    static let stream = Int32(SOCK_STREAM.rawValue)
    static let noSignal = Int32(MSG_NOSIGNAL)
    static let dontWait = Int32(MSG_DONTWAIT)
    private static let peekFlag = Int32(MSG_PEEK)
  #else
    static let stream = SOCK_STREAM
    static let noSignal: Int32 = 0
    static let dontWait = MSG_DONTWAIT
    private static let peekFlag = MSG_PEEK
  #endif

  /// The address of this machine that no other can reach.
  private static let loopback = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)

  private static func address(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    #if canImport(Darwin)
      address.sin_len = UInt8(MemoryLayout<sockaddr_in>.size)
    #endif
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = loopback
    return address
  }

  private static func prepare(_ raw: Int32) throws(SystemError) -> SharedDescriptor {
    let shared = SharedDescriptor(FileDescriptor(owning: raw))
    _ = try check("fcntl") { fcntl(raw, F_SETFD, FD_CLOEXEC) }
    try shared.descriptor.setStatusFlags(.nonblocking, to: true)
    #if canImport(Darwin)
      var on: Int32 = 1
      setsockopt(raw, SOL_SOCKET, SO_NOSIGPIPE, &on, 4)
    #endif
    return shared
  }

  static func make(_ family: Int32) throws(SystemError) -> SharedDescriptor {
    try prepare(try check("socket") { socket(family, stream, 0) })
  }

  private static func with<A, R>(
    _ address: inout A, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R
  ) -> R {
    withUnsafeBytes(of: &address) { bytes in
      // Every socket address begins with the members of the general one.
      body(
        bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: sockaddr.self),
        socklen_t(bytes.count))
    }
  }

  /// Listens for TCP connections on the loopback interface.
  ///
  /// - Parameter port: zero for any that is free.
  /// - Returns: the socket and the port it got.
  package static func listen(
    port: UInt16, backlog: Int32
  ) throws(SystemError) -> (descriptor: SharedDescriptor, port: UInt16) {
    let shared = try make(AF_INET)
    var on: Int32 = 1
    setsockopt(shared.rawValue, SOL_SOCKET, SO_REUSEADDR, &on, 4)
    var address = address(port: port)
    _ = try check("bind") { with(&address) { bind(shared.rawValue, $0, $1) } }
    _ = try check("listen") { systemListen(shared.rawValue, backlog) }
    var bound = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = try check("getsockname") {
      withUnsafeMutableBytes(of: &bound) { bytes in
        getsockname(
          shared.rawValue,
          bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: sockaddr.self), &size)
      }
    }
    return (shared, UInt16(bigEndian: bound.sin_port))
  }

  /// Connects to a TCP port on the loopback interface; the connection may still be under way.
  package static func connect(port: UInt16) throws(SystemError) -> SharedDescriptor {
    let shared = try make(AF_INET)
    var address = address(port: port)
    let result = with(&address) { systemConnect(shared.rawValue, $0, $1) }
    if result != 0 && errno != EINPROGRESS { throw .last("connect") }
    return shared
  }

  /// Listens on a path of the file system.
  package static func listen(
    path: SystemPath, backlog: Int32
  ) throws(SystemError) -> SharedDescriptor {
    let shared = try make(AF_UNIX)
    var address = try unixAddress(path)
    _ = try check("bind") { with(&address) { bind(shared.rawValue, $0, $1) } }
    _ = try check("listen") { systemListen(shared.rawValue, backlog) }
    return shared
  }

  /// Connects to a path of the file system.
  package static func connect(path: SystemPath) throws(SystemError) -> SharedDescriptor {
    let shared = try make(AF_UNIX)
    var address = try unixAddress(path)
    _ = try check("connect") { with(&address) { systemConnect(shared.rawValue, $0, $1) } }
    return shared
  }

  private static func unixAddress(_ path: SystemPath) throws(SystemError) -> sockaddr_un {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = withUnsafeMutableBytes(of: &address.sun_path) { bytes in
      guard path.bytes.count <= bytes.count else { return false }
      bytes.copyBytes(from: path.bytes)
      return true
    }
    guard fits else { throw SystemError(number: ENAMETOOLONG, operation: "sockaddr_un") }
    return address
  }

  /// Two connected sockets.
  package static func pair() throws(SystemError) -> (SharedDescriptor, SharedDescriptor) {
    var ends: [Int32] = [-1, -1]
    _ = try check("socketpair") { socketpair(AF_UNIX, stream, 0, &ends) }
    // Both are owned before anything can fail.
    let second = FileDescriptor(owning: ends[1])
    let first = try prepare(ends[0])
    return (first, try prepare(second.release()))
  }

  /// Takes a connection that waits; `again` when there is none.
  package static func accept(
    _ listener: borrowing FileDescriptor
  ) throws(SystemError) -> SharedDescriptor {
    let raw = listener.rawValue
    return try prepare(try check("accept") { systemAccept(raw, nil, nil) })
  }

  /// Receives what is there; `again` when there is nothing.
  package static func receive(
    _ socket: borrowing FileDescriptor, into buffer: UnsafeMutableRawBufferPointer,
    peek: Bool = false
  ) throws(SystemError) -> Int {
    let raw = socket.rawValue
    let flags = dontWait | (peek ? peekFlag : 0)
    return try check("recv") { recv(raw, buffer.baseAddress, buffer.count, flags) }
  }

  /// Sends what there is room for; `again` when there is none. Never raises a signal.
  package static func send(
    _ socket: borrowing FileDescriptor, _ buffer: UnsafeRawBufferPointer
  ) throws(SystemError) -> Int {
    let raw = socket.rawValue
    return try check("send") {
      systemSend(raw, buffer.baseAddress, buffer.count, dontWait | noSignal)
    }
  }

  /// Ends one or both directions.
  package static func shutdown(
    _ socket: borrowing FileDescriptor, reading: Bool, writing: Bool
  ) throws(SystemError) {
    let raw = socket.rawValue
    #if os(Linux)
      let how = Int32(reading ? (writing ? SHUT_RDWR : SHUT_RD) : SHUT_WR)
    #else
      let how = reading ? (writing ? SHUT_RDWR : SHUT_RD) : SHUT_WR
    #endif
    _ = try check("shutdown") { systemShutdown(raw, how) }
  }
}

func systemListen(_ raw: Int32, _ backlog: Int32) -> Int32 { listen(raw, backlog) }

func systemConnect(
  _ raw: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t
) -> Int32 { connect(raw, address, size) }

private func systemAccept(
  _ raw: Int32, _ address: UnsafeMutablePointer<sockaddr>?, _ size: UnsafeMutablePointer<socklen_t>?
) -> Int32 { accept(raw, address, size) }

private func systemSend(
  _ raw: Int32, _ buffer: UnsafeRawPointer?, _ count: Int, _ flags: Int32
) -> Int { send(raw, buffer, count, flags) }

private func systemShutdown(_ raw: Int32, _ how: Int32) -> Int32 { shutdown(raw, how) }
