/// Where to listen or to connect: `host:port`, `[v6 address]:port` or `unix:PATH`.
public struct TransportAddress: Hashable, Sendable, CustomStringConvertible {
  enum Place: Hashable, Sendable {
    case tcp(host: String, port: UInt16)
    case unix(path: String)
  }

  let place: Place

  init(_ place: Place) { self.place = place }

  /// A TCP port of a host, of this machine's loopback interface unless told otherwise.
  ///
  /// - Parameters:
  ///   - host: a name or an address. Nothing but loopback listens for strangers.
  ///   - port: zero listens on any that is free.
  public static func tcp(host: String = "127.0.0.1", port: UInt16) -> TransportAddress {
    TransportAddress(.tcp(host: host, port: port))
  }

  /// A path in the file system.
  public static func unix(path: String) -> TransportAddress {
    TransportAddress(.unix(path: path))
  }

  /// An address from its text.
  ///
  /// - Parameter text: `host:port`, `[v6 address]:port`, `:port` for loopback or `unix:PATH`.
  /// - Throws: `badAddress` with what is wrong.
  public init(_ text: String) throws(TransportError) {
    if text.hasPrefix("unix:") {
      place = .unix(path: String(text.dropFirst(5)))
      if text.utf8.count == 5 { throw TransportError(.badAddress, "no path in '\(text)'") }
      return
    }
    guard let colon = text.lastIndex(of: ":") else {
      throw TransportError(.badAddress, "no port in '\(text)'; wanted host:port or unix:PATH")
    }
    guard let port = UInt16(text[text.index(after: colon)...]) else {
      throw TransportError(.badAddress, "no port number in '\(text)'")
    }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    place = .tcp(host: host.isEmpty ? "127.0.0.1" : String(host), port: port)
  }

  /// The text the address can be made from again.
  public var description: String {
    switch place {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
