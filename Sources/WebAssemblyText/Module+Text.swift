public import WebAssembly

extension Module {
  /// Reads and validates a module in the text format.
  ///
  /// - Parameters:
  ///   - text: the UTF-8 bytes of the module.
  ///   - limits: the bounds on the text.
  ///   - configuration: how to check and translate the module.
  /// - Throws: ``TextError`` when the text is malformed, `ModuleError` when the module is refused.
  public convenience init(
    text: [UInt8], limits: TextLimits = TextLimits(),
    configuration: ModuleConfiguration = ModuleConfiguration()
  ) throws {
    try self.init(
      bytes: try TextFormat.binary(from: text, limits: limits), configuration: configuration)
  }

  /// Reads and validates a module in either format, whichever it is.
  ///
  /// - Parameters:
  ///   - content: the content of a file.
  ///   - limits: the bounds on the text, if it is one.
  ///   - configuration: how to check and translate the module.
  /// - Throws: ``TextError`` when it is text and malformed, `ModuleError` when the module is
  ///   refused.
  public convenience init(
    binaryOrText content: [UInt8], limits: TextLimits = TextLimits(),
    configuration: ModuleConfiguration = ModuleConfiguration()
  ) throws {
    if TextFormat.isBinary(content) {
      try self.init(bytes: content, configuration: configuration)
    } else {
      try self.init(text: content, limits: limits, configuration: configuration)
    }
  }
}
