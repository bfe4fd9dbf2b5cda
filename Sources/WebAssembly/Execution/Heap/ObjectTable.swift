/// Values of the host that objects of the heap stand for: a value goes when its object does.
struct ObjectTable<Value> {
  private var values: [Value?] = []
  /// By position: the object that stands for the value, or zero.
  private var objects: [UInt] = []
  private var free: [Int] = []

  /// What a value is reckoned to take outside of the heap's blocks.
  static var byteCountEach: Int { 64 }

  /// What all values are reckoned to take outside of the heap's blocks.
  var byteCount: Int { (values.count - free.count) * Self.byteCountEach }

  /// Keeps a value for the object that stands for it.
  mutating func add(_ value: Value, _ object: UnsafeMutableRawPointer) {
    let position = free.popLast() ?? values.count
    if position == values.count {
      values.append(value)
      objects.append(UInt(bitPattern: object))
    } else {
      values[position] = value
      objects[position] = UInt(bitPattern: object)
    }
    object.storeBytes(
      of: UInt32(truncatingIfNeeded: position), toByteOffset: HeapObject.position, as: UInt32.self)
  }

  /// The value an object stands for.
  func value(_ object: UnsafeMutableRawPointer) -> Value? {
    let position = Int(object.load(fromByteOffset: HeapObject.position, as: UInt32.self))
    return values.indices.contains(position) ? values[position] : nil
  }

  /// Takes out the values whose objects were not reached.
  mutating func takeUnmarked() -> [Value] {
    var dead: [Value] = []
    for (position, object) in objects.enumerated() where object != 0 {
      if HeapBlock(of: object).isMarked(object) { continue }
      if let value = values[position] { dead.append(value) }
      values[position] = nil
      objects[position] = 0
      free.append(position)
    }
    return dead
  }
}
