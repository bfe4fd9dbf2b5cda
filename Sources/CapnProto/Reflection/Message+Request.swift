#if !hasFeature(Embedded)
  extension Message {
    /// The root of a message with schemas, which may be damaged, to be read once.
    ///
    /// What reading it may cost is in proportion to its size: a list that claims many more elements
    /// than the message has words, of no size each, ends it.
    ///
    /// - Parameter nestingDepth: How deep its objects can be nested.
    /// - Returns: The request.
    /// - Throws: If it is malformed. Reading on throws `traversalLimit` when the bound is reached.
    package func request(
      nestingDepth: Int
    ) throws(CapnProtoError) -> CapnpSchema.CodeGeneratorRequest.Reader {
      let limits = Limits(traversalWords: 8 * totalWords + 1_024, nestingDepth: nestingDepth)
      return try fresh(limits: limits).root(as: CapnpSchema.CodeGeneratorRequest.self)
    }
  }
#endif
