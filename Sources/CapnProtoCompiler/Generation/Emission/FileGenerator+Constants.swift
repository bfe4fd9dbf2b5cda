extension FileGenerator {
  /// Writes a constant of the schema.
  mutating func write(
    constant node: RequestNode, named name: String, _ type: RequestType, _ value: RequestValue
  ) {
    let escaped = SwiftName.escaped(name)
    let keyword = scope.isEmpty ? "" : "static "
    writer.gap()
    writer.documentation(
      documentation(node.comment, "The constant `\(node.name)` of the schema.", node))
    let swiftType = readerType(type)
    let head = "\(keyword)var \(escaped): \(swiftType)"
    if !type.isPointer {
      let literal = literal(value, type) ?? zero(type)
      writer.line("\(inlinable)\(head) { \(literal) }")
    } else if case .text(let bytes) = value, let literal = SwiftLiteral.string(bytes) {
      writer.line("\(inlinable)\(head) { CapnProto.TextReader(\(literal)) }")
    } else if let message = defaultMessage(value, type) {
      if type == .anyPointer {
        writer.line(
          "\(access)\(head) { (try? \(message).root) ?? CapnProto.AnyPointerReader() }")
        return
      }
      block("\(access)\(head)") {
        $0.writer.line("(try? \($0.written(type)).read(\(message).root)) ?? \($0.empty(type))")
      }
    } else {
      block("\(access)\(head)") { $0.writer.line($0.empty(type)) }
    }
  }

  private mutating func zero(_ type: RequestType) -> String {
    switch type {
    case .void: "()"
    case .bool: "false"
    case .enumeration: "\(written(type))(rawValue: 0)"
    default: "0"
    }
  }

  private mutating func empty(_ type: RequestType) -> String {
    switch type {
    case .structure: "\(readerType(type))(CapnProto.StructReader())"
    default: "\(readerType(type))()"
    }
  }
}
