extension Module {
  /// Reads, decodes and validates a module in the binary format.
  ///
  /// - Parameters:
  ///   - path: the file; nothing beyond the limit on the size of modules is read.
  ///   - configuration: how to check and translate it.
  /// - Throws: `FileError` when the file can't be read; `ModuleError` that says what is wrong with
  ///   the module and where.
  public convenience init(
    path: String, configuration: ModuleConfiguration = ModuleConfiguration()
  ) throws {
    let bytes = try FileContent.read(path: path, limit: configuration.limits.moduleSize)
    try self.init(bytes: bytes, configuration: configuration)
  }
}
