/// Host values that guests refer to: each is an object of the heap, so that it goes when no guest
/// can reach it any more.
struct HostBoxes {
  private var values: [ExternalReference?] = []
  /// By position: the object that stands for the value, or zero.
  private var objects: [UInt] = []
  private var free: [Int] = []

  /// What a value is reckoned to take outside of the heap's blocks.
  private static let byteCountEach = 64

  /// What all values are reckoned to take outside of the heap's blocks.
  var byteCount: Int { (values.count - free.count) * HostBoxes.byteCountEach }

  /// The type of the objects.
  // Safe to share: written once here, never freed.
  nonisolated(unsafe) static let type: UnsafePointer<RuntimeType> = {
    let type = UnsafeMutablePointer<RuntimeType>.allocate(capacity: 1)
    let display = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
    // No type that a guest can name has this identity.
    display.initialize(to: .max)
    let fields = UnsafeMutablePointer<FieldLayout>.allocate(capacity: 1)
    fields.initialize(to: FieldLayout(offset: 8, shift: 3))
    type.initialize(
      to: RuntimeType(
        shape: .host, display: UnsafePointer(display), fields: UnsafePointer(fields),
        references: UnsafePointer(display)))
    type.pointee.identity = .max
    type.pointee.byteCount = 16
    return UnsafePointer(type)
  }()

  /// Keeps a value for the object that stands for it.
  mutating func add(_ value: ExternalReference, _ object: UnsafeMutableRawPointer) {
    let position = free.popLast() ?? values.count
    if position == values.count {
      values.append(value)
      objects.append(UInt(bitPattern: object))
    } else {
      values[position] = value
      objects[position] = UInt(bitPattern: object)
    }
    object.storeBytes(of: position, toByteOffset: HeapObject.position, as: Int.self)
  }

  /// The value an object stands for.
  func value(_ object: UnsafeMutableRawPointer) -> ExternalReference? {
    let position = object.load(fromByteOffset: HeapObject.position, as: Int.self)
    return values.indices.contains(position) ? values[position] : nil
  }

  /// Takes out the values whose objects were not reached.
  mutating func takeUnmarked() -> [ExternalReference] {
    var dead: [ExternalReference] = []
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

extension Heap {
  /// Makes an object that stands for a host value. No collection happens: see `collectIfDue`.
  ///
  /// - Returns: the reference.
  /// - Throws: `Trap` with code `outOfMemory` at the limit.
  func box(_ value: ExternalReference) throws(Trap) -> UInt64 {
    let object = try allocate(HostBoxes.type, byteCount: 16, collecting: false)
    let old = boxes.byteCount
    boxes.add(value, object)
    footprint += boxes.byteCount - old
    allocatedByteCount += boxes.byteCount - old
    return UInt64(UInt(bitPattern: object))
  }
}
