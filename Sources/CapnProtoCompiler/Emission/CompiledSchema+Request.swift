public import CapnProto

extension CompiledSchema {
  /// The `CodeGeneratorRequest`, which code generators read.
  ///
  /// - Returns: the message; its root is the request.
  /// - Throws: `CapnProtoError` when the schema is too large for a message.
  /// - Complexity: linear in the size of the schema.
  public func request() throws(CapnProtoError) -> Message {
    let builder = MessageBuilder(sizeHint: 64 * nodes.count + 128)
    RequestWriter().write(self, to: builder.root)
    return try builder.finish()
  }

  /// The request as plug-ins find it on standard input: in stream framing.
  ///
  /// - Throws: `CapnProtoError` when the schema is too large for a message.
  /// - Complexity: linear in the size of the schema.
  public func requestBytes() throws(CapnProtoError) -> [UInt8] { try request().framedBytes }

  /// Swift source for the files that were asked for.
  ///
  /// - Parameter options: what schemas don't say.
  /// - Returns: a file for each schema, in their order.
  /// - Throws: `CapnProtoError` when the schema is too large for a message.
  /// - Complexity: linear in the size of the schema, apart from sorting.
  public func swift(
    _ options: GeneratorOptions = GeneratorOptions()
  ) throws(CapnProtoError) -> [CodeGenerator.Output] {
    try CodeGenerator.generate(request().fresh(limits: .trusted), options: options)
  }
}
