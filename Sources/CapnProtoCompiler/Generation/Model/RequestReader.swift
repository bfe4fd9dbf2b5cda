import CapnProto

/// Reads a request to generate code into plain values.
///
/// See `CodeGeneratorRequest` in <https://github.com/capnproto/capnproto/blob/v2/c++/src/capnp/schema.capnp>.
struct RequestReader {
  private var comments: [UInt64: CapnpSchema.Node.SourceInfo.Reader] = [:]

  /// Reads a message whose root is a `CodeGeneratorRequest`.
  ///
  /// - Throws: If it is malformed; `traversalLimit` if reading it costs out of proportion to its size.
  static func read(_ message: Message) throws(CapnProtoError) -> RequestContents {
    let request = try message.request(nestingDepth: 256)
    var reader = RequestReader()
    for info in try request.sourceInfo { reader.comments[info.id] = info }
    var contents = RequestContents(files: [], nodes: [:])
    for node in try request.nodes { contents.nodes[node.id] = try reader.node(node) }
    for file in try request.requestedFiles {
      contents.files.append(
        RequestContents.File(
          id: file.id, name: try file.filename.string,
          imports: try list(file.imports) { (entry, _) throws(CapnProtoError) in
            (id: entry.id, name: try entry.name.string)
          }))
    }
    return contents
  }

  /// Reads every element of a list. They all have names or types, so none has no size: it would be there in millions for nothing.
  private static func list<Element: InlineSchema, Value>(
    _ list: List<Element>.Reader,
    _ body: (Element.Reader, Int) throws(CapnProtoError) -> Value
  ) throws(CapnProtoError) -> [Value] {
    guard
      list.isEmpty || list.raw.elementSize == .inlineComposite && list.raw.structSize.words > 0
        || list.raw.elementSize == .pointer
    else {
      throw CapnProtoError(.wrongElementSize)
    }
    var values: [Value] = []
    values.reserveCapacity(list.count)
    for index in 0..<list.count { values.append(try body(list[index], index)) }
    return values
  }

  private func node(_ node: CapnpSchema.Node.Reader) throws(CapnProtoError) -> RequestNode {
    let comments = comments[node.id]
    let members = try comments?.members
    func comment(_ index: Int) throws(CapnProtoError) -> String? {
      guard let members, index < members.count else { return nil }
      return Self.comment(try members[index].docComment)
    }
    let body: RequestNode.Body
    switch try node.which {
    case .file, .unknown: body = .file
    case .struct(let structure):
      body = .structure(
        RequestStruct(
          dataWords: Int(structure.dataWordCount), pointers: Int(structure.pointerCount),
          isGroup: structure.isGroup, discriminantCount: Int(structure.discriminantCount),
          discriminantOffset: Int(structure.discriminantOffset),
          fields: try Self.list(structure.fields) { (entry, index) throws(CapnProtoError) in
            try field(entry, comment: comment(index))
          }))
    case .enum(let enumeration):
      body = .enumeration(
        try Self.list(enumeration.enumerants) { (entry, index) throws(CapnProtoError) in
          RequestEnumerant(
            name: try entry.name.string, codeOrder: Int(entry.codeOrder),
            annotations: try annotations(entry.annotations), comment: try comment(index))
        })
    case .interface(let interface):
      body = .interface(
        RequestInterface(
          methods: try Self.list(interface.methods) { (entry, index) throws(CapnProtoError) in
            try method(entry, comment: comment(index))
          },
          superclasses: try Self.list(interface.superclasses) {
            (entry, _) throws(CapnProtoError) in
            (id: entry.id, brand: try brand(entry.brand))
          }))
    case .const(let constant):
      body = .constant(try type(constant.type), try value(constant.value))
    case .annotation(let annotation): body = .annotation(try type(annotation.type))
    }
    let displayName = try node.displayName.string
    return RequestNode(
      id: node.id, displayName: displayName,
      name: String(
        decoding: displayName.utf8.dropFirst(Int(node.displayNamePrefixLength)), as: UTF8.self),
      scopeID: node.scopeId, parameters: try parameters(node.parameters),
      isGeneric: node.isGeneric,
      nested: try Self.list(node.nestedNodes) { (entry, _) throws(CapnProtoError) in
        (name: try entry.name.string, id: entry.id)
      },
      annotations: try annotations(node.annotations),
      comment: Self.comment(try comments?.docComment), body: body)
  }

  private func parameters(
    _ list: List<CapnpSchema.Node.Parameter>.Reader
  ) throws(CapnProtoError) -> [String] {
    try Self.list(list) { (entry, _) throws(CapnProtoError) in try entry.name.string }
  }

  private func field(
    _ field: CapnpSchema.Field.Reader, comment: String?
  ) throws(CapnProtoError) -> RequestField {
    let body: RequestField.Body
    switch try field.which {
    case .group(let group): body = .group(group.typeId)
    case .slot(let slot):
      body = .slot(
        offset: Int(slot.offset), try type(slot.type), defaultValue: try value(slot.defaultValue),
        explicitDefault: slot.hadExplicitDefault)
    case .unknown: body = .slot(offset: 0, .void, defaultValue: .void, explicitDefault: false)
    }
    let discriminant = field.discriminantValue
    return RequestField(
      name: try field.name.string, codeOrder: Int(field.codeOrder),
      discriminant: discriminant == CapnpSchema.Field.noDiscriminant ? nil : discriminant,
      annotations: try annotations(field.annotations), comment: comment, body: body)
  }

  private func method(
    _ method: CapnpSchema.Method.Reader, comment: String?
  ) throws(CapnProtoError) -> RequestMethod {
    RequestMethod(
      name: try method.name.string, codeOrder: Int(method.codeOrder),
      implicitParameters: try parameters(method.implicitParameters),
      parameters: (method.paramStructType, try brand(method.paramBrand)),
      results: (method.resultStructType, try brand(method.resultBrand)),
      annotations: try annotations(method.annotations), comment: comment)
  }

  private func annotations(
    _ list: List<CapnpSchema.Annotation>.Reader
  ) throws(CapnProtoError) -> [RequestAnnotation] {
    try Self.list(list) { (entry, _) throws(CapnProtoError) in
      RequestAnnotation(id: entry.id, value: try value(entry.value))
    }
  }

  private static func comment(_ text: TextReader?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    return text.string
  }
}
