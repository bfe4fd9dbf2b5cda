/// A pattern of hosts that may be asked: `[SCHEME://]HOST[:PORT]`.
///
/// - `example.com`: this host, over http and https, each on its own port.
/// - `*.example.com`: the hosts below it, not itself.
/// - `https://example.com`: over https only.
/// - `example.com:8080`, `example.com:*`: on this port, on any port.
/// - `*`: any host, those of this machine and of the network around it included.
///
/// Names are compared as they are written. What they lead to is the resolver's affair: who grants a
/// name trusts whoever decides about its addresses.
public struct HTTPHost: Sendable, Hashable, CustomStringConvertible {
  /// Which names match.
  private enum Name: Hashable {
    case any
    case exactly(String)
    case below(String)
  }

  private enum Port: Hashable {
    case schemes
    case any
    case number(UInt16)
  }

  private let scheme: HTTPLocation.Scheme?
  private let name: Name
  private let port: Port
  /// The pattern as it was given.
  public let description: String

  /// Reads a pattern.
  ///
  /// - Parameter text: the pattern.
  /// - Throws: `HTTPGrantError` with code `badHost`.
  public init(_ text: String) throws(HTTPGrantError) {
    func fail(_ reason: String) -> HTTPGrantError {
      HTTPGrantError(.badHost, "host \"\(text)\": \(reason)")
    }
    var rest = Substring(text.lowercased())
    if let range = rest.firstRange(of: "://") {
      guard let known = HTTPLocation.Scheme(rawValue: String(rest[..<range.lowerBound])) else {
        throw fail("only http and https can be granted")
      }
      scheme = known
      rest = rest[range.upperBound...]
    } else {
      scheme = nil
    }
    var host = rest
    // The colons of an address in brackets are its own.
    let searched = rest.lastIndex(of: "]").map { rest[$0...] } ?? rest
    if let colon = searched.lastIndex(of: ":") {
      host = rest[..<colon]
      let digits = rest[rest.index(after: colon)...]
      if digits == "*" {
        port = .any
      } else {
        guard let number = UInt16(digits), number > 0 else { throw fail("no port \(digits)") }
        port = .number(number)
      }
    } else {
      port = .schemes
    }
    if host == "*" {
      name = .any
    } else {
      let isBelow = host.hasPrefix("*.")
      let plain = isBelow ? host.dropFirst(2) : host
      guard let valid = HTTPLocation.host(plain) else { throw fail("not the name of a host") }
      name = isBelow ? .below(valid) : .exactly(valid)
    }
    description = text
  }

  /// Whether a place is one of those meant.
  package func matches(_ location: HTTPLocation) -> Bool {
    if let scheme, scheme != location.scheme { return false }
    switch port {
    case .any: break
    case .number(let number): if number != location.port { return false }
    case .schemes: if location.port != location.scheme.port { return false }
    }
    switch name {
    case .any: return true
    case .exactly(let name): return name == location.host
    case .below(let parent): return location.host.hasSuffix("." + parent)
    }
  }
}
