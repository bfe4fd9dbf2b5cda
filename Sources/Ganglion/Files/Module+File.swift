extension Module {
  /// Reads, decodes and validates a module in the binary or the text format.
  ///
  /// - Parameters:
  ///   - path: the file; nothing beyond the limit on the size of modules is read. Text is known by
  ///     the name's ending, `.wat`, or by how it starts.
  ///   - configuration: how to check and translate it.
  /// - Throws: `FileError` when the file can't be read; `TextError` and `ModuleError` that say what
  ///   is wrong with the module and where.
  public convenience init(
    path: String, configuration: ModuleConfiguration = ModuleConfiguration()
  ) throws {
    let content = try FileContent.read(path: path, limit: configuration.limits.moduleSize)
    // What a binary module does not need is not even paged in.
    let isText =
      !FileContent.isBinaryModule(content) && TextFormat.isText(content, path: path)
    try self.init(
      bytes: isText ? try TextFormat.binary(from: content) : content,
      configuration: configuration)
  }

  /// Reads and validates a module in the text format.
  ///
  /// - Parameters:
  ///   - text: the module, with or without `(module …)` around its fields.
  ///   - configuration: how to check and translate it.
  /// - Throws: `TextError` and `ModuleError` that say what is wrong with the module and where.
  public convenience init(
    text: String, configuration: ModuleConfiguration = ModuleConfiguration()
  ) throws {
    try self.init(bytes: try TextFormat.binary(from: text), configuration: configuration)
  }
}
