import CapnProto

/// Reads a request to generate code into plain values.
struct RequestReader {
  private var comments: [UInt64: Raw] = [:]

  static func read(_ message: Message) throws(CapnProtoError) -> RequestContents {
    read(Raw(bytes: message.framedBytes))
  }

  static func read(_ request: Raw) -> RequestContents {
    var reader = RequestReader()
    for info in request.list(3) { reader.comments[info.u64(0)] = info }
    var set = RequestContents(files: [], nodes: [:])
    for node in request.list(0) { set.nodes[node.u64(0)] = reader.node(node) }
    for file in request.list(1) {
      set.files.append(
        RequestContents.File(
          id: file.u64(0), name: file.text(0),
          imports: file.list(1).map { (id: $0.u64(0), name: $0.text(0)) }))
    }
    return set
  }

  private func node(_ node: Raw) -> RequestNode {
    let id = node.u64(0)
    let comments = comments[id]
    let members = comments?.list(1) ?? []
    func comment(_ index: Int) -> String? {
      index < members.count ? Self.comment(members[index].text(0)) : nil
    }
    let body: RequestNode.Body
    switch node.u16(6) {
    case 1:
      body = .structure(
        RequestStruct(
          dataWords: Int(node.u16(7)), pointers: Int(node.u16(12)), isGroup: node.bit(224),
          discriminantCount: Int(node.u16(15)), discriminantOffset: Int(node.u32(8)),
          fields: node.list(3).enumerated().map { field($1, comment: comment($0)) }))
    case 2:
      body = .enumeration(
        node.list(3).enumerated().map { index, enumerant in
          RequestEnumerant(
            name: enumerant.text(0), codeOrder: Int(enumerant.u16(0)),
            annotations: annotations(enumerant.list(1)), comment: comment(index))
        })
    case 3:
      body = .interface(
        RequestInterface(
          methods: node.list(3).enumerated().map { method($1, comment: comment($0)) },
          superclasses: node.list(4).map { ($0.u64(0), brand($0.structure(0))) }))
    case 4: body = .constant(type(node.structure(3)), value(node.structure(4)))
    case 5: body = .annotation(type(node.structure(3)))
    default: body = .file
    }
    let displayName = node.text(0)
    return RequestNode(
      id: id, displayName: displayName,
      name: String(decoding: displayName.utf8.dropFirst(Int(node.u32(2))), as: UTF8.self),
      scopeID: node.u64(2), parameters: node.list(5).map { $0.text(0) }, isGeneric: node.bit(288),
      nested: node.list(1).map { ($0.text(0), $0.u64(0)) },
      annotations: annotations(node.list(2)),
      comment: comments.flatMap { Self.comment($0.text(0)) }, body: body)
  }

  private func field(_ field: Raw, comment: String?) -> RequestField {
    let body: RequestField.Body =
      field.u16(4) == 1
      ? .group(field.u64(2))
      : .slot(
        offset: Int(field.u32(1)), type(field.structure(2)),
        defaultValue: value(field.structure(3)), explicitDefault: field.bit(128))
    return RequestField(
      name: field.text(0), codeOrder: Int(field.u16(0)),
      discriminant: field.u16(1) == 0 ? nil : field.u16(1) ^ 0xffff,
      annotations: annotations(field.list(1)), comment: comment, body: body)
  }

  private func method(_ method: Raw, comment: String?) -> RequestMethod {
    RequestMethod(
      name: method.text(0), codeOrder: Int(method.u16(0)),
      implicitParameters: method.list(4).map { $0.text(0) },
      parameters: (method.u64(1), brand(method.structure(2))),
      results: (method.u64(2), brand(method.structure(3))),
      annotations: annotations(method.list(1)), comment: comment)
  }

  private func annotations(_ list: [Raw]) -> [RequestAnnotation] {
    list.map { RequestAnnotation(id: $0.u64(0), value: value($0.structure(0))) }
  }

  private func type(_ type: Raw) -> RequestType {
    switch type.u16(0) {
    case 1: .bool
    case 2: .int8
    case 3: .int16
    case 4: .int32
    case 5: .int64
    case 6: .uint8
    case 7: .uint16
    case 8: .uint32
    case 9: .uint64
    case 10: .float32
    case 11: .float64
    case 12: .text
    case 13: .data
    case 14: .list(self.type(type.structure(0)))
    case 15: .enumeration(type.u64(1), brand(type.structure(0)))
    case 16: .structure(type.u64(1), brand(type.structure(0)))
    case 17: .interface(type.u64(1), brand(type.structure(0)))
    case 18:
      switch type.u16(4) {
      case 0:
        switch type.u16(5) {
        case 1: .anyStruct
        case 2: .anyList
        case 3: .capability
        default: .anyPointer
        }
      case 1: .parameter(scope: type.u64(2), index: Int(type.u16(5)))
      case 2: .implicitParameter(index: Int(type.u16(5)))
      default: .anyPointer
      }
    default: .void
    }
  }

  private func brand(_ brand: Raw) -> RequestBrand {
    var scopes: [UInt64: RequestBrand.Bindings] = [:]
    for scope in brand.list(0) {
      scopes[scope.u64(0)] =
        scope.u16(4) == 1
        ? .inherit : .bind(scope.list(0).map { $0.u16(0) == 1 ? type($0.structure(0)) : nil })
    }
    return RequestBrand(scopes: scopes)
  }

  private func value(_ value: Raw) -> RequestValue {
    switch value.u16(0) {
    case 1: .bool(value.bit(16))
    case 2: .signed(Int64(Int8(bitPattern: value.u8(2))))
    case 3: .signed(Int64(Int16(bitPattern: value.u16(1))))
    case 4: .signed(Int64(Int32(bitPattern: value.u32(1))))
    case 5: .signed(Int64(bitPattern: value.u64(1)))
    case 6: .unsigned(UInt64(value.u8(2)))
    case 7: .unsigned(UInt64(value.u16(1)))
    case 8: .unsigned(UInt64(value.u32(1)))
    case 9: .unsigned(value.u64(1))
    case 10: .float32(value.u32(1))
    case 11: .float64(value.u64(1))
    case 12: .text(value.bytes(0).dropLast())
    case 13: .data(value.bytes(0))
    case 14, 16, 18: .pointer(value.words(0))
    case 15: .enumerant(value.u16(1))
    case 17: .interface
    default: .void
    }
  }

  private static func comment(_ text: String) -> String? { text.isEmpty ? nil : text }
}
