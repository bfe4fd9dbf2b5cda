import CapnProto

/// A request as text, so that two of them can be compared whatever way they were written.
///
/// Comments (`sourceInfo`) are compared as well. What differs legitimately is left out: where
/// objects lie, zeros at the end of structs, the version, and the order of comments, which the
/// standard tool leaves to chance.
struct RequestTree: Equatable {
  var nodes: [String]
  var files: [String]
  /// The comments of a node and its members, by the id of the node.
  var sources: [UInt64: String]

  init(_ request: [UInt8]) throws(CapnProtoError) {
    let message = try Message(framed: request, limits: .trusted)
    let root = try message.root.structure()
    nodes = try RequestTree.structs(root.pointer(0))
    files = try RequestTree.structs(root.pointer(1))
    sources = [:]
    let list = try root.pointer(3).list()
    for index in 0..<list.count {
      let source = list.structure(index)
      sources[source.get(0)] = try RequestTree.text(source, "")
    }
    // The standard tool tells nothing of the structs of methods, or all under one id.
    sources[0] = nil
    for node in try RequestTree.readers(root.pointer(0)) where RequestTree.isMethodStruct(node) {
      sources[node.get(0)] = nil
    }
  }

  /// A struct in no scope.
  private static func isMethodStruct(_ node: StructReader) -> Bool {
    node.get(6, as: UInt16.self) == 1 && node.get(2, as: UInt64.self) == 0
  }

  private static func readers(_ pointer: AnyPointerReader) throws(CapnProtoError) -> [StructReader]
  {
    let list = try pointer.list()
    return (0..<list.count).map { list.structure($0) }
  }

  private static func structs(_ pointer: AnyPointerReader) throws(CapnProtoError) -> [String] {
    var result: [String] = []
    for reader in try readers(pointer) { result.append(try text(reader, "")) }
    return result
  }

  private static func text(
    _ reader: StructReader, _ indent: String
  ) throws(CapnProtoError) -> String {
    var words: [UInt64] = (0..<(reader.dataByteCount + 7) / 8).map { reader.get($0) }
    while words.last == 0 { words.removeLast() }
    var result = "struct " + words.map { String($0, radix: 16) }.joined(separator: " ") + "\n"
    for index in 0..<reader.pointerCount where !reader.pointer(index).isNull {
      result += "\(indent)  \(index): " + (try text(reader.pointer(index), indent + "  "))
    }
    return result
  }

  private static func text(
    _ pointer: AnyPointerReader, _ indent: String
  ) throws(CapnProtoError) -> String {
    switch try pointer.kind {
    case .null: return "null\n"
    case .capability: return "capability\n"
    case .structure: return try text(pointer.structure(), indent)
    case .list: break
    }
    let list = try pointer.list()
    let indices = 0..<list.count
    switch list.elementSize {
    case .void: return "void × \(list.count)\n"
    case .bit: return "bits " + indices.map { list.getBool($0) ? "1" : "0" }.joined() + "\n"
    case .byte:
      let bytes = indices.map { list.get($0, as: UInt8.self) }
      return "bytes \(String(reflecting: String(decoding: bytes, as: UTF8.self))) \(bytes)\n"
    case .twoBytes: return "16 \(indices.map { list.get($0, as: UInt16.self) })\n"
    case .fourBytes: return "32 \(indices.map { list.get($0, as: UInt32.self) })\n"
    case .eightBytes: return "64 \(indices.map { list.get($0, as: UInt64.self) })\n"
    case .pointer:
      var result = "pointers\n"
      for index in indices {
        result += "\(indent)  [\(index)] " + (try text(list.pointer(index), indent + "  "))
      }
      return result
    case .inlineComposite:
      var result = "structs\n"
      for index in indices {
        result += "\(indent)  [\(index)] " + (try text(list.structure(index), indent + "  "))
      }
      return result
    }
  }

  /// The first difference from another request; `nil` if there is none.
  func difference(from other: RequestTree) -> String? {
    for (own, theirs) in zip(nodes, other.nodes) where own != theirs {
      return "node:\n\(own)\ninstead of\n\(theirs)"
    }
    if nodes.count != other.nodes.count { return "\(nodes.count) nodes, not \(other.nodes.count)" }
    if files != other.files { return "files:\n\(files)\ninstead of\n\(other.files)" }
    for (id, theirs) in other.sources where sources[id] != theirs {
      return "comments of \(id):\n\(sources[id] ?? "none")\ninstead of\n\(theirs)"
    }
    return sources.count == other.sources.count ? nil : "comments of more nodes"
  }
}
