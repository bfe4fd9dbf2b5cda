#if !hasFeature(Embedded)
  /// Writes values in the text format, byte for byte as the Cap'n Proto tool does.
  ///
  /// https://capnproto.org/language.html#values
  struct TextPrinter {
    /// Whether to break lines.
    let isPretty: Bool

    private enum Mode {
      /// On a line of its own, or in a list.
      case bare
      /// After the name of a field.
      case prefixed
    }

    private static let longestInlineValue = 24
    private static let longestInlineRecord = 64

    func print(_ value: DynamicStruct) throws(CapnProtoError) -> [UInt8] {
      try print(.structure(value), indent: isPretty ? 1 : 0, .bare, depth: 0)
    }

    func print(
      _ value: DynamicValue, in schemas: LoadedSchemas
    ) throws(CapnProtoError) -> [UInt8] {
      try print(value, in: schemas, indent: isPretty ? 1 : 0, .bare, depth: 0)
    }

    private func print(
      _ value: DynamicValue, indent: Int, _ mode: Mode, depth: Int
    ) throws(CapnProtoError) -> [UInt8] {
      guard depth < DynamicDepth.limit else { throw CapnProtoError(.nestingLimit) }
      var output: [UInt8] = []
      switch value {
      case .void: output += "void".utf8
      case .bool(let value): output += (value ? "true" : "false").utf8
      case .int(let value): output += String(value).utf8
      case .uint(let value): output += String(value).utf8
      case .float32(let value): FloatText.write(value, to: &output)
      case .float64(let value): FloatText.write(value, to: &output)
      case .text(let text): text.withUnsafeBytes { quote($0, isText: true, &output) }
      case .data(let data): data.withUnsafeBytes { quote($0, isText: false, &output) }
      case .capability: output += "<external capability>".utf8
      case .anyPointer: output += "<opaque pointer>".utf8
      case .list(let list): return try print(list, indent, mode, depth)
      case .structure(let structure): return try print(structure, indent, mode, depth)
      case .enumeration(let number, _): output += "(\(number))".utf8
      }
      return output
    }

    private func print(
      _ value: DynamicValue, in schemas: LoadedSchemas, indent: Int, _ mode: Mode, depth: Int
    ) throws(CapnProtoError) -> [UInt8] {
      if case .enumeration(let number, let id) = value, let name = schemas.enumerant(id, number) {
        return Array(name.utf8)
      }
      return try print(value, indent: indent, mode, depth: depth)
    }

    private func print(
      _ list: DynamicList, _ indent: Int, _ mode: Mode, _ depth: Int
    ) throws(CapnProtoError) -> [UInt8] {
      var items: [[UInt8]] = []
      for index in 0..<list.count {
        items.append(
          try print(
            list.get(index), in: list.schemas, indent: next(indent), .bare, depth: depth + 1))
      }
      return [UInt8(ascii: "[")] + delimit(items, indent, mode, isRecord: false)
        + [UInt8(ascii: "]")]
    }

    private func print(
      _ structure: DynamicStruct, _ indent: Int, _ mode: Mode, _ depth: Int
    ) throws(CapnProtoError) -> [UInt8] {
      var items: [[UInt8]] = []
      // The union goes where its member stands among the fields.
      var pending = structure.which
      if let member = pending, member.discriminant == 0, !structure.has(member) { pending = nil }
      for field in structure.description.plainFields {
        if let member = pending, member.index < field.index {
          items.append(try print(member, of: structure, indent, depth))
          pending = nil
        }
        if structure.has(field) { items.append(try print(field, of: structure, indent, depth)) }
      }
      if let member = pending { items.append(try print(member, of: structure, indent, depth)) }
      return [UInt8(ascii: "(")] + delimit(items, indent, mode, isRecord: true)
        + [UInt8(ascii: ")")]
    }

    private func print(
      _ field: SchemaField, of structure: DynamicStruct, _ indent: Int, _ depth: Int
    ) throws(CapnProtoError) -> [UInt8] {
      Array(field.name.utf8) + Array(" = ".utf8)
        + (try print(
          structure.get(field), in: structure.schemas, indent: next(indent), .prefixed,
          depth: depth + 1))
    }

    private func next(_ indent: Int) -> Int { indent == 0 ? 0 : indent + 1 }

    private func delimit(
      _ items: [[UInt8]], _ indent: Int, _ mode: Mode, isRecord: Bool
    ) -> [UInt8] {
      if indent == 0 || fitOnOneLine(items, isRecord) {
        return Array(items.joined(separator: ", ".utf8))
      }
      let newLine = [UInt8(ascii: "\n")] + [UInt8](repeating: UInt8(ascii: " "), count: indent * 2)
      return (mode == .bare ? [UInt8(ascii: " ")] : newLine)
        + items.joined(separator: [UInt8(ascii: ",")] + newLine) + [UInt8(ascii: " ")]
    }

    private func fitOnOneLine(_ items: [[UInt8]], _ isRecord: Bool) -> Bool {
      var total = 0
      for item in items {
        total += item.count
        if item.count > TextPrinter.longestInlineValue || item.contains(UInt8(ascii: "\n"))
          || isRecord && total > TextPrinter.longestInlineRecord
        {
          return false
        }
      }
      return true
    }

    private func quote(_ bytes: UnsafeRawBufferPointer, isText: Bool, _ output: inout [UInt8]) {
      output.append(UInt8(ascii: "\""))
      for byte in bytes { TextEscape.write(byte, isText: isText, to: &output) }
      output.append(UInt8(ascii: "\""))
    }
  }

  /// How deep values nest that are printed or parsed, whatever the limits of the message.
  enum DynamicDepth {
    static var limit: Int { 512 }
  }

  /// Escapes in strings, as in C.
  enum TextEscape {
    static func write(_ byte: UInt8, isText: Bool, to output: inout [UInt8]) {
      switch byte {
      case 7: output += "\\a".utf8
      case 8: output += "\\b".utf8
      case 9: output += "\\t".utf8
      case 10: output += "\\n".utf8
      case 11: output += "\\v".utf8
      case 12: output += "\\f".utf8
      case 13: output += "\\r".utf8
      case UInt8(ascii: "'"): output += "\\'".utf8
      case UInt8(ascii: "\""): output += "\\\"".utf8
      case UInt8(ascii: "\\"): output += "\\\\".utf8
      case 0x80... where isText: output.append(byte)
      case ..<0x20, 0x7f...:
        // Octal: a hexadecimal escape would have no end.
        output.append(UInt8(ascii: "\\"))
        for shift in [6, 3, 0] as [UInt8] {
          output.append(UInt8(ascii: "0") + byte >> shift & 7)
        }
      default: output.append(byte)
      }
    }
  }
#endif
