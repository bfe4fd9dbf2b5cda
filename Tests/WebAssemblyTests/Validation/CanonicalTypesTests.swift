import Testing

import WebAssembly

// One after the other, for they count the groups of the process.
@Suite(.serialized) struct CanonicalTypesTests {
  private func types(_ build: (inout ModuleBuilder) -> Void) throws -> CanonicalTypes {
    var builder = ModuleBuilder()
    build(&builder)
    return try #require(try validated(builder).canonicalTypes)
  }

  @Test func equalTypesHaveOneIdentity() throws {
    let first = try types { b in
      _ = b.type([.i32], [.i64])
      _ = b.type([.i32])
      _ = b.type([.i32], [.i64])
    }
    let second = try types { b in
      _ = b.type()
      _ = b.type([.i32], [.i64])
    }
    #expect(first[0] == first[2] && first[0] != first[1])
    #expect(first[0] == second[1])
    #expect(first.matches(0, 1, in: second) && !first.matches(1, 1, in: second))
  }

  @Test func groupsAreComparedAsAWhole() throws {
    // A list node that refers to itself, written by position and by index.
    let node: (UInt32) -> [UInt8] = { [0x5F] + vector([[0x63] + signedLEB(Int64($0)) + [1]]) }
    let first = try types { b in _ = b.recursionGroup([node(0)]) }
    let second = try types { b in
      _ = b.type()
      _ = b.recursionGroup([node(1)])
    }
    #expect(first[0] == second[1])
    // The same shape in a group with another type is another type.
    let third = try types { b in _ = b.recursionGroup([node(0), functionType()]) }
    #expect(first[0] != third[0])
    // A reference out of the group is not one into it.
    let fourth = try types { b in
      _ = b.recursionGroup([node(0)])
      _ = b.recursionGroup([node(0)])
    }
    #expect(first[0] == fourth[0] && fourth[0] != fourth[1])
  }

  @Test func openAndFinalTypesDiffer() throws {
    let types = try types { b in
      _ = b.defineType([0x50, 0] + functionType())
      _ = b.defineType([0x4F, 0] + functionType())
      _ = b.defineType(functionType())
      _ = b.defineType([0x50, 1, 0] + functionType())
    }
    #expect(types[0] != types[1] && types[1] == types[2] && types[3] != types[0])
    #expect(types.matches(3, 0, in: types) && !types.matches(0, 3, in: types))
  }

  @Test func valueTypesMatchAcrossModules() throws {
    let first = try types { b in
      _ = b.defineType([0x50, 0] + functionType())
      _ = b.defineType([0x50, 1, 0] + functionType())
    }
    let second = try types { b in
      _ = b.type([.i32])
      _ = b.defineType([0x50, 0] + functionType())
    }
    func ref(_ index: UInt32, null: Bool = true) -> ValueType {
      .reference(.index(index), nullable: null)
    }
    #expect(first.matches(ref(1), ref(1), in: second))
    #expect(first.matches(ref(1, null: false), ref(1), in: second))
    #expect(!first.matches(ref(1), ref(1, null: false), in: second))
    #expect(!first.matches(ref(1), ref(0), in: second))
    #expect(first.matches(ref(1), .funcref, in: second))
    #expect(first.matches(.reference(.noFunction, nullable: true), ref(1), in: second))
    #expect(first.isEqual(ref(0), ref(1), in: second))
    #expect(!first.isEqual(ref(1), ref(1), in: second))
    #expect(first.isEqual(.i32, .i32, in: second) && !first.isEqual(.i32, .i64, in: second))
    #expect(!first.matches(ref(77), ref(1), in: second))
    #expect(!first.matches(ref(1), ref(77), in: second))
  }

  @Test func hostFunctionsMatchModules() throws {
    let host = try #require(
      CanonicalTypes.hostFunctions([
        FunctionType(parameters: [.i32, .i64], results: [.f64]), FunctionType(),
      ]))
    let module = try types { b in
      _ = b.type()
      _ = b.type([.i32, .i64], [.f64])
    }
    #expect(host[0] == module[1] && host[1] == module[0])
  }

  @Test func groupsGoWithTheirModules() throws {
    let unusual: [ValueType] = [.f64, .f32, .f64, .i64, .f32, .i32, .f64, .f64, .i64]
    func identity() throws -> (UInt32, CanonicalTypes) {
      let types = try types { b in
        for count in 0..<9 { _ = b.type(Array(unusual[count...]), [.f64, .f32, .i64]) }
      }
      return (types[0], types)
    }
    func hold(_ count: Int) throws -> Int {
      let kept = try (0..<count).map { _ in try identity() }
      #expect(Set(kept.map(\.0)).count <= 1)
      return TypeRegistry.groupCount
    }
    // Other suites run beside this one, so only growth in proportion would show.
    let before = TypeRegistry.groupCount
    for _ in 0..<200 { _ = try hold(2) }
    #expect(TypeRegistry.groupCount < before + 1_000)
  }

  @Test func invalidModulesKeepNothing() {
    var builder = ModuleBuilder()
    for count in 0..<300 {
      _ = builder.type(Array(repeating: .f32, count: count + 600), [.f32, .f64, .f32, .i64])
    }
    _ = builder.type([.reference(.index(99_999), nullable: true)])
    let before = TypeRegistry.groupCount
    for _ in 0..<10 { #expect(validationError(builder.bytes) != nil) }
    #expect(TypeRegistry.groupCount < before + 300)
  }

  /// Many tasks enter and leave the same groups; equal types stay equal all the while.
  @Test func manyAtOnce() async throws {
    let modules = (0..<4).map { variant in
      var builder = ModuleBuilder()
      for count in 0..<20 {
        _ = builder.type(Array(repeating: .f64, count: count + variant), [.i64])
      }
      return builder.bytes
    }
    var kept = try ModuleDecoder.decode(modules[0])
    try ModuleValidator.validate(&kept)
    let expected = try #require(kept.canonicalTypes)
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for round in 0..<50 {
            let variant = (task + round) % 4
            guard var module = try? ModuleDecoder.decode(modules[variant]),
              (try? ModuleValidator.validate(&module)) != nil, let types = module.canonicalTypes
            else {
              Issue.record("module \(variant) is valid")
              return
            }
            // Type n of a variant has n + variant parameters, as type n + variant of the first.
            for index in 0..<UInt32(20 - variant) {
              #expect(types[index] == expected[index + UInt32(variant)])
            }
          }
        }
      }
    }
  }
}
