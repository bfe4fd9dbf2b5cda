import Reporting

extension JSON {
  /// Reads a document.
  init(reading bytes: [UInt8]) throws(BenchmarkError) {
    var reader = JSONReader(bytes: bytes)
    self = try reader.readValue(depth: 0)
    try reader.readEnd()
  }
}

/// A reader of JSON text (RFC 8259).
private struct JSONReader {
  let bytes: [UInt8]
  var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private static let deepest = 64

  mutating func readValue(depth: Int) throws(BenchmarkError) -> JSON {
    guard depth < Self.deepest else { throw failure("nested too deeply") }
    switch peek() {
    case UInt8(ascii: "{"): return try readObject(depth: depth)
    case UInt8(ascii: "["): return try readArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    default: return try readNumber()
    }
  }

  mutating func readEnd() throws(BenchmarkError) {
    if peek() != nil { throw failure("something after the end") }
  }

  private mutating func readObject(depth: Int) throws(BenchmarkError) -> JSON {
    at += 1
    var members: [(name: String, value: JSON)] = []
    if take("}") { return .object(members) }
    repeat {
      guard peek() == UInt8(ascii: "\"") else { throw failure("a name is missing") }
      let name = try readString()
      guard take(":") else { throw failure("a colon is missing") }
      members.append((name, try readValue(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw failure("a closing brace is missing") }
    return .object(members)
  }

  private mutating func readArray(depth: Int) throws(BenchmarkError) -> JSON {
    at += 1
    var elements: [JSON] = []
    if take("]") { return .array(elements) }
    repeat { elements.append(try readValue(depth: depth + 1)) } while take(",")
    guard take("]") else { throw failure("a closing bracket is missing") }
    return .array(elements)
  }

  private mutating func readString() throws(BenchmarkError) -> String {
    at += 1
    var text = [UInt8]()
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard at < bytes.count else { break }
      let escape = bytes[at]
      at += 1
      switch escape {
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "t"): text.append(9)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
      default: throw failure("an escape this reader does not know")
      }
    }
    throw failure("a string without end")
  }

  private mutating func readNumber() throws(BenchmarkError) -> JSON {
    let start = at
    while at < bytes.count, "+-.eE0123456789".utf8.contains(bytes[at]) { at += 1 }
    guard let number = Double(String(decoding: bytes[start..<at], as: UTF8.self)) else {
      throw failure("not a value")
    }
    return .number(number)
  }

  private mutating func readWord(_ word: String, _ value: JSON) throws(BenchmarkError) -> JSON {
    guard bytes[at...].starts(with: word.utf8) else { throw failure("not a value") }
    at += word.utf8.count
    return value
  }

  /// The next byte that is not white space.
  private mutating func peek() -> UInt8? {
    while at < bytes.count, [9, 10, 13, 32].contains(bytes[at]) { at += 1 }
    return at < bytes.count ? bytes[at] : nil
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: mark) else { return false }
    at += 1
    return true
  }

  private func failure(_ reason: String) -> BenchmarkError {
    let line = bytes[..<min(at, bytes.count)].reduce(1) { $1 == 10 ? $0 + 1 : $0 }
    return BenchmarkError("line \(line): \(reason)")
  }
}
