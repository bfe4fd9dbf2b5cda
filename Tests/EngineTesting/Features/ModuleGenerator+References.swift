import WebAssembly

extension ModuleGenerator {
  /// A byte of a vector: some patterns matter more than others.
  mutating func vectorByte() -> UInt8 {
    switch random.below(6) {
    case 0: 0
    case 1: 0xFF
    case 2: 0x7F
    case 3: 0x80
    default: UInt8(truncatingIfNeeded: random.next())
    }
  }

  /// Operators that make a reference, in constant expressions too.
  ///
  /// - Parameter nulls: one in so many is null.
  mutating func reference(_ type: ValueType, nulls: Int = 5) -> [UInt8] {
    guard let features, let heap = type.heapType, !random.chance(nulls) else {
      return [0xD0] + ModuleBytes.heap(type.heapType ?? .any)
    }
    let small = [0x41] + ModuleBytes.signed(Int32(truncatingIfNeeded: random.interestingBits()))
    switch heap {
    case .i31: return small + [0xFB, 28]
    case .external: return small + [0xFB, 28, 0xFB, 27]
    case .any, .eq:
      if random.chance(3) { return small + [0xFB, 28] }
      return aggregate(random.below(FeatureTypes.structureCount + FeatureTypes.arrayCount))
    case .structure: return aggregate(random.below(FeatureTypes.structureCount))
    case .array:
      return aggregate(FeatureTypes.structureCount + random.below(FeatureTypes.arrayCount))
    default:
      if let position = features.position(heap) { return aggregate(position) }
      // Functions of exactly that type.
      let fitting = functions.indices.filter { UInt32(functions[$0]) == heap.typeIndex }
      guard !fitting.isEmpty else { return [0xD0] + ModuleBytes.heap(heap) }
      return [0xD2] + ModuleBytes.unsigned(random.pick(fitting))
    }
  }

  /// A structure or array of default values.
  private mutating func aggregate(_ position: Int) -> [UInt8] {
    let index = ModuleBytes.unsigned(types.count + position)
    if position < FeatureTypes.structureCount { return [0xFB, 1] + index }
    return [0x41] + ModuleBytes.signed(4 + random.below(16)) + [0xFB, 7] + index
  }
}
