#if !hasFeature(Embedded)
  /// Reads values in the text format.
  ///
  /// https://capnproto.org/language.html#values
  struct TextParser {
    private let bytes: [UInt8]
    private var next = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8? { next < bytes.count ? bytes[next] : nil }

    private func failure() -> CapnProtoError { CapnProtoError(.syntax, at: next) }

    /// The next value; nil at the end of the document.
    mutating func parse() throws(CapnProtoError) -> TextValue? {
      skipBlanks()
      if next == bytes.count { return nil }
      return try value(depth: 0)
    }

    private mutating func skipBlanks() {
      while let byte = current {
        if byte == UInt8(ascii: "#") {
          while let byte = current, byte != 10 { next += 1 }
        } else if byte == 32 || (9...13).contains(byte) || isMark(byte) {
          next += isMark(byte) ? 3 : 1
        } else {
          return
        }
      }
    }

    /// Whether the mark of the byte order stands here, with which some editors begin files.
    private func isMark(_ byte: UInt8) -> Bool {
      byte == 0xef && next + 2 < bytes.count && bytes[next + 1] == 0xbb && bytes[next + 2] == 0xbf
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

    private mutating func value(depth: Int) throws(CapnProtoError) -> TextValue {
      guard depth < DynamicDepth.limit else { throw CapnProtoError(.nestingLimit) }
      skipBlanks()
      let start = next
      guard let byte = current else { throw failure() }
      let kind: TextValue.Kind
      switch byte {
      case UInt8(ascii: "("): kind = try record(depth)
      case UInt8(ascii: "["): kind = try list(depth)
      case UInt8(ascii: "\""): kind = .string(try strings())
      case UInt8(ascii: "-"):
        next += 1
        kind = try negated(depth)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = try number()
      default:
        let name = word()
        guard !name.isEmpty else { throw failure() }
        kind = .name(name)
      }
      return TextValue(kind: kind, offset: start)
    }

    private mutating func negated(_ depth: Int) throws(CapnProtoError) -> TextValue.Kind {
      switch try value(depth: depth + 1).kind {
      case .integer(false, let magnitude): return .integer(negative: true, magnitude)
      case .float(let value) where value.sign == .plus: return .float(-value)
      case .name(let name) where name == Array("inf".utf8): return .float(-.infinity)
      case .name(let name) where name == Array("nan".utf8): return .float(-.nan)
      default: throw failure()
      }
    }

    private mutating func word() -> [UInt8] {
      let start = next
      while let byte = current, isLetter(byte) || isDigit(byte) { next += 1 }
      return Array(bytes[start..<next])
    }

    private func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }

    private func isDigit(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func list(_ depth: Int) throws(CapnProtoError) -> TextValue.Kind {
      try expect("[")
      var elements: [TextValue] = []
      while !take("]") {
        elements.append(try value(depth: depth + 1))
        if !take(",") {
          try expect("]")
          break
        }
      }
      return .list(elements)
    }

    private mutating func record(_ depth: Int) throws(CapnProtoError) -> TextValue.Kind {
      try expect("(")
      skipBlanks()
      if let byte = current, isDigit(byte) {
        guard case .integer(false, let number) = try number() else { throw failure() }
        try expect(")")
        return .number(number)
      }
      var fields: [(name: [UInt8], value: TextValue)] = []
      while !take(")") {
        let name = word()
        guard !name.isEmpty else { throw failure() }
        try expect("=")
        fields.append((name, try value(depth: depth + 1)))
        if !take(",") {
          try expect(")")
          break
        }
        skipBlanks()
      }
      return .record(fields)
    }

    private mutating func number() throws(CapnProtoError) -> TextValue.Kind {
      let start = next
      if current == UInt8(ascii: "0"), next + 1 < bytes.count,
        bytes[next + 1] | 0x20 == UInt8(ascii: "x")
      {
        next += 2
        if current == UInt8(ascii: "\"") { return .binary(try hexString()) }
        return .integer(negative: false, try integer(word(), radix: 16))
      }
      var isFloat = false
      while let byte = current {
        if isDigit(byte) || isLetter(byte) {
        } else if byte == UInt8(ascii: ".") {
          isFloat = true
        } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+"),
          bytes[next - 1] | 0x20 == UInt8(ascii: "e")
        {
        } else {
          break
        }
        if byte | 0x20 == UInt8(ascii: "e") { isFloat = true }
        next += 1
      }
      let text = bytes[start..<next]
      if isFloat {
        var string = String(decoding: text, as: UTF8.self)
        if string.hasSuffix(".") { string += "0" }
        guard let value = Double(string) else { throw failure() }
        return .float(value)
      }
      let isOctal = text.count > 1 && text.first == UInt8(ascii: "0")
      return .integer(negative: false, try integer(Array(text), radix: isOctal ? 8 : 10))
    }

    private func integer(_ digits: [UInt8], radix: Int) throws(CapnProtoError) -> UInt64 {
      guard let value = UInt64(String(decoding: digits, as: UTF8.self), radix: radix) else {
        throw failure()
      }
      return value
    }

    private mutating func hexString() throws(CapnProtoError) -> [UInt8] {
      next += 1
      var digits: [UInt8] = []
      while let byte = current, byte != UInt8(ascii: "\"") {
        next += 1
        if byte == 32 || (9...13).contains(byte) { continue }
        digits.append(byte)
      }
      guard current != nil, let result = BinaryText.fromHex(digits) else { throw failure() }
      next += 1
      return result
    }

    /// Strings that follow each other are one.
    private mutating func strings() throws(CapnProtoError) -> [UInt8] {
      var result: [UInt8] = []
      repeat {
        next += 1
        try string(&result)
        skipBlanks()
      } while current == UInt8(ascii: "\"")
      return result
    }

    private mutating func string(_ result: inout [UInt8]) throws(CapnProtoError) {
      while let byte = current {
        next += 1
        switch byte {
        case UInt8(ascii: "\""): return
        case UInt8(ascii: "\\"): result.append(try escape())
        case 10: throw failure()
        default: result.append(byte)
        }
      }
      throw failure()
    }

    private mutating func escape() throws(CapnProtoError) -> UInt8 {
      guard let byte = current else { throw failure() }
      next += 1
      switch byte {
      case UInt8(ascii: "a"): return 7
      case UInt8(ascii: "b"): return 8
      case UInt8(ascii: "f"): return 12
      case UInt8(ascii: "n"): return 10
      case UInt8(ascii: "r"): return 13
      case UInt8(ascii: "t"): return 9
      case UInt8(ascii: "v"): return 11
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "?"): return byte
      case UInt8(ascii: "x"):
        guard next + 1 < bytes.count, let high = BinaryText.digit(bytes[next]),
          let low = BinaryText.digit(bytes[next + 1])
        else { throw failure() }
        next += 2
        return high << 4 | low
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        var value = Int(byte - UInt8(ascii: "0"))
        for _ in 0..<2 {
          guard let digit = current, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit)
          else { break }
          value = value * 8 + Int(digit - UInt8(ascii: "0"))
          next += 1
        }
        return UInt8(truncatingIfNeeded: value)
      default: throw failure()
      }
    }
  }
#endif
