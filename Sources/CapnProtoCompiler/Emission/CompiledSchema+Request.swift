public import CapnProto

extension CompiledSchema {
  /// The `CodeGeneratorRequest`, which code generators read from standard input.
  ///
  /// - Returns: the message; its root is the request.
  /// - Throws: `CapnProtoError` when the schema is too large for a message.
  /// - Complexity: linear in the size of the schema.
  public func request() throws(CapnProtoError) -> Message {
    let builder = MessageBuilder(sizeHint: 64 * nodes.count + 128)
    RequestWriter().write(self, to: builder.root)
    return try builder.finish()
  }
}
