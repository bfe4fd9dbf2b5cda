/// Something that fields are laid out in: a struct, or a member of a union.
protocol LayoutScope: AnyObject {
  /// Notes a field that takes no room.
  func addVoid()

  /// Finds room for a field of `2^log` bits.
  ///
  /// - Returns: the offset, in multiples of the size.
  func addData(log: Int) -> Int

  /// Finds room for a pointer.
  func addPointer() -> Int

  /// Makes room that was found earlier larger, if what follows it is free.
  func expandData(log: Int, offset: Int, doublings: Int) -> Bool

  /// Notes a layout that the first compilers got wrong.
  func noteDispute()
}

/// The layout of a whole struct.
final class StructLayout: LayoutScope {
  private(set) var dataWords = 0
  private(set) var pointers = 0
  private var holes = HoleSet()
  /// Whether compilers disagree on the layout.
  private(set) var isDisputed = false

  func noteDispute() { isDisputed = true }

  func addVoid() {}

  func addData(log: Int) -> Int {
    if let offset = holes.allocate(log: log) { return offset }
    let offset = dataWords << (6 - log)
    dataWords += 1
    holes.addHoles(log: log, offset: offset + 1)
    return offset
  }

  func addPointer() -> Int {
    pointers += 1
    return pointers - 1
  }

  func expandData(log: Int, offset: Int, doublings: Int) -> Bool {
    holes.expand(log: log, offset: offset, doublings: doublings)
  }
}
