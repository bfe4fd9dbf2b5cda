import Testing

@testable import CapnProtoCompiler

/// The project's own schemas say what the table of wire facts says.
@Suite struct WireSchemaTests {
  @Test(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing), arguments: WireTable.files)
  func fileID(name: String, id: UInt64) throws {
    let set = try Self.schemas(name)
    #expect(set.files.map(\.id) == [id])
  }

  @Test(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing))
  func layouts() throws {
    for entry in WireTable.structs {
      let (set, node) = try Self.find(entry.name, id: entry.id)
      let structure = try #require(node.structure, "\(entry.name)")
      #expect(structure.dataWords * 8 == entry.data, "\(entry.name)")
      #expect(structure.pointers == entry.pointers, "\(entry.name)")
      #expect(Self.describe(structure, in: set) == entry.fields, "\(entry.name)")
    }
  }

  @Test(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing))
  func methods() throws {
    for entry in WireTable.interfaces {
      let (set, node) = try Self.find(entry.name, id: entry.id)
      let interface = try #require(node.interface, "\(entry.name)")
      let superclasses = interface.superclasses.compactMap { set.nodes[$0.id]?.name }
      #expect(superclasses.joined(separator: " ") == entry.extends, "\(entry.name)")
      let methods = try interface.methods.map { method in
        let parameters = try #require(set.nodes[method.parameters.id]?.structure)
        let results = try #require(set.nodes[method.results.id]?.structure)
        return "\(method.name)(\(Self.describe(parameters, in: set)))"
          + (method.isStreaming ? "stream" : "(\(Self.describe(results, in: set)))")
      }
      #expect(methods.joined(separator: " ") == entry.methods, "\(entry.name)")
    }
  }

  private static func schemas(_ name: String) throws -> RequestContents {
    try CapnpTool.schemas("Sources/Ganglion/Schemas/\(name).capnp")
  }

  private static func find(_ name: String, id: UInt64) throws -> (RequestContents, RequestNode) {
    let parts = name.split(separator: ".")
    let set = try schemas(String(parts[0]))
    let node = try #require(set.nodes[id], "\(name) has another id")
    #expect(node.name == parts.last.map(String.init))
    return (set, node)
  }

  private static func describe(
    _ structure: RequestStruct, in set: RequestContents, prefix: String = ""
  ) -> String {
    var parts: [String] = []
    if structure.discriminantCount > 0 { parts.append("tag \(structure.discriminantOffset * 16)") }
    for field in structure.fields {
      switch field.body {
      case .slot(let offset, let type, _, _):
        let place = type.isPointer ? "p\(offset)" : "\(offset * type.bits)"
        let tag = field.discriminant.map { " =\($0)" } ?? ""
        parts.append("\(prefix)\(field.name) \(describe(type, in: set)) \(place)\(tag)")
      case .group(let id):
        guard let group = set.nodes[id]?.structure else { continue }
        parts.append(describe(group, in: set, prefix: field.name + "."))
      }
    }
    return parts.joined(separator: ", ")
  }

  private static func describe(_ type: RequestType, in set: RequestContents) -> String {
    switch type {
    case .list(let element): "List(\(describe(element, in: set)))"
    case .structure(let id, _), .interface(let id, _), .enumeration(let id, _):
      set.nodes[id]?.name ?? "?"
    case .parameter(let scope, let index): set.nodes[scope]?.parameters[index] ?? "?"
    case .uint16: "UInt16"
    case .uint32: "UInt32"
    case .uint64: "UInt64"
    default: SwiftName.capitalized("\(type)")
    }
  }
}

extension RequestType {
  /// The size of a value in the data section.
  fileprivate var bits: Int {
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
