#if !hasFeature(Embedded)
  /// Converts messages from one format to another.
  public struct MessageConverter: Sendable {
    /// The type of the root of the messages.
    public let type: SchemaType
    /// The schemas of the types.
    public let schemas: LoadedSchemas
    /// Whether text and JSON are broken into lines.
    public var isPretty = true
    /// What each message may cost. Large messages may be read four times over, whatever the traversal limit.
    public var limits: Limits

    /// A converter of messages of a type.
    ///
    /// - Parameters:
    ///   - type: The type of their root, a struct.
    ///   - schemas: The schemas of the types.
    ///   - limits: What each message may cost.
    public init(
      type: SchemaType, schemas: LoadedSchemas,
      limits: Limits = Limits(messageWords: 64 << 20, nestingDepth: 1_000)
    ) {
      self.type = type
      self.schemas = schemas
      self.limits = limits
    }

    /// Converts messages that follow each other.
    ///
    /// - Parameters:
    ///   - bytes: The messages.
    ///   - source: Their format. `flat`, `flatpacked` and `canonical` can only be one.
    ///   - target: The format wanted.
    /// - Returns: The messages in the format wanted.
    /// - Throws: If one is malformed, or can't be expressed in the format.
    public func convert(
      _ bytes: [UInt8], from source: MessageFormat, to target: MessageFormat
    ) throws(CapnProtoError) -> [UInt8] {
      var output: [UInt8] = []
      for message in try decode(bytes, source) { output += try encode(message, target) }
      return output
    }

    /// Reads messages that follow each other.
    ///
    /// - Parameters:
    ///   - bytes: The messages.
    ///   - format: Their format.
    /// - Throws: If one is malformed.
    public func decode(
      _ bytes: [UInt8], _ format: MessageFormat
    ) throws(CapnProtoError) -> [Message] {
      switch format {
      case .bin: return try framed(bytes)
      case .packed: return try packed(bytes)
      case .flat, .canonical:
        return bytes.isEmpty ? [] : [try flat(bytes)]
      case .flatpacked:
        return bytes.isEmpty
          ? [] : [try flat(Packing.unpack(bytes, atMost: limits.messageWords))]
      case .text:
        var parser = TextParser(bytes)
        var messages: [Message] = []
        while let value = try parser.parse() { messages.append(try build(value)) }
        return messages
      case .json:
        var parser = JSONParser(bytes)
        var messages: [Message] = []
        while let value = try parser.parse() { messages.append(try build(value)) }
        return messages
      }
    }

    /// Writes a message.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - format: The format wanted.
    /// - Throws: If it is malformed, or can't be expressed in the format.
    public func encode(
      _ message: Message, _ format: MessageFormat
    ) throws(CapnProtoError) -> [UInt8] {
      let message = readable(message)
      switch format {
      case .bin: return try copy(message).framedBytes()
      case .packed: return try copy(message).packedBytes()
      case .flat: return try oneSegment(message).withSegment(0) { [UInt8]($0) }
      case .flatpacked:
        return try oneSegment(message).withSegment(0) { segment in
          var bytes: [UInt8] = []
          Packing.pack(segment, into: &bytes)
          return bytes
        }
      case .canonical: return try oneSegment(message).finish().canonicalBytes()
      case .text:
        let printer = TextPrinter(isPretty: isPretty)
        return try printer.print(DynamicStruct(message, as: type, schemas)) + [10]
      case .json:
        let json = try JSONWriter(schemas: schemas).json(DynamicStruct(message, as: type, schemas))
        return json.text(isPretty: isPretty) + [10]
      }
    }

    private func readable(_ message: Message) -> Message {
      var limits = limits
      limits.traversalWords = max(limits.traversalWords, message.totalWords * 4)
      return message.fresh(limits: limits)
    }

    /// A copy in segments as the tool lays them out: 1,024 words, then always as much as there is.
    private func copy(_ message: Message) throws(CapnProtoError) -> MessageBuilder {
      let builder = MessageBuilder(sizeHint: 1_024)
      // A struct always: a null root becomes an empty one.
      try builder.root.set(message.root.structure())
      return builder
    }

    private func oneSegment(_ message: Message) throws(CapnProtoError) -> MessageBuilder {
      try MessageBuilder(copying: copy(message).finish())
    }

    private func flat(_ bytes: [UInt8]) throws(CapnProtoError) -> Message {
      guard bytes.count.isMultiple(of: 8) else {
        throw CapnProtoError(.truncated, at: bytes.count)
      }
      return try Message(flat: bytes, limits: limits)
    }

    private func framed(_ bytes: [UInt8]) throws(CapnProtoError) -> [Message] {
      try collect(bytes) { rest throws(CapnProtoError) in
        try Message.decode(&rest, limits: limits)
      }
    }

    private func packed(_ bytes: [UInt8]) throws(CapnProtoError) -> [Message] {
      var decoder = PackedDecoder(limits: limits)
      let messages = try collect(bytes) { rest throws(CapnProtoError) in try decoder.next(&rest) }
      guard decoder.isBetweenMessages else { throw CapnProtoError(.truncated, at: bytes.count) }
      return messages
    }

    private func collect(
      _ bytes: [UInt8],
      _ next: (inout UnsafeRawBufferPointer) throws(CapnProtoError) -> Message?
    ) throws(CapnProtoError) -> [Message] {
      let result = bytes.withUnsafeBytes { buffer -> Result<[Message], CapnProtoError> in
        var rest = buffer
        var messages: [Message] = []
        do throws(CapnProtoError) {
          while let message = try next(&rest) { messages.append(message) }
          return .success(messages)
        } catch {
          return .failure(error)
        }
      }
      return try result.get()
    }

    private func build<Value: ParsedValue>(_ value: Value) throws(CapnProtoError) -> Message {
      guard case .structure(let id, let brand) = type else { throw CapnProtoError(.schemaMismatch) }
      let description = try schemas.structure(id)
      let builder = MessageBuilder(wordLimit: limits.messageWords)
      try value.fill(
        DynamicTarget(
          builder: builder.root.initStruct(description.size), description: description,
          brand: brand, schemas: schemas, depth: 0))
      return try builder.finish()
    }
  }
#endif
