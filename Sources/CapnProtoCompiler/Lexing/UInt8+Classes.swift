/// The classes of characters that the schema language knows.
extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  var isNameStart: Bool {
    self == 0x5F || (self >= 0x61 && self <= 0x7A) || (self >= 0x41 && self <= 0x5A)
  }

  var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }

  /// One of ``!$%&*+-./:<=>?@^|~``.
  var isSymbol: Bool {
    switch self {
    case 0x21, 0x24, 0x25, 0x26, 0x2A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3A, 0x3C, 0x3D, 0x3E, 0x3F, 0x40,
      0x5E, 0x7C, 0x7E:
      true
    default: false
    }
  }

  /// Outside of comments and texts, nothing starts with it.
  var isMeaningless: Bool {
    switch self {
    case 0x22, 0x23, 0x28, 0x29, 0x2C, 0x3B, 0x5B, 0x5D, 0x7B, 0x7D: false
    default: !isDigit && !isNameStart && !isSpace && !isSymbol
    }
  }

  var hexDigit: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}
