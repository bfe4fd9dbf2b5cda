extension Arena {
  /// Moves the fields of a struct to another, at least as large, that is still empty.
  func move(_ old: StructBuilder, to new: StructBuilder) {
    new.data.copyMemory(from: old.data, byteCount: Int(old.dataBytes))
    old.data.initializeMemory(as: UInt8.self, repeating: 0, count: Int(old.dataBytes))
    let from = old.data + Int(old.dataBytes)
    let to = new.data + Int(new.dataBytes)
    for index in 0..<Int(old.pointerSlots) {
      movePointer(from + index * 8, old.segment, to: to + index * 8, new.segment)
    }
  }

  /// Moves a pointer to another place, that is null, so that it leads to the same object.
  func movePointer(
    _ source: UnsafeMutableRawPointer, _ sourceSegment: UnsafeMutablePointer<Segment>,
    to place: UnsafeMutableRawPointer, _ placeSegment: UnsafeMutablePointer<Segment>
  ) {
    let pointer = WirePointer(loading: source)
    WirePointer(raw: 0).store(at: source)
    switch pointer.kind {
    case .far, .other: pointer.store(at: place)
    case .structure, .list:
      let word = sourceSegment.pointee.word(of: source) + 1 + pointer.offset
      link(place, placeSegment, to: Target(pointer: pointer, segment: sourceSegment, word: word))
    }
  }

  /// Makes a pointer lead to an object that is there already.
  func link(
    _ place: UnsafeMutableRawPointer, _ segment: UnsafeMutablePointer<Segment>, to target: Target
  ) {
    let tag = target.pointer
    if tag.isNull || tag.kind == .other || tag.kind == .structure && tag.structSize.words == 0 {
      let empty = tag.kind == .structure && !tag.isNull
      (empty ? WirePointer(raw: 0xffff_fffc) : tag).store(at: place)
    } else if segment == target.segment {
      tag.with(offset: target.word - segment.pointee.word(of: place) - 1).store(at: place)
    } else if let pad = Arena.take(1, from: target.segment) {
      let word = target.segment.pointee.word(of: pad)
      tag.with(offset: target.word - word - 1).store(at: pad)
      WirePointer.far(segment: target.segment.pointee.id, word: word, double: false)
        .store(at: place)
    } else if let (padSegment, pad) = allocateElsewhere(2) {
      WirePointer.far(segment: target.segment.pointee.id, word: target.word, double: false)
        .store(at: pad)
      tag.with(offset: 0).store(at: pad + 8)
      WirePointer.far(
        segment: padSegment.pointee.id, word: padSegment.pointee.word(of: pad), double: true
      ).store(at: place)
    }
  }

  /// Clears the landing pads of a far pointer.
  func clearPads(_ pointer: WirePointer) {
    guard pointer.kind == .far, let segment = segment(pointer.farSegment) else { return }
    let words = pointer.farIsDouble ? 2 : 1
    guard pointer.farWord + words <= segment.pointee.words else { return }
    (segment.pointee.base + pointer.farWord * 8)
      .initializeMemory(as: UInt8.self, repeating: 0, count: words * 8)
  }
}
