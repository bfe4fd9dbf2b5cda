import CapnProto

/// Turns a message in a file into a value.
enum EmbeddedMessage {
  /// The root of a framed message; `nil` if the bytes are none.
  static func root(_ bytes: [UInt8]) -> StructValue? {
    guard let message = try? Message(framed: bytes), let root = try? message.root.structure()
    else { return nil }
    return try? value(root)
  }

  private static func value(_ reader: StructReader) throws(CapnProtoError) -> StructValue {
    var result = StructValue(
      dataWords: (reader.dataByteCount + 7) / 8, pointers: reader.pointerCount)
    for index in result.data.indices {
      for byte in 0..<8 {
        let bits: UInt8 = reader.get(index * 8 + byte)
        result.data[index] |= UInt64(bits) << UInt64(byte * 8)
      }
    }
    for index in result.pointers.indices {
      result.set(try target(reader.pointer(index)), at: index)
    }
    return result
  }

  private static func target(_ pointer: AnyPointerReader) throws(CapnProtoError) -> PointerTarget {
    switch try pointer.kind {
    case .null, .capability: .null
    case .structure: .structure(try value(try pointer.structure()))
    case .list: .list(try list(try pointer.list()))
    }
  }

  private static func list(_ reader: ListReader) throws(CapnProtoError) -> ListDescription {
    let indices = 0..<reader.count
    func numbers<T: FixedWidthInteger & Primitive>(_ log: Int, _ type: T.Type) -> ListDescription {
      ListDescription(
        .numbers(
          log: log, indices.map { UInt64(truncatingIfNeeded: reader.get($0, as: type)) }))
    }
    switch reader.elementSize {
    case .void: return ListDescription(.void(count: reader.count))
    case .bit: return ListDescription(.bits(indices.map { reader.getBool($0) }))
    case .byte: return numbers(3, UInt8.self)
    case .twoBytes: return numbers(4, UInt16.self)
    case .fourBytes: return numbers(5, UInt32.self)
    case .eightBytes: return numbers(6, UInt64.self)
    case .pointer:
      var targets: [PointerTarget] = []
      for index in indices { targets.append(try target(reader.pointer(index))) }
      return ListDescription(.pointers(targets))
    case .inlineComposite:
      var values: [StructValue] = []
      for index in indices { values.append(try value(reader.structure(index))) }
      let size = reader.structSize
      return ListDescription(
        .structs(
          dataWords: Int(size.dataWords), pointers: Int(size.pointerCount), values))
    }
  }
}
