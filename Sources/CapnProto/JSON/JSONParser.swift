#if !hasFeature(Embedded)
  /// Reads JSON documents.
  ///
  /// https://www.rfc-editor.org/rfc/rfc8259
  struct JSONParser {
    private let bytes: [UInt8]
    private var next = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8? { next < bytes.count ? bytes[next] : nil }

    private func failure() -> CapnProtoError { CapnProtoError(.syntax, at: next) }

    /// The next document; nil at the end.
    mutating func parse() throws(CapnProtoError) -> JSON? {
      skipBlanks()
      if next == bytes.count { return nil }
      return try value(depth: 0)
    }

    private mutating func skipBlanks() {
      while let byte = current, [9, 10, 13, 32].contains(byte) { next += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      skipBlanks()
      guard current == UInt8(ascii: character) else { return false }
      next += 1
      return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(CapnProtoError) {
      guard take(character) else { throw failure() }
    }

    private mutating func keyword(
      _ word: StaticString, _ value: JSON
    ) throws(CapnProtoError) -> JSON {
      let end = next + word.utf8CodeUnitCount
      let matches = word.withUTF8Buffer { text in
        end <= bytes.count && bytes[next..<end].elementsEqual(text)
      }
      guard matches else { throw failure() }
      next = end
      return value
    }

    private mutating func value(depth: Int) throws(CapnProtoError) -> JSON {
      guard depth < DynamicDepth.limit else { throw CapnProtoError(.nestingLimit) }
      skipBlanks()
      switch current {
      case UInt8(ascii: "n"): return try keyword("null", .null)
      case UInt8(ascii: "t"): return try keyword("true", .bool(true))
      case UInt8(ascii: "f"): return try keyword("false", .bool(false))
      case UInt8(ascii: "\""): return .string(try string())
      case UInt8(ascii: "["): return try array(depth)
      case UInt8(ascii: "{"): return try object(depth)
      default: return try number()
      }
    }

    private mutating func array(_ depth: Int) throws(CapnProtoError) -> JSON {
      try expect("[")
      var items: [JSON] = []
      if take("]") { return .array(items) }
      repeat { items.append(try value(depth: depth + 1)) } while take(",")
      try expect("]")
      return .array(items)
    }

    private mutating func object(_ depth: Int) throws(CapnProtoError) -> JSON {
      try expect("{")
      var members: [(name: [UInt8], value: JSON)] = []
      if take("}") { return .object(members) }
      repeat {
        skipBlanks()
        guard current == UInt8(ascii: "\"") else { throw failure() }
        let name = try string()
        try expect(":")
        members.append((name, try value(depth: depth + 1)))
      } while take(",")
      try expect("}")
      return .object(members)
    }

    private mutating func digits() throws(CapnProtoError) {
      let start = next
      while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        next += 1
      }
      guard next > start else { throw failure() }
    }

    private mutating func number() throws(CapnProtoError) -> JSON {
      let start = next
      if current == UInt8(ascii: "-") { next += 1 }
      if current == UInt8(ascii: "0") { next += 1 } else { try digits() }
      if current == UInt8(ascii: ".") {
        next += 1
        try digits()
      }
      if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
        next += 1
        if current == UInt8(ascii: "-") || current == UInt8(ascii: "+") { next += 1 }
        try digits()
      }
      guard let value = Double(String(decoding: bytes[start..<next], as: UTF8.self)) else {
        throw failure()
      }
      return .number(value)
    }

    private mutating func string() throws(CapnProtoError) -> [UInt8] {
      next += 1
      var result: [UInt8] = []
      while let byte = current {
        next += 1
        switch byte {
        case UInt8(ascii: "\""): return result
        case UInt8(ascii: "\\"): try escape(&result)
        default: result.append(byte)
        }
      }
      throw failure()
    }

    private mutating func escape(_ result: inout [UInt8]) throws(CapnProtoError) {
      guard let byte = current else { throw failure() }
      next += 1
      switch byte {
      case UInt8(ascii: "b"): result.append(8)
      case UInt8(ascii: "f"): result.append(12)
      case UInt8(ascii: "n"): result.append(10)
      case UInt8(ascii: "r"): result.append(13)
      case UInt8(ascii: "t"): result.append(9)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
      case UInt8(ascii: "u"): result += String(try scalar()).utf8
      default: throw failure()
      }
    }

    /// A character, which takes two escapes if it is beyond the first plane.
    private mutating func scalar() throws(CapnProtoError) -> Character {
      let unit = try codeUnit()
      guard 0xd800..<0xdc00 ~= unit, next + 1 < bytes.count, bytes[next] == UInt8(ascii: "\\"),
        bytes[next + 1] == UInt8(ascii: "u")
      else { return Character(Unicode.Scalar(unit) ?? "\u{fffd}") }
      let mark = next
      next += 2
      let low = try codeUnit()
      guard 0xdc00..<0xe000 ~= low else {
        next = mark
        return "\u{fffd}"
      }
      let value = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
      return Character(Unicode.Scalar(value) ?? "\u{fffd}")
    }

    private mutating func codeUnit() throws(CapnProtoError) -> UInt32 {
      var value: UInt32 = 0
      for _ in 0..<4 {
        guard let byte = current, let digit = BinaryText.digit(byte) else { throw failure() }
        value = value << 4 | UInt32(digit)
        next += 1
      }
      return value
    }
  }
#endif
