import SeededTesting
import CapnProto
import Testing

@testable import CapnProtoCompiler

/// Whatever a request says, generating code ends with files or an error.
@Suite(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing)) struct HostileRequestTests {
  @Test func mutatedRequests() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let request = try CapnpTool.request(["Fixtures/schemas/other.capnp"])
    var generated = 0
    for round in 0..<400 {
      var bytes = request
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let place = Int.random(in: 8..<bytes.count, using: &random)
        bytes[place] =
          Bool.random(using: &random)
          ? UInt8.random(in: 0 ... .max, using: &random)
          : bytes[place] ^ 1 << UInt8.random(in: 0..<8, using: &random)
      }
      do throws(CapnProtoError) {
        let output = try CodeGenerator.generate(try Message(framed: bytes))
        generated += 1
        for file in output {
          #expect(file.source.utf8.count < 1 << 24, "seed \(seed), round \(round)")
        }
      } catch {
        // Most are malformed.
      }
    }
    #expect(generated > 0, "seed \(seed)")
  }

  /// A struct that says it has half a thousand million fields, of no size each.
  @Test func listsOfNothing() throws {
    let builder = MessageBuilder()
    let request = builder.initRoot(CapnpSchema.CodeGeneratorRequest.self)
    let structure = try request.initNodes(count: 1).get(0).initStruct()
    // The fields are the fourth pointer of a node.
    _ = structure.raw.pointer(3).initStructList(
      StructSize(dataWords: 0, pointerCount: 0), count: (1 << 29) - 1)
    let message = try builder.finish()
    #expect(throws: CapnProtoError.self) { try CodeGenerator.generate(message) }
  }

  @Test func elementsWithoutSizeDontFillTheMemory() {
    // A requested file whose list of imports claims 2^28 elements of no size.
    let composite: UInt64 = 7 << 32
    let words: [UInt64] = [
      2 << 48, 0, 1 | composite | 3 << 35, 1 << 2 | 1 << 32 | 2 << 48, 7, 0, 1 | composite, 1 << 30,
    ]
    #expect(throws: CapnProtoError.self) {
      try CodeGenerator.generate(Message(constant: words), options: GeneratorOptions())
    }
  }

  @Test func namesThatAreNone() throws {
    var contents = try CapnpTool.schemas("Fixtures/schemas/other.capnp")
    for (id, var node) in contents.nodes {
      node.comment = "first\rsecond\u{2028}third */ \n}"
      node.nested = node.nested.map { ("x\n}\nfatalError()", $0.id) }
      if case .structure(var structure) = node.body {
        for index in structure.fields.indices {
          structure.fields[index].name = "a\(index) } func b() {"
        }
        node.body = .structure(structure)
      }
      if case .enumeration(var enumerants) = node.body {
        for index in enumerants.indices { enumerants[index].name = "\u{0} case" }
        node.body = .enumeration(enumerants)
      }
      contents.nodes[id] = node
    }
    for file in CodeGenerator.generate(contents, options: GeneratorOptions()) {
      for line in file.source.split(whereSeparator: \.isNewline) {
        let line = line.drop { $0 == " " }
        if line.hasPrefix("//") { continue }
        for text in ["fatalError", "func b", "second", "third", "\u{0}"] {
          #expect(!line.contains(text), "\(line)")
        }
      }
    }
  }

  @Test func scopesInACircle() throws {
    var contents = try CapnpTool.schemas("Fixtures/schemas/other.capnp")
    let ids = contents.nodes.values.filter { $0.structure != nil }.map(\.id).sorted()
    let first = try #require(ids.first)
    for id in ids {
      contents.nodes[id]?.nested = ids.map { ("Circle", $0) }
      contents.nodes[id]?.scopeID = first
      if case .structure(var structure) = contents.nodes[id]?.body {
        for index in structure.fields.indices { structure.fields[index].body = .group(first) }
        contents.nodes[id]?.body = .structure(structure)
      }
    }
    let output = CodeGenerator.generate(contents, options: GeneratorOptions())
    #expect(output.count == 1)
  }
}
