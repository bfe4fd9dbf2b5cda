/// A URL that was read strictly: what it says can't be read in another way by somebody else.
///
/// Only `http` and `https`; no user information; no characters outside of those that RFC 3986
/// allows, so that no two readers disagree on where the host ends. A fragment is dropped.
///
/// - SeeAlso: <https://www.rfc-editor.org/rfc/rfc3986>
package struct HTTPLocation: Sendable, Hashable, CustomStringConvertible {
  package enum Scheme: String, Sendable, Hashable {
    case http
    case https

    /// The port where none is named.
    package var port: UInt16 { self == .http ? 80 : 443 }
  }

  package let scheme: Scheme
  /// In lower case; addresses of version 6 with their brackets.
  package let host: String
  package let port: UInt16
  /// The path, which begins with a slash, and the query.
  package let target: String

  /// Reads a URL.
  ///
  /// - Parameters:
  ///   - text: the URL.
  ///   - limit: the most bytes it may have.
  /// - Throws: what is wrong with it.
  package init(_ text: String, limit: Int) throws(HTTPLocationError) {
    guard text.utf8.count <= limit else {
      throw HTTPLocationError("a URL of \(text.utf8.count) bytes; at most \(limit)")
    }
    guard let colon = text.firstRange(of: "://") else {
      throw HTTPLocationError(
        Self.hasScheme(text) ? "only http and https URLs are allowed" : "not an absolute URL")
    }
    guard let scheme = Scheme(rawValue: text[..<colon.lowerBound].lowercased()) else {
      throw HTTPLocationError("only http and https URLs are allowed")
    }
    let rest = text[colon.upperBound...]
    for byte in rest.utf8 where !Self.isAllowed(byte) {
      throw HTTPLocationError(
        "a URL may not have the byte 0x\(String(byte, radix: 16)); percent-encode it")
    }
    let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
    let authority = rest[..<end]
    if authority.contains("@") { throw HTTPLocationError("a URL may not name a user") }
    let (name, digits) = Self.split(authority)
    guard let host = Self.host(name) else { throw HTTPLocationError("not the name of a host") }
    if let digits, !digits.isEmpty {
      guard digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = UInt16(digits), number > 0
      else { throw HTTPLocationError("no port of a host") }
      port = number
    } else {
      port = scheme.port
    }
    let afterHost = rest[end...].prefix { $0 != "#" }
    guard Self.isEncoded(afterHost) else {
      throw HTTPLocationError("a percent sign without two hexadecimal digits")
    }
    self.scheme = scheme
    self.host = host
    target = afterHost.hasPrefix("/") ? String(afterHost) : "/" + afterHost
  }

  /// The whole URL.
  package var description: String { origin + target }

  /// Scheme, host and, unless it is the scheme's own, port.
  package var origin: String {
    let plain = "\(scheme.rawValue)://\(host)"
    return port == scheme.port ? plain : "\(plain):\(port)"
  }

  /// Host and port.
  private static func split(_ authority: Substring) -> (Substring, Substring?) {
    let searched = authority.lastIndex(of: "]").map { authority[$0...] } ?? authority
    guard let colon = searched.firstIndex(of: ":") else { return (authority, nil) }
    return (authority[..<colon], authority[authority.index(after: colon)...])
  }

  static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    let scheme = text.utf8[..<colon]
    return !scheme.isEmpty && scheme.allSatisfy { isLetterOrDigit($0) || "+-.".utf8.contains($0) }
  }

  /// A host's name or address as it is compared.
  ///
  /// - Returns: `nil` for what is none.
  package static func host(_ text: Substring) -> String? {
    var name = text.lowercased()
    if name.hasPrefix("[") {
      let digits = name.utf8.dropFirst().dropLast()
      let isAddress =
        name.hasSuffix("]") && (2...45).contains(digits.count)
        && digits.allSatisfy { isHexadecimal($0) || $0 == 0x3a || $0 == 0x2e }
      return isAddress ? name : nil
    }
    // A dot at the end makes no difference to anybody but to comparisons.
    if name.hasSuffix(".") { name.removeLast() }
    guard (1...253).contains(name.utf8.count) else { return nil }
    for label in name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      let isLabel =
        (1...63).contains(label.count)
        && label.allSatisfy { isLetterOrDigit($0) || $0 == 0x2d || $0 == 0x5f }
      guard isLabel else { return nil }
    }
    return name
  }

  private static func isEncoded(_ text: Substring) -> Bool {
    var digits = 0
    for byte in text.utf8 {
      if digits > 0 {
        guard isHexadecimal(byte) else { return false }
        digits -= 1
      } else if byte == UInt8(ascii: "%") {
        digits = 2
      }
    }
    return digits == 0
  }

  /// The characters of RFC 3986, without those that only a fragment's user would miss.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x46 ~= byte || 0x61...0x66 ~= byte
  }
}

/// What is wrong with a URL.
package struct HTTPLocationError: Error, Hashable, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
