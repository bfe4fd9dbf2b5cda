import SeededTesting
import Testing

import WebAssembly

/// The fast answer about subtyping against the plain one, on random trees of types.
@Suite struct TypeMatcherTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func agreesWithTheDefinition(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var builder = CanonicalTypesBuilder()
    var types: [SubType] = []
    for index in 0..<40 {
      let supertype = random.below(3) == 0 || index == 0 ? nil : random.below(index)
      let composite: CompositeType =
        supertype.map { types[$0].composite }
        ?? [
          .function(FunctionType(parameters: [.i32])),
          .structure([]),
          .array(FieldType(storage: .i8, isMutable: true)),
        ][random.below(3)]
      types.append(
        SubType(
          isFinal: false, supertypes: supertype.map { [UInt32($0)] } ?? [],
          composite: composite))
      // Equal types occur often, for there are few shapes.
      let added = builder.add([types[index]])
      #expect(added)
    }
    let table = builder.finish().table
    let matcher = TypeMatcher(table)
    let abstract = (0x69...0x74).compactMap { HeapType(code: UInt8($0)) }
    let heapTypes = abstract + (0..<40).map { HeapType.index($0) }
    let all =
      [.i32, .i64, .f32, .f64, .v128]
      + heapTypes.flatMap { type in
        [ValueType.reference(type, nullable: true), .reference(type, nullable: false)]
      }
    for type in [.bottom] + all {
      for expected in all {
        #expect(
          matcher.matches(type.bits, expected.bits) == table.matches(type, expected, in: table),
          "\(type) and \(expected) with seed \(seed)")
      }
    }
  }

  @Test func abstractTypesFormFourHierarchies() {
    let table = TypeTable()
    let below: [(HeapType, [HeapType])] = [
      (.any, [.any, .eq, .i31, .structure, .array, .none]),
      (.eq, [.eq, .i31, .structure, .array, .none]), (.i31, [.i31, .none]),
      (.structure, [.structure, .none]), (.array, [.array, .none]), (.none, [.none]),
      (.function, [.function, .noFunction]), (.noFunction, [.noFunction]),
      (.external, [.external, .noExternal]), (.noExternal, [.noExternal]),
      (.exception, [.exception, .noException]), (.noException, [.noException]),
    ]
    for (expected, matching) in below {
      for (type, _) in below {
        #expect(table.matches(type, expected, in: table) == matching.contains(type))
      }
    }
  }
}
