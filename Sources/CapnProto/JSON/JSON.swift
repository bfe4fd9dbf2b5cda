#if !hasFeature(Embedded)
  /// A JSON document. Strings are bytes, as text in messages is.
  indirect enum JSON: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string([UInt8])
    case array([JSON])
    case object([(name: [UInt8], value: JSON)])
  }

  extension JSON {
    /// Writes the document as the Cap'n Proto tool does.
    ///
    /// - Parameter isPretty: Whether to add spaces and break long lines.
    func text(isPretty: Bool) -> [UInt8] {
      var isMultiline = false
      return JSONPrinter(isPretty: isPretty).print(self, 0, &isMultiline, hasPrefix: false)
    }
  }

  private struct JSONPrinter {
    let isPretty: Bool

    func print(
      _ value: JSON, _ indent: Int, _ isMultiline: inout Bool, hasPrefix: Bool
    ) -> [UInt8] {
      switch value {
      case .null: return Array("null".utf8)
      case .bool(let value): return Array((value ? "true" : "false").utf8)
      case .number(let value):
        var output: [UInt8] = []
        FloatText.write(value, to: &output)
        return output
      case .string(let bytes): return JSONPrinter.quote(bytes)
      case .array(let items):
        var inner = false
        let printed = items.map {
          print($0, indent + (items.count > 1 ? 1 : 0), &inner, hasPrefix: false)
        }
        return [UInt8(ascii: "[")] + join(printed, inner, indent, &isMultiline, hasPrefix)
          + [UInt8(ascii: "]")]
      case .object(let members):
        var inner = false
        let printed = members.map { member in
          JSONPrinter.quote(member.name) + Array((isPretty ? ": " : ":").utf8)
            + print(
              member.value, indent + (members.count > 1 ? 1 : 0), &inner, hasPrefix: true)
        }
        return [UInt8(ascii: "{")] + join(printed, inner, indent, &isMultiline, hasPrefix)
          + [UInt8(ascii: "}")]
      }
    }

    private func join(
      _ items: [[UInt8]], _ hasMultilineItem: Bool, _ indent: Int, _ isMultiline: inout Bool,
      _ hasPrefix: Bool
    ) -> [UInt8] {
      if !isPretty { return Array(items.joined(separator: ",".utf8)) }
      let longest = items.map(\.count).max() ?? 0
      guard items.count > 1, hasMultilineItem || longest > 50 else {
        return Array(items.joined(separator: ", ".utf8))
      }
      isMultiline = true
      let newLine =
        [UInt8(ascii: "\n")]
        + [UInt8](repeating: UInt8(ascii: " "), count: (indent + 1) * 2)
      return (hasPrefix ? newLine : [UInt8(ascii: " ")])
        + items.joined(separator: [UInt8(ascii: ",")] + newLine) + [UInt8(ascii: " ")]
    }

    static func quote(_ bytes: [UInt8]) -> [UInt8] {
      let hex = Array("0123456789abcdef".utf8)
      var output = [UInt8(ascii: "\"")]
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "\""): output += "\\\"".utf8
        case UInt8(ascii: "\\"): output += "\\\\".utf8
        case 8: output += "\\b".utf8
        case 9: output += "\\t".utf8
        case 10: output += "\\n".utf8
        case 12: output += "\\f".utf8
        case 13: output += "\\r".utf8
        case ..<0x20: output += "\\u00".utf8 + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        default: output.append(byte)
        }
      }
      return output + [UInt8(ascii: "\"")]
    }
  }
#endif
