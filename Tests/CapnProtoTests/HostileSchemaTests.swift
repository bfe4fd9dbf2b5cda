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
