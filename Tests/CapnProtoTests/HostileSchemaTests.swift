import CapnProto
import CapnProtoTesting
import Testing

/// Schemas that are damaged or made to hurt.
@Suite struct HostileSchemaTests {
  @Test func damagedRequestsDoNotTrap() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    let request = try Message(packed: GoldenSchema.packedRequest()).framedBytes
    var maker = RandomMessage(seed: seed, objects: 12)
    let message = try maker.make().finish()
    for number in 0..<60 {
      var bytes = request
      var mutation = Mutation(seed: seed &+ UInt64(number))
      mutation.apply(to: &bytes)
      guard let damaged = try? Message(framed: bytes),
        let schemas = try? LoadedSchemas(damaged)
      else { continue }
      for name in ["Prims", "Unions", "Lists", "UseGeneric", "Defaults"] {
        guard let type = schemas.type(named: name) else { continue }
        let converter = MessageConverter(
          type: type, schemas: schemas, limits: Limits(traversalWords: 1 << 12))
        for format in [MessageFormat.text, .json] {
          guard let text = try? converter.encode(message.fresh(), format) else { continue }
          _ = try? converter.decode(text, format)
        }
      }
    }
  }

  /// A struct that says it has half a thousand million fields, of no size each.
  @Test func listsOfNothingCostNothing() throws {
    let builder = MessageBuilder()
    let request = builder.initRoot(CapnpSchema.CodeGeneratorRequest.self)
    let structure = try request.initNodes(count: 1).get(0).initStruct()
    // The fields are the fourth pointer of a node.
    _ = structure.raw.pointer(3).initStructList(
      StructSize(dataWords: 0, pointerCount: 0), count: (1 << 29) - 1)
    let message = try builder.finish()
    let error = #expect(throws: CapnProtoError.self) { try LoadedSchemas(message) }
    #expect(error?.code == .traversalLimit)
  }

  /// Structs that the schema says are large, from text that has a few bytes for each.
  @Test func builtMessagesAreLimited() throws {
    let request = try Message(packed: GoldenSchema.packedRequest())
    let schemas = try LoadedSchemas(request)
    let type = try #require(schemas.type(named: "Lists"))
    let converter = MessageConverter(
      type: type, schemas: schemas, limits: Limits(messageWords: 1 << 10))
    let small = "(p = [" + String(repeating: "(),", count: 4) + "()])"
    #expect(throws: Never.self) { try converter.decode(Array(small.utf8), .text) }
    let large = "(p = [" + String(repeating: "(),", count: 1 << 10) + "()])"
    #expect(throws: CapnProtoError.self) { try converter.decode(Array(large.utf8), .text) }
  }

  /// A type that contains itself, with a parameter that doubles at each level.
  @Test func typesDoNotGrowWithoutEnd() {
    let parameter = SchemaType.parameter(scope: 1, index: 0)
    let pair = SchemaType.structure(
      1, Brand([1: .bound([.structure(2, Brand([2: .bound([parameter, parameter])]))])]))
    var type = SchemaType.structure(1, Brand([1: .bound([.text])]))
    for _ in 0..<200 {
      guard case .structure(_, let brand) = type else { return }
      type = pair.bound(in: brand)
    }
    // It ends as a type that is no longer known, not as one with 2²⁰⁰ parts.
    #expect("\(type)".utf8.count < 1_000_000)
  }
}
