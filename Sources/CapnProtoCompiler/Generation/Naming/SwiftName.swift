/// How names of a schema become names in Swift.
enum SwiftName {
  /// Words that need backticks somewhere. Some need them in certain places only; to write them
  /// everywhere is simpler and always right.
  static let reserved: Set<String> = [
    "Any", "Protocol", "Self", "Type", "_", "as", "associatedtype", "break", "case", "catch",
    "class", "continue", "default", "defer", "deinit", "do", "else", "enum", "extension",
    "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "init",
    "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol",
    "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super",
    "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]

  /// Writes a name so that Swift reads it as a name.
  static func escaped(_ name: String) -> String {
    reserved.contains(name) ? "`\(name)`" : name
  }

  /// The name with a capital first letter.
  static func capitalized(_ name: String) -> String {
    guard let first = name.first else { return name }
    return first.uppercased() + name.dropFirst()
  }

  /// The name with a small first letter; a leading run of capitals is lowered as a whole, as in
  /// `URLSession`, which gives `urlSession`.
  static func uncapitalized(_ name: String) -> String {
    let capitals = name.prefix { $0.isUppercase }
    if capitals.isEmpty { return name }
    if capitals.count == 1 || capitals.count == name.count {
      return capitals.lowercased() + name.dropFirst(capitals.count)
    }
    return capitals.dropLast().lowercased() + name.dropFirst(capitals.count - 1)
  }

  /// A name as it is if it can be a Swift identifier; whatever else a request may say is no name.
  static func identifier(_ name: String) -> String { isIdentifier(name) ? name : "unnamed" }

  /// Whether a string can be a Swift identifier as it is, or in backticks.
  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first else { return false }
    func isLetter(_ byte: UInt8) -> Bool {
      (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || byte == 0x5f
    }
    return isLetter(first)
      && name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
  }
}
