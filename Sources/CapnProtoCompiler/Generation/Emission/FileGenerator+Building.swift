extension FileGenerator {
  /// Writes what a builder has for a field.
  mutating func writeBuilding(
    _ field: RequestField, _ names: FieldNames, in structure: RequestStruct
  ) {
    let property = SwiftName.escaped(names.property)
    // Setting a member of a union selects it.
    let select =
      field.discriminant.map {
        "raw.set(\(structure.discriminantOffset), \(self.names.standard("UInt16"))(\($0)))"
      }
    switch field.body {
    case .group(let id):
      let type = reference(to: id, inheriting(id)) + ".Builder"
      writer.documentation(documentation(field))
      writer.line("\(inlinable)var \(property): \(type) { \(type)(raw) }")
      writeGroupInitialization(id, names, select, type)
    case .slot(_, .void, _, _):
      writer.documentation(documentation(field))
      if let select {
        block("\(inlinable)func \(names.set)()") { $0.writer.line(select) }
      } else {
        writer.line("\(inlinable)var \(property): Void { () }")
      }
    case .slot(let offset, let type, let value, _) where !type.isPointer:
      let literal = literal(value, type)
      let suffix = literal.map { ", default: \($0)" } ?? ""
      let kind = type == .bool ? "Bool" : ""
      writer.documentation(documentation(field))
      block("\(inlinable)var \(property): \(written(type))") { generator in
        generator.writer.line("get { raw.get\(kind)(\(offset)\(suffix)) }")
        let set = "raw.set\(kind)(\(offset), newValue\(suffix))"
        if let select {
          generator.block("nonmutating set") {
            $0.writer.line(select)
            $0.writer.line(set)
          }
        } else {
          generator.writer.line("nonmutating set { \(set) }")
        }
      }
    case .slot(let offset, let type, let value, _):
      writePointerBuilding(field, names, offset, type, value, select)
    }
  }

  private mutating func writePointerBuilding(
    _ field: RequestField, _ names: FieldNames, _ offset: Int, _ type: RequestType,
    _ value: RequestValue, _ select: String?
  ) {
    let property = SwiftName.escaped(names.property)
    let pointer = "raw.pointer(\(offset))"
    let schema = written(type)
    writer.documentation(documentation(field))
    if type == .anyPointer {
      if let message = defaultMessage(value, type) {
        block("\(access)var \(property): CapnProto.AnyPointerBuilder") { generator in
          generator.block("get \(Self.throwing)") {
            $0.writer.line("let pointer = \(pointer)")
            $0.writer.line("if pointer.isNull { try pointer.set(\(message).root) }")
            $0.writer.line("return pointer")
          }
        }
      } else {
        writer.line("\(inlinable)var \(property): CapnProto.AnyPointerBuilder { \(pointer) }")
      }
    } else {
      let message = defaultMessage(value, type)
      block("\(message == nil ? inlinable : access)var \(property): \(builderType(type))") {
        generator in
        if let message {
          generator.block("get \(Self.throwing)") {
            $0.writer.line("let pointer = \(pointer)")
            $0.writer.line("if pointer.isNull { try pointer.set(\(message).root) }")
            $0.writer.line("return try \(schema).get(pointer)")
          }
        } else {
          generator.writer.line("get \(Self.throwing) { try \(schema).get(\(pointer)) }")
        }
      }
    }
    writeHas(names, offset)
    writer.documentation(
      "Makes `\(names.property)` null\(select == nil ? "." : ", and selects it.")")
    block("\(inlinable)func \(names.clear)()") { generator in
      if let select { generator.writer.line(select) }
      generator.writer.line("raw.clearPointer(\(offset))")
    }
    for overload in setters(type, schema) {
      writer.documentation("Sets `\(names.property)` to a copy.")
      let throwing = overload.isThrowing ? " \(Self.throwing)" : ""
      block("\(inlinable)func \(names.set)(_ value: \(overload.type))\(throwing)") { generator in
        if let select { generator.writer.line(select) }
        generator.writer.line(overload.call.replacing("%", with: pointer))
      }
    }
    if let initializer = initializer(type, schema) {
      writer.documentation("Makes a new `\(names.property)`.")
      block(
        "\(inlinable)func \(names.initialize)(\(initializer.parameters)) -> \(initializer.type)"
      ) {
        generator in
        if let select { generator.writer.line(select) }
        let call = initializer.call.replacing("%", with: pointer)
        generator.writer.line(select == nil ? call : "return " + call)
      }
    }
    if case .parameter = type {
      writer.documentation(
        "The pointer of `\(names.property)`, for values of types not known here.")
      block("\(inlinable)var \(names.pointer): CapnProto.AnyPointerBuilder") {
        $0.writer.line(pointer)
      }
    }
  }

  /// The Swift type of a value in a builder.
  private mutating func builderType(_ type: RequestType) -> String {
    switch type {
    case .text: "CapnProto.TextReader"
    case .data: "CapnProto.DataBuilder"
    case .anyStruct: "CapnProto.StructBuilder"
    case .anyList: "CapnProto.ListBuilder"
    case .interface, .capability: readerType(type)
    default: written(type) + ".Builder"
    }
  }

  /// The ways to set a pointer: the type of the value and the call, `%` standing for the pointer.
  private mutating func setters(
    _ type: RequestType, _ schema: String
  ) -> [(type: String, call: String, isThrowing: Bool)] {
    switch type {
    case .text:
      [
        (names.standard("String"), "%.setText(value)", false),
        ("CapnProto.TextReader", "%.setText(value)", false),
      ]
    case .data:
      [
        ("[\(names.standard("UInt8"))]", "%.setData(value)", false),
        ("CapnProto.DataReader", "%.setData(value)", false),
      ]
    case .interface, .capability: [(readerType(type), "\(schema).set(%, value)", false)]
    case .list(let element):
      [(readerType(type), "try \(schema).set(%, value)", true)]
        + (arrayType(element).map { [($0, "\(schema).initialize(%, copying: value)", false)] } ?? [])
    default: [(readerType(type), "try \(schema).set(%, value)", true)]
    }
  }

  /// The Swift array that a list can be set to, `nil` if there is none.
  mutating func arrayType(_ element: RequestType) -> String? {
    switch element {
    case .text: "[\(names.standard("String"))]"
    case .void: nil
    case _ where element.isPointer: nil
    default: "[\(written(element))]"
    }
  }

  /// How a new value is made in place, `%` standing for the pointer; `nil` if it is not.
  private func initializer(
    _ type: RequestType, _ schema: String
  ) -> (parameters: String, type: String, call: String)? {
    let count = "count: \(names.standard("Int"))"
    switch type {
    case .data: return (count, "CapnProto.DataBuilder", "%.initData(count: count)")
    case .list: return (count, "\(schema).Builder", "\(schema).initialize(%, count: count)")
    case .structure: return ("", "\(schema).Builder", "\(schema).initialize(%)")
    case .anyStruct:
      return ("_ size: CapnProto.StructSize", "CapnProto.StructBuilder", "%.initStruct(size)")
    default: return nil
    }
  }

  /// Writes a method that selects a group, all its fields at their defaults.
  private mutating func writeGroupInitialization(
    _ id: UInt64, _ names: FieldNames, _ select: String?, _ type: String
  ) {
    writer.documentation(
      "Sets all fields of `\(names.property)` to their defaults\(select == nil ? "." : ", and selects it.")"
    )
    block("\(inlinable)func \(names.initialize)() -> \(type)") { generator in
      if let select { generator.writer.line(select) }
      for line in generator.clearing(id) { generator.writer.line(line) }
      generator.writer.line("return \(type)(raw)")
    }
  }

  /// The statements that make every field of a group zero.
  private func clearing(_ id: UInt64) -> [String] {
    var lines: Set<String> = []
    var seen: Set<UInt64> = []
    var waiting = [id]
    while let id = waiting.popLast() {
      guard seen.insert(id).inserted, let group = set.nodes[id]?.structure else { continue }
      if group.discriminantCount > 0 {
        lines.insert("raw.set(\(group.discriminantOffset), \(names.standard("UInt16"))(0))")
      }
      for field in group.fields {
        switch field.body {
        case .group(let id): waiting.append(id)
        case .slot(_, .void, _, _): continue
        case .slot(let offset, .bool, _, _): lines.insert("raw.setBool(\(offset), false)")
        case .slot(let offset, let type, _, _) where type.isPointer:
          lines.insert("raw.clearPointer(\(offset))")
        case .slot(let offset, let type, _, _):
          lines.insert("raw.set(\(offset), \(names.standard("UInt\(type.bits)"))(0))")
        }
      }
    }
    return lines.sorted()
  }
}

extension RequestType {
  /// The bits that a value takes in the data section.
  var bits: Int {
    switch self {
    case .bool: 1
    case .int8, .uint8: 8
    case .int16, .uint16, .enumeration: 16
    case .int32, .uint32, .float32: 32
    case .int64, .uint64, .float64: 64
    default: 0
    }
  }
}
