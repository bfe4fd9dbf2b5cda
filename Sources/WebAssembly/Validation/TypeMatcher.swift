/// Subtyping between packed value types of one module in constant time.
///
/// Chains of supertypes may be 63 long and lists of types 1,000, and an operator of two bytes can
/// ask about all of them. So defined types are numbered such that those below one are the ones in
/// an interval, and abstract types answer from bit masks.
///
/// Specification: https://webassembly.github.io/spec/core/valid/matching.html#value-types
package struct TypeMatcher: ~Copyable {
  /// What matching must know of one defined type.
  private struct Node {
    /// The number of the type; equal for equal types.
    var number: UInt32
    /// One more than the number of the last type below.
    var end: UInt32
    /// The abstract types above it, by position.
    var abstractSupertypes: UInt16
    /// The abstract type below it, by position.
    var bottom: UInt8
  }

  private let nodes: UnsafeMutableBufferPointer<Node>
  /// By position of an abstract type: those it matches, by position.
  private let abstractSupertypes: UnsafeMutableBufferPointer<UInt16>

  private static let referenceFlag: UInt32 = 0x8000_0000
  private static let nullableFlag: UInt32 = 0x4000_0000
  private static let heapTypeMask: UInt32 = 0x3FFF_FFFF
  /// Positions are counted from the first code; all packed abstract types come after all indices.
  private static let firstAbstract = HeapType.exception.bits
  private static let abstractCount = 12

  package init(_ table: TypeTable) {
    nodes = .allocate(capacity: table.count)
    abstractSupertypes = .allocate(capacity: TypeMatcher.abstractCount)
    for position in abstractSupertypes.indices {
      let type = TypeMatcher.abstract(position)
      abstractSupertypes.initializeElement(
        at: position, to: TypeMatcher.mask { table.matches(type, $0, in: table) })
    }
    number(table, TypeMatcher.representatives(table))
  }

  deinit {
    nodes.deallocate()
    abstractSupertypes.deallocate()
  }

  /// Whether a value of one type is also one of the other; the type indices must be known ones.
  @inline(__always)
  package func matches(_ type: UInt32, _ expected: UInt32) -> Bool {
    if type == expected || type == ValueType.bottom.bits { return true }
    guard type & expected & TypeMatcher.referenceFlag != 0,
      type & ~expected & TypeMatcher.nullableFlag == 0
    else { return false }
    let heapType = type & TypeMatcher.heapTypeMask
    let expectedHeapType = expected & TypeMatcher.heapTypeMask
    if heapType < TypeMatcher.firstAbstract {
      let node = nodes[Int(heapType)]
      if expectedHeapType < TypeMatcher.firstAbstract {
        let above = nodes[Int(expectedHeapType)]
        return node.number >= above.number && node.number < above.end
      }
      return node.abstractSupertypes >> (expectedHeapType - TypeMatcher.firstAbstract) & 1 != 0
    }
    let position = heapType - TypeMatcher.firstAbstract
    if expectedHeapType < TypeMatcher.firstAbstract {
      return position == UInt32(nodes[Int(expectedHeapType)].bottom)
    }
    return abstractSupertypes[Int(position)]
      >> (expectedHeapType - TypeMatcher.firstAbstract) & 1 != 0
  }

  /// By type index, the first index of an equal type.
  private static func representatives(_ table: TypeTable) -> [Int] {
    var firsts = PositionTable(capacity: table.count)
    var representatives: [Int] = []
    representatives.reserveCapacity(table.count)
    for (index, identity) in table.identities.enumerated() {
      let hash = PositionTable.hash(Int(identity))
      let first = firsts.first(hash) { table.identities[$0] == identity }
      if first == nil { firsts.insert(index, hash) }
      representatives.append(first ?? index)
    }
    return representatives
  }

  /// Numbers the types in the order of a walk through the trees of supertypes.
  private func number(_ table: TypeTable, _ representatives: [Int]) {
    func parent(_ index: Int) -> Int? {
      let supertype = table.supertypes[index]
      return supertype == TypeTable.none ? nil : representatives[Int(supertype)]
    }
    // Supertypes have smaller indices, so trees are complete when met from the end.
    var sizes = [UInt32](repeating: 1, count: table.count)
    for index in sizes.indices.reversed() where representatives[index] == index {
      if let parent = parent(index) { sizes[parent] += sizes[index] }
    }
    let masks = TypeTable.Shape.allCases.map { shape in TypeMatcher.mask { shape.matches($0) } }
    var nextRoot: UInt32 = 0
    // The next free number below each type.
    var next = [UInt32](repeating: 0, count: table.count)
    for index in sizes.indices {
      let representative = representatives[index]
      guard representative == index else {
        nodes.initializeElement(at: index, to: nodes[representative])
        continue
      }
      var number = nextRoot
      if let parent = parent(index) {
        number = next[parent]
        next[parent] += sizes[index]
      } else {
        nextRoot += sizes[index]
      }
      next[index] = number + 1
      let shape = table.shapes[index]
      let bottom = shape == .function ? HeapType.noFunction : .none
      nodes.initializeElement(
        at: index,
        to: Node(
          number: number, end: number + sizes[index],
          abstractSupertypes: masks[Int(shape.rawValue)],
          bottom: UInt8(truncatingIfNeeded: bottom.bits - TypeMatcher.firstAbstract)))
    }
  }

  private static func abstract(_ position: Int) -> HeapType {
    HeapType(bits: firstAbstract + UInt32(truncatingIfNeeded: position))
  }

  private static func mask(_ matches: (HeapType) -> Bool) -> UInt16 {
    (0..<abstractCount).reduce(0) { mask, position in
      matches(abstract(position)) ? mask | 1 << UInt16(position) : mask
    }
  }
}
