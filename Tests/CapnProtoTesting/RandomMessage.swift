import SeededTesting
public import CapnProto

/// Builds messages of random shape: every kind of object, and far pointers where segments are small.
public struct RandomMessage {
  private var random: SeededGenerator
  private var objectsLeft: Int

  /// A maker of one message.
  ///
  /// - Parameters:
  ///   - seed: What makes it come out the same again.
  ///   - objects: About how many objects it has.
  public init(seed: UInt64, objects: Int = 40) {
    random = SeededGenerator(seed: seed)
    objectsLeft = objects
  }

  /// The message.
  public mutating func make() -> MessageBuilder {
    let builder = MessageBuilder(sizeHint: random.once(in: 2) ? 1 + random.below(20) : 1024)
    fillStruct(builder.root, depth: 0)
    return builder
  }

  private mutating func fill(_ place: AnyPointerBuilder, depth: Int) {
    guard objectsLeft > 0, depth < 12 else { return }
    objectsLeft -= 1
    switch random.below(12) {
    case 0: break
    case 1, 2, 3, 4: fillStruct(place, depth: depth)
    case 5, 6: fillStructList(place, depth: depth)
    case 7: fillPointerList(place, depth: depth)
    case 8: place.setText(String(repeating: "äb", count: random.below(12)))
    case 9: fillData(place.initData(count: random.below(40)))
    default: fillNumbers(place)
    }
    // An object that is replaced leaves zeros behind, which packing and canonical form must cope with.
    if random.once(in: 10) { fill(place, depth: depth + 1) }
  }

  private mutating func fillStruct(_ place: AnyPointerBuilder, depth: Int) {
    let size = StructSize(
      dataWords: UInt16(random.below(5)), pointerCount: UInt16(random.below(4)))
    fillFields(place.initStruct(size), size, depth: depth)
  }

  private mutating func fillFields(_ fields: StructBuilder, _ size: StructSize, depth: Int) {
    for index in 0..<Int(size.dataWords) { fields.set(index, number()) }
    for index in 0..<Int(size.pointerCount) { fill(fields.pointer(index), depth: depth + 1) }
  }

  private mutating func number() -> UInt64 {
    switch random.below(4) {
    case 0: return 0
    case 1: return UInt64(random.below(256)) << UInt64(8 * random.below(8))
    case 2: return random.next() | 0x0101_0101_0101_0101
    default: return random.next() & random.next() & random.next()
    }
  }

  private mutating func fillStructList(_ place: AnyPointerBuilder, depth: Int) {
    let size = StructSize(
      dataWords: UInt16(random.below(3)), pointerCount: UInt16(random.below(3)))
    let list = place.initStructList(size, count: random.below(6))
    for index in 0..<list.count {
      fillFields(list.structure(index), size, depth: depth + 1)
    }
  }

  private mutating func fillPointerList(_ place: AnyPointerBuilder, depth: Int) {
    let list = place.initList(.pointer, count: random.below(6))
    for index in 0..<list.count { fill(list.pointer(index), depth: depth + 1) }
  }

  private mutating func fillData(_ data: DataBuilder) {
    for index in 0..<data.count { data[index] = UInt8(truncatingIfNeeded: number()) }
  }

  private mutating func fillNumbers(_ place: AnyPointerBuilder) {
    let count = random.below(20)
    switch random.below(6) {
    case 0: _ = place.initList(.void, count: count)
    case 1:
      let list = place.initList(.bit, count: count)
      for index in 0..<count { list.setBool(index, random.once(in: 2)) }
    case 2:
      let list = place.initList(.twoBytes, count: count)
      for index in 0..<count { list.set(index, UInt16(truncatingIfNeeded: number())) }
    case 3:
      let list = place.initList(.fourBytes, count: count)
      for index in 0..<count { list.set(index, UInt32(truncatingIfNeeded: number())) }
    case 4:
      let list = place.initList(.eightBytes, count: count)
      for index in 0..<count { list.set(index, number()) }
    default:
      let list = place.initList(.byte, count: count)
      for index in 0..<count { list.set(index, UInt8(truncatingIfNeeded: number())) }
    }
  }
}
