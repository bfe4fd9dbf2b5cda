/// Copies objects from one message to another.
///
/// Objects are laid out in the order in which pointers lead to them, the first time a reader would meet them: what the canonical
/// form asks for.
struct Copier {
  /// Whether to leave out what the canonical form leaves out.
  let canonical: Bool

  func copy(
    _ source: AnyPointerReader, to place: AnyPointerBuilder, _ depth: Int
  ) throws(CapnProtoError) {
    switch try source.kind {
    case .null: break
    case .structure: try copy(source.structure(), to: place, depth)
    case .list: try copy(source.list(), to: place, depth)
    case .capability:
      if canonical { throw CapnProtoError(.capabilityNotAllowed) }
      try copyCapability(source, to: place)
    }
  }

  private func copyCapability(
    _ source: AnyPointerReader, to place: AnyPointerBuilder
  ) throws(CapnProtoError) {
    if let object = try source.capability() {
      place.setCapability(object)
    } else if let index = try source.capabilityIndex(), source.arena.capabilities.isEmpty {
      // Nobody has filled in the table: the numbers are all there is.
      place.setCapability(index: index)
    }
  }

  func copy(
    _ source: StructReader, to place: AnyPointerBuilder, _ depth: Int
  ) throws(CapnProtoError) {
    guard depth < Wire.recursionDepth else { throw CapnProtoError(.nestingLimit) }
    let size = canonical ? source.trimmedSize : source.size
    try copyFields(source, to: place.initStruct(size), depth + 1)
  }

  /// Copies fields into a struct, whose old fields are lost.
  func copyFields(
    _ source: StructReader, to target: StructBuilder, _ depth: Int
  ) throws(CapnProtoError) {
    let bytes = min(Int(source.dataBytes), Int(target.dataBytes))
    target.data.copyMemory(from: source.data, byteCount: bytes)
    if bytes < Int(target.dataBytes) {
      (target.data + bytes).initializeMemory(
        as: UInt8.self, repeating: 0, count: Int(target.dataBytes) - bytes)
    }
    for index in 0..<Int(target.pointerSlots) {
      let place = target.pointer(index)
      place.clear()
      try copy(source.pointer(index), to: place, depth)
    }
  }

  func copy(
    _ source: ListReader, to place: AnyPointerBuilder, _ depth: Int
  ) throws(CapnProtoError) {
    guard depth < Wire.recursionDepth else { throw CapnProtoError(.nestingLimit) }
    switch source.elementSize {
    case .inlineComposite:
      let list = place.initStructList(
        canonical ? source.trimmedSize : source.structSize, count: source.count)
      // Structs of no size have nothing to copy, however many there are.
      guard list.stepBits > 0 else { return }
      for index in 0..<list.count {
        try copyFields(source.structure(index), to: list.structure(index), depth + 1)
      }
    case .pointer:
      let list = place.initList(.pointer, count: source.count)
      for index in 0..<list.count {
        try copy(source.pointer(index), to: list.pointer(index), depth + 1)
      }
    case let size:
      let list = place.initList(size, count: source.count)
      guard list.count == source.count else { return }
      let bits = UInt64(source.elementCount) * UInt64(source.stepBits)
      let bytes = Int(bits >> 3)
      list.start.copyMemory(from: source.start, byteCount: bytes)
      if bits & 7 != 0 {
        let last = source.start.load(fromByteOffset: bytes, as: UInt8.self)
        list.start.storeBytes(
          of: last & (1 << UInt8(bits & 7) - 1), toByteOffset: bytes, as: UInt8.self)
      }
    }
  }
}

extension StructReader {
  /// Its size; numbers read as structs count as a word.
  var size: StructSize {
    StructSize(
      dataWords: UInt16(truncatingIfNeeded: (dataBytes + 7) / 8), pointerCount: pointerSlots)
  }

  /// Its size without the zeros at the end of both sections.
  var trimmedSize: StructSize {
    var bytes = Int(dataBytes)
    while bytes > 0, data.load(fromByteOffset: bytes - 1, as: UInt8.self) == 0 { bytes -= 1 }
    var pointers = Int(pointerSlots)
    while pointers > 0, pointer(pointers - 1).isNull { pointers -= 1 }
    return StructSize(
      dataWords: UInt16(truncatingIfNeeded: (bytes + 7) / 8),
      pointerCount: UInt16(truncatingIfNeeded: pointers))
  }
}

extension ListReader {
  /// The largest size that its structs have without the zeros at the end.
  var trimmedSize: StructSize {
    var size = StructSize(dataWords: 0, pointerCount: 0)
    guard stepBits > 0 else { return size }
    for index in 0..<count {
      let element = structure(index).trimmedSize
      size.dataWords = max(size.dataWords, element.dataWords)
      size.pointerCount = max(size.pointerCount, element.pointerCount)
    }
    return size
  }
}
