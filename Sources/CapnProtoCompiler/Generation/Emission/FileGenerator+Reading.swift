extension FileGenerator {
  /// The Swift type of a field's value in a reader.
  mutating func readerType(_ field: RequestField) -> String {
    switch field.body {
    case .group(let id): reference(to: id, inheriting(id)) + ".Reader"
    case .slot(_, let type, _, _): readerType(type)
    }
  }

  /// The Swift type of a value in a message.
  mutating func readerType(_ type: RequestType) -> String {
    switch type {
    case .void: "Void"
    case .text: "CapnProto.TextReader"
    case .data: "CapnProto.DataReader"
    case .anyPointer: "CapnProto.AnyPointerReader"
    case .anyStruct: "CapnProto.StructReader"
    case .anyList: "CapnProto.ListReader"
    case .interface: written(type) + ".Client"
    case .capability: "AnyClient"
    case .list, .structure, .parameter, .implicitParameter: written(type) + ".Reader"
    case .bool, .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .float32,
      .float64, .enumeration:
      written(type)
    }
  }

  /// A brand that binds every parameter around a group to itself.
  func inheriting(_ id: UInt64) -> RequestBrand {
    let scopes = names.types[id]?.ids.compactMap { $0 } ?? []
    return RequestBrand(scopes: Dictionary(scopes.map { ($0, .inherit) }) { first, _ in first })
  }

  /// Whether reading a field can fail.
  func isThrowing(_ field: RequestField) -> Bool {
    guard case .slot(_, let type, _, _) = field.body else { return false }
    return type.isPointer && type != .anyPointer
  }

  /// Writes what a reader has for a field.
  mutating func writeReading(_ field: RequestField, _ names: FieldNames) {
    let property = SwiftName.escaped(names.property)
    let type = readerType(field)
    writer.documentation(documentation(field))
    switch field.body {
    case .group:
      writer.line("\(inlinable)var \(property): \(type) { \(type)(raw) }")
    case .slot(_, .void, _, _):
      writer.line("\(inlinable)var \(property): \(type) { () }")
    case .slot(let offset, .bool, let value, _):
      writer.line(
        "\(inlinable)var \(property): \(type) { raw.getBool(\(offset)\(defaultClause(value, .bool))) }"
      )
    case .slot(let offset, .anyPointer, let value, _):
      if let message = defaultMessage(value, .anyPointer) {
        block("\(access)var \(property): \(type)") {
          $0.writer.line("let pointer = raw.pointer(\(offset))")
          $0.writer.line("if !pointer.isNull { return pointer }")
          $0.writer.line("return (try? \(message).root) ?? pointer")
        }
      } else {
        writer.line("\(inlinable)var \(property): \(type) { raw.pointer(\(offset)) }")
      }
      writeHas(names, offset)
    case .slot(let offset, let slotType, let value, _) where slotType.isPointer:
      let schema = written(slotType)
      if let text = defaultText(value, slotType) {
        block("\(inlinable)var \(property): \(type)") { generator in
          generator.block("get \(Self.throwing)") {
            $0.writer.line("let pointer = raw.pointer(\(offset))")
            $0.writer.line("if pointer.isNull { return CapnProto.TextReader(\(text)) }")
            $0.writer.line("return try pointer.text()")
          }
        }
      } else if let message = defaultMessage(value, slotType) {
        block("\(access)var \(property): \(type)") { generator in
          generator.block("get \(Self.throwing)") {
            $0.writer.line("let pointer = raw.pointer(\(offset))")
            $0.writer.line(
              "return try \(schema).read(pointer.isNull ? \(message).root : pointer)")
          }
        }
      } else {
        block("\(inlinable)var \(property): \(type)") {
          $0.writer.line("get \(Self.throwing) { try \(schema).read(raw.pointer(\(offset))) }")
        }
      }
      writeHas(names, offset)
    case .slot(let offset, let slotType, let value, _):
      writer.line(
        "\(inlinable)var \(property): \(type)"
          + " { raw.get(\(offset)\(defaultClause(value, slotType))) }")
    }
  }

  /// Writes the question whether a pointer is there.
  mutating func writeHas(_ names: FieldNames, _ offset: Int) {
    writer.documentation("Whether `\(names.property)` is there and not null.")
    writer.line(
      "\(inlinable)var \(names.has): \(self.names.standard("Bool")) { raw.hasPointer(\(offset)) }")
  }

  /// The documentation of a field.
  func documentation(_ field: RequestField) -> String {
    documentation(field.comment, "`\(field.name)` of the schema.", field)
  }

  /// The argument that stands for a default other than zero, empty for zero.
  mutating func defaultClause(_ value: RequestValue, _ type: RequestType) -> String {
    guard let literal = literal(value, type) else { return "" }
    return ", default: \(literal)"
  }

  /// A number, truth value or enumerant as Swift writes it; `nil` for zero and for pointers.
  mutating func literal(_ value: RequestValue, _ type: RequestType) -> String? {
    switch value {
    case .bool(let value): value ? "true" : nil
    case .signed(let value): value == 0 ? nil : "\(value)"
    case .unsigned(let value): value == 0 ? nil : "\(value)"
    case .float32(let bits): bits == 0 ? nil : SwiftLiteral.float32(bits)
    case .float64(let bits): bits == 0 ? nil : SwiftLiteral.float64(bits)
    case .enumerant(let value): value == 0 ? nil : "\(written(type))(rawValue: \(value))"
    case .void, .text, .data, .pointer, .interface: nil
    }
  }

  /// A default text as a string literal.
  func defaultText(_ value: RequestValue, _ type: RequestType) -> String? {
    guard case .text(let bytes) = value, type == .text, !bytes.isEmpty else { return nil }
    return SwiftLiteral.string(bytes)
  }

  /// The name of the message that holds a default behind a pointer, `nil` if that is null.
  mutating func defaultMessage(_ value: RequestValue, _ type: RequestType) -> String? {
    switch value {
    case .pointer(let words): words.isEmpty || words == [0] ? nil : message(words)
    case .data(let bytes): bytes.isEmpty ? nil : message(Self.blob(bytes))
    case .text(let bytes): bytes.isEmpty ? nil : message(Self.blob(bytes + [0]))
    default: nil
    }
  }

  /// A message that holds bytes.
  static func blob(_ bytes: [UInt8]) -> [UInt64] {
    var words = [UInt64(1) | 2 << 32 | UInt64(bytes.count) << 35]
    for start in stride(from: 0, to: bytes.count, by: 8) {
      var word: UInt64 = 0
      for (place, byte) in bytes[start..<min(start + 8, bytes.count)].enumerated() {
        word |= UInt64(byte) << UInt64(8 * place)
      }
      words.append(word)
    }
    return words
  }
}
