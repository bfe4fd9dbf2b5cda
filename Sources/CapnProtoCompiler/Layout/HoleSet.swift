/// The unused room inside of a data section, or of a part of it.
///
/// Fields have sizes of a power of two and stand at multiples of their size, and each new field
/// goes into the smallest hole that holds it. So there is never more than one hole of a size.
///
/// https://capnproto.org/encoding.html#structs
struct HoleSet {
  /// Sizes below that of a word, by their logarithms: 1 to 32 bits.
  private static let sizes = 6
  /// The offset of the hole of each size, in multiples of the size; 0 for none: the very first
  /// place is never a hole.
  private var holes = [Int](repeating: 0, count: HoleSet.sizes)

  /// Whether nothing fits in.
  var isEmpty: Bool { holes.allSatisfy { $0 == 0 } }

  /// Takes room from the smallest hole that is large enough, and leaves the rest as holes.
  ///
  /// - Returns: the offset, in multiples of the size; `nil` if nothing is large enough.
  mutating func allocate(log: Int) -> Int? {
    guard let size = smallest(atLeast: log) else { return nil }
    var offset = holes[size]
    holes[size] = 0
    for smaller in (log..<size).reversed() {
      offset *= 2
      holes[smaller] = offset + 1
    }
    return offset
  }

  /// Adds what is left behind a field in a larger room.
  ///
  /// - Parameters:
  ///   - log: the size of the field.
  ///   - offset: what comes right behind the field, in multiples of its size.
  ///   - limit: the size of the room.
  mutating func addHoles(log: Int, offset: Int, limit: Int = HoleSet.sizes) {
    var offset = offset
    for size in log..<max(log, min(limit, HoleSet.sizes)) {
      holes[size] = offset
      offset = (offset + 1) / 2
    }
  }

  /// Makes a field larger by joining it with the holes right behind it.
  ///
  /// - Parameters:
  ///   - log: the size of the field.
  ///   - offset: where it is, in multiples of its size.
  ///   - doublings: how often its size is to double.
  /// - Returns: whether that was possible; if not, nothing has changed.
  mutating func expand(log: Int, offset: Int, doublings: Int) -> Bool {
    guard doublings > 0 else { return true }
    guard log + doublings <= HoleSet.sizes else { return false }
    for step in 0..<doublings where holes[log + step] != (offset >> step) + 1 { return false }
    for step in 0..<doublings { holes[log + step] = 0 }
    return true
  }

  /// The size of the smallest hole that is large enough.
  func smallest(atLeast log: Int) -> Int? {
    guard log < HoleSet.sizes else { return nil }
    return (log..<HoleSet.sizes).first { holes[$0] != 0 }
  }
}
