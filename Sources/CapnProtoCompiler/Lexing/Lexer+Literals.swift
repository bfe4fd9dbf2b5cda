extension Lexer {
  /// A number: decimal, octal, hexadecimal or floating; or data written in hexadecimal.
  mutating func number() -> Token.Kind? {
    let start = position
    if peek() == UInt8(ascii: "0"), peek(1) == UInt8(ascii: "x") {
      if peek(2) == UInt8(ascii: "\"") { return .data(hexData()) }
      position += 2
      return integer(from: start, digits: position, radix: 16)
    }
    var isFloat = false
    scan: while let byte = peek() {
      switch byte {
      case _ where byte.isDigit: break
      case UInt8(ascii: "."): isFloat = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        isFloat = true
        if let sign = peek(1), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
          peek(2)?.isDigit == true
        {
          position += 1
        }
      case _ where byte.isNameStart: return integer(from: start, digits: start, radix: 10)
      default: break scan
      }
      position += 1
    }
    if isFloat { return float(start..<position) }
    let digits = start
    position = start
    return integer(from: start, digits: digits, radix: bytes[start] == UInt8(ascii: "0") ? 8 : 10)
  }

  private mutating func integer(from start: Int, digits: Int, radix: UInt64) -> Token.Kind? {
    position = digits
    var value: UInt64 = 0
    var fits = true
    var isValid = true
    while let byte = peek(), byte.isNameStart || byte.isDigit || byte == UInt8(ascii: ".") {
      if let digit = byte.hexDigit, UInt64(digit) < radix {
        let (product, overflow) = value.multipliedReportingOverflow(by: radix)
        let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
        value = sum
        if overflow || carry { fits = false }
      } else {
        isValid = false
      }
      position += 1
    }
    guard isValid, position > digits else {
      report("This is no number", at: start..<position)
      return nil
    }
    if !fits { report("This integer has more than 64 bits", at: start..<position) }
    return .integer(value)
  }

  private mutating func float(_ range: Range<Int>) -> Token.Kind? {
    var digits = text(range)
    // The library's parser wants a digit behind the point.
    if let point = digits.firstIndex(of: ".") {
      let next = digits.index(after: point)
      if next == digits.endIndex || !digits[next].isNumber { digits.insert("0", at: next) }
    }
    guard let value = Double(digits) else {
      report("This is no number", at: range)
      return nil
    }
    return .float(value)
  }

  /// `0x"…"`: pairs of hexadecimal digits, with space between them.
  private mutating func hexData() -> [UInt8] {
    let start = position
    position += 3
    var data: [UInt8] = []
    var high: UInt8?
    var isValid = true
    while let byte = peek(), byte != UInt8(ascii: "\"") {
      if let digit = byte.hexDigit {
        if let first = high {
          data.append(first << 4 | digit)
          high = nil
        } else {
          high = digit
        }
      } else if !byte.isSpace || high != nil {
        isValid = false
      }
      position += 1
    }
    let isClosed = peek() != nil
    if isClosed { position += 1 }
    if !isClosed {
      report("This data is never closed", at: start..<start + 3)
    } else if !isValid || high != nil {
      report("Data is written as pairs of hexadecimal digits", at: start..<position)
    } else if data.isEmpty {
      report("Data must not be empty; write \"\" for none", at: start..<position)
    }
    return data
  }

  /// A text between quotation marks, escapes replaced.
  mutating func string() -> [UInt8] {
    let start = position
    position += 1
    var result: [UInt8] = []
    while let byte = peek(), byte != UInt8(ascii: "\n") {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return result
      case UInt8(ascii: "\\"): escape(into: &result)
      default: result.append(byte)
      }
    }
    report("This text has no closing quotation mark in its line", at: start..<position)
    return result
  }

  /// What follows a backslash.
  private mutating func escape(into result: inout [UInt8]) {
    let start = position - 1
    guard let byte = peek() else { return }
    position += 1
    switch byte {
    case UInt8(ascii: "a"): result.append(0x07)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "v"): result.append(0x0B)
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "?"):
      result.append(byte)
    case UInt8(ascii: "x"):
      guard let high = peek()?.hexDigit, let low = peek(1)?.hexDigit else {
        report("\\x takes two hexadecimal digits", at: start..<position)
        return
      }
      position += 2
      result.append(high << 4 | low)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = Int(byte - UInt8(ascii: "0"))
      for _ in 0..<2 {
        guard let digit = peek()?.hexDigit, digit < 8 else { break }
        value = value * 8 + Int(digit)
        position += 1
      }
      result.append(UInt8(truncatingIfNeeded: value))
    default:
      if byte == UInt8(ascii: "\n") { position -= 1 }
      report("Unknown escape", at: start..<position)
    }
  }
}
