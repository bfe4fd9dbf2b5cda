import WebAssembly

/// The types of a module that uses all features: structures, arrays and tags, with what they hold.
///
/// Its tables beyond the first two are one of `anyref` with 64-bit indices and one of `exnref`; its
/// memories beyond the first are a small one with 64-bit addresses and one with 32-bit addresses.
struct FeatureTypes {
  /// Structures from the second on extend the first.
  let structures: [[FieldType]]
  let arrays: [FieldType]
  /// What the exceptions of each tag carry.
  let tagValues: [[ValueType]]
  private let functionTypeCount: Int

  static let structureCount = 4
  static let arrayCount = 5
  static let tagCount = 3
  /// For each tag its type, and those of blocks that yield what it carries, alone or with the
  /// exception.
  static let tagTypeCount = 3 * tagCount
  static let firstTagType = 7
  static let tables: [[UInt8]] = [[0x6E, 5, 10, 40], [0x69, 0, 5]]
  static let memories: [[UInt8]] = [[5, 1, 2], [1, 1, 3]]

  init(functionTypeCount: Int, _ random: inout Randomness) {
    self.functionTypeCount = functionTypeCount
    let first = functionTypeCount
    func field(_ random: inout Randomness) -> FieldType {
      let storage: StorageType =
        switch random.below(12) {
        case 0: .i8
        case 1: .i16
        case 2, 3: .value(.i32)
        case 4: .value(.i64)
        case 5: .value(.f32)
        case 6: .value(.f64)
        case 7, 8: .value(.v128)
        case 9: .value(.reference(.any, nullable: true))
        case 10: .value(.funcref)
        default:
          .value(
            .reference(.index(UInt32(first + random.below(Self.structureCount))), nullable: true))
        }
      return FieldType(storage: storage, isMutable: !random.chance(5))
    }
    let shared = (0..<1 + random.below(3)).map { _ in field(&random) }
    structures =
      [shared]
      + (1..<Self.structureCount).map { _ in
        shared + (0..<random.below(5)).map { _ in field(&random) }
      }
    // One for data, one for elements, one of vectors, one of whatever comes.
    arrays = [
      FieldType(storage: random.chance(2) ? .i8 : .i16, isMutable: true),
      FieldType(storage: .value(random.chance(2) ? .i32 : .f64), isMutable: true),
      FieldType(storage: .value(.v128), isMutable: true),
      FieldType(storage: .value(.funcref), isMutable: true),
      FieldType(storage: .value(.reference(.any, nullable: true)), isMutable: true),
    ]
    let values: [ValueType] = [
      .i32, .i64, .f64, .v128, .reference(.any, nullable: true), .externref,
    ]
    tagValues =
      [[]] + (1..<Self.tagCount).map { _ in (0..<random.below(4)).map { _ in random.pick(values) } }
  }

  func structure(_ position: Int) -> HeapType { .index(UInt32(functionTypeCount + position)) }

  func array(_ position: Int) -> HeapType {
    .index(UInt32(functionTypeCount + Self.structureCount + position))
  }

  /// The position of a structure, or of an array behind them, among the types.
  func position(_ type: HeapType) -> Int? {
    guard let index = type.typeIndex, index >= functionTypeCount else { return nil }
    return Int(index) - functionTypeCount
  }

  /// What a concrete type may be taken for.
  func supertypes(_ position: Int) -> [HeapType] {
    if position >= Self.structureCount { return [.array, .eq, .any] }
    return [structure(0), .structure, .eq, .any]
  }

  /// A type that is not a number.
  func valueType(_ random: inout Randomness) -> ValueType {
    func nullable(_ type: HeapType) -> ValueType { .reference(type, nullable: true) }
    switch random.below(14) {
    case 0..<5: return .v128
    case 5..<7: return nullable(structure(random.below(Self.structureCount)))
    case 7..<9: return nullable(array(random.below(Self.arrayCount)))
    case 9: return nullable(random.pick([.any, .eq, .structure, .array]))
    case 10: return nullable(.i31)
    case 11: return nullable(.exception)
    case 12: return .externref
    default: return nullable(.index(UInt32(random.below(2))))
    }
  }

  /// The function types that go with tags.
  var tagTypes: [FunctionType] {
    tagValues.flatMap {
      [
        FunctionType(parameters: $0), FunctionType(results: $0),
        FunctionType(results: $0 + [.reference(.exception, nullable: true)]),
      ]
    }
  }

  /// The tag section.
  var tags: [[UInt8]] {
    (0..<Self.tagCount).map { [0] + ModuleBytes.unsigned(Self.firstTagType + 3 * $0) }
  }

  /// The definitions of structures and arrays.
  var encoded: [[UInt8]] {
    structures.enumerated().map { position, fields in
      let isFirst = position == 0
      let parents = isFirst ? [] : [ModuleBytes.unsigned(functionTypeCount)]
      return [isFirst ? 0x50 : 0x4F] + ModuleBytes.vector(parents) + [0x5F]
        + ModuleBytes.vector(fields.map(encode))
    } + arrays.map { [0x5E] + encode($0) }
  }

  private func encode(_ field: FieldType) -> [UInt8] {
    let storage: [UInt8] =
      switch field.storage {
      case .i8: [0x78]
      case .i16: [0x77]
      case .value(let type): ModuleBytes.type(type)
      }
    return storage + [field.isMutable ? 1 : 0]
  }
}
