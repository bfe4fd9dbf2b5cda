public import WebAssembly

/// Reading and writing modules in the text format.
///
/// Specification: https://webassembly.github.io/spec/core/text/index.html
public enum TextFormat {
  /// Turns a module in the text format into one in the binary format.
  ///
  /// The binary module has a name section with the text's identifiers. It is well-formed, but not
  /// validated. Time and memory are in proportion to the length of the text.
  ///
  /// - Parameters:
  ///   - text: the UTF-8 bytes of a module, with or without `(module …)` around its fields.
  ///   - limits: the bounds to keep.
  /// - Returns: the binary module.
  /// - Throws: ``TextError`` when the text is malformed.
  public static func binary(
    from text: [UInt8], limits: TextLimits = TextLimits()
  ) throws(TextError) -> [UInt8] {
    var cursor = TokenCursor(try TokenStream(text, limits: limits))
    let isWrapped = cursor.takeOpen(.module)
    let name = isWrapped ? cursor.takeIdentifier() : nil
    var parser = ModuleParser(cursor)
    let binary = try parser.parse(name: name)
    cursor.position = parser.cursor.position
    if isWrapped { try cursor.expectClose() }
    guard cursor.next.kind == .end else { throw cursor.unexpected() }
    return binary
  }

  /// Turns a module in the text format into one in the binary format.
  ///
  /// - Parameters:
  ///   - text: a module, with or without `(module …)` around its fields.
  ///   - limits: the bounds to keep.
  /// - Returns: the binary module.
  /// - Throws: ``TextError`` when the text is malformed.
  public static func binary(
    from text: String, limits: TextLimits = TextLimits()
  ) throws(TextError) -> [UInt8] {
    try binary(from: Array(text.utf8), limits: limits)
  }

  /// Turns a module in the binary format into one in the text format.
  ///
  /// Reading the text gives an equivalent module: the same definitions under the same indices, the
  /// same names and the same custom sections. Only encodings may differ, such as integers that
  /// were longer than they had to be. The module need not be valid.
  ///
  /// - Parameters:
  ///   - binary: the module.
  ///   - limits: the bounds to keep; the text gets no longer than what could be read.
  /// - Returns: the text, as UTF-8.
  /// - Throws: `ModuleError` when the module is malformed, or the text would be too long.
  public static func text(
    from binary: [UInt8], limits: TextLimits = TextLimits()
  ) throws(ModuleError) -> [UInt8] {
    var printer = ModulePrinter(
      try ModuleDecoder.decode(binary, features: .all), limits: limits)
    return try printer.print()
  }

  /// Whether a file is meant as text: by its name, or by what opens a field or a comment. Anything
  /// else that is not binary is a binary module gone wrong.
  ///
  /// - Parameters:
  ///   - content: the content of the file.
  ///   - path: its name.
  /// - Returns: whether to read it as text.
  package static func isText(_ content: [UInt8], path: String) -> Bool {
    if isBinary(content) { return false }
    if path.hasSuffix(".wat") { return true }
    let first = content.first { $0 > 0x20 }
    return first == UInt8(ascii: "(") || first == UInt8(ascii: ";")
  }

  /// Whether bytes are meant as a module in the binary format: they start with its magic number.
  ///
  /// - Parameter bytes: the content of a file.
  /// - Returns: `false` for what can only be text.
  public static func isBinary(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x00, 0x61, 0x73, 0x6D])
  }
}
