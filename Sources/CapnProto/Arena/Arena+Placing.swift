// These are calls, and give back plain addresses: see `Arena+Finding.swift`.
extension Arena {
  /// Makes room for an object and points there.
  ///
  /// - Parameters:
  ///   - address: The pointer.
  ///   - segment: Its segment.
  ///   - words: The words of the object.
  ///   - tag: The pointer's new value, without its offset.
  ///   - cleared: Whether the memory must be zero.
  /// - Returns: Where the object is to be; nil if the message can't have it.
  @inline(__always) func place(
    _ address: UnsafeMutableRawPointer, _ segment: UnsafeMutablePointer<Segment>, _ words: Int,
    _ tag: WirePointer
  ) -> (segment: UnsafeMutablePointer<Segment>, start: UnsafeMutableRawPointer)? {
    if !WirePointer(loading: address).isNull { erase(address, in: segment) }
    if let start = Arena.take(words, from: segment) {
      tag.with(offset: (start - address) >> 3 &- 1).store(at: address)
      return (segment, start)
    }
    return placeFar(address, words, tag)
  }

  @inline(never) func placeFar(
    _ address: UnsafeMutableRawPointer, _ words: Int, _ tag: WirePointer
  ) -> (segment: UnsafeMutablePointer<Segment>, start: UnsafeMutableRawPointer)? {
    guard let (target, pad) = allocateElsewhere(words + 1) else { return nil }
    tag.with(offset: 0).store(at: pad)
    WirePointer.far(
      segment: target.pointee.id, word: target.pointee.word(of: pad), double: false
    ).store(at: address)
    return (target, pad + 8)
  }

  @_effects(releasenone) @inline(never) @usableFromInline
  func placeStruct(
    _ place: Int, _ segment: UnsafeMutablePointer<Segment>, _ size: StructSize
  ) -> FoundStruct {
    let nowhere = FoundStruct(segment, segment.pointee.base, shape: 0)
    guard let address = UnsafeMutableRawPointer(bitPattern: place) else { return nowhere }
    if size.words == 0 {
      if !WirePointer(loading: address).isNull { erase(address, in: segment) }
      WirePointer(raw: 0xffff_fffc).store(at: address)
      return nowhere
    }
    guard
      let (target, start) = self.place(address, segment, size.words, .structure(offset: 0, size))
    else { return nowhere }
    return FoundStruct(
      target, start, shape: UInt64(size.dataWords) &* 8 | UInt64(size.pointerCount) << 32)
  }

  private func noList(_ segment: UnsafeMutablePointer<Segment>) -> FoundList {
    FoundList(
      segment, segment.pointee.base, ListExtent(count: 0, nesting: 0, elementSize: .void),
      ElementShape(stepBits: 0, dataBytes: 0, pointerCount: 0))
  }

  @_effects(releasenone) @inline(never) @usableFromInline
  func placeList(
    _ place: Int, _ segment: UnsafeMutablePointer<Segment>, _ size: ElementSize, _ count: Int
  ) -> FoundList {
    guard let address = UnsafeMutableRawPointer(bitPattern: place) else { return noList(segment) }
    guard count >= 0, count <= Wire.maximalCount, size != .inlineComposite else {
      fail(CapnProtoError(.messageTooLarge, at: count))
      return noList(segment)
    }
    let step = size.stepBits
    let words = Int((UInt64(count) &* UInt64(step) &+ 63) >> 6)
    guard
      let (target, start) = self.place(
        address, segment, words, .list(offset: 0, size, count: count))
    else { return noList(segment) }
    return FoundList(
      target, start, ListExtent(count: UInt32(count), nesting: 0, elementSize: size),
      ElementShape(
        stepBits: UInt32(step), dataBytes: UInt32(size.dataBits) >> 3,
        pointerCount: size == .pointer ? 1 : 0))
  }

  @_effects(releasenone) @inline(never) @usableFromInline
  func placeStructs(
    _ place: Int, _ segment: UnsafeMutablePointer<Segment>, _ size: StructSize, _ count: Int
  ) -> FoundList {
    guard let address = UnsafeMutableRawPointer(bitPattern: place) else { return noList(segment) }
    guard count >= 0, count <= Wire.maximalCount,
      UInt64(count) &* UInt64(size.words) < UInt64(Wire.maximalWords)
    else {
      fail(CapnProtoError(.messageTooLarge, at: count))
      return noList(segment)
    }
    let words = count &* size.words
    guard
      let (target, tag) = self.place(
        address, segment, words &+ 1, .list(offset: 0, .inlineComposite, count: words))
    else { return noList(segment) }
    WirePointer.structure(offset: count, size).store(at: tag)
    return FoundList(
      target, tag + 8, ListExtent(count: UInt32(count), nesting: 0, elementSize: .inlineComposite),
      ElementShape(
        stepBits: UInt32(size.words) &* 64, dataBytes: UInt32(size.dataWords) &* 8,
        pointerCount: size.pointerCount))
  }

  /// Puts text behind a pointer.
  @_effects(releasenone) @inline(never) @usableFromInline
  func placeText(_ place: Int, _ segment: UnsafeMutablePointer<Segment>, _ text: String) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { utf8 in
      placeBytes(place, segment, UnsafeRawBufferPointer(utf8), terminated: 1)
    }
    if done != nil { return }
    // Strings of other systems, which keep them in another encoding.
    var text = text
    text.withUTF8 { utf8 in
      placeBytes(place, segment, UnsafeRawBufferPointer(utf8), terminated: 1)
    }
  }

  /// Puts bytes behind a pointer.
  @_effects(releasenone) @inline(never) @usableFromInline
  func placeBytes(
    _ place: Int, _ segment: UnsafeMutablePointer<Segment>, _ bytes: UnsafeRawBufferPointer,
    terminated: Int
  ) {
    guard let address = UnsafeMutableRawPointer(bitPattern: place) else { return }
    let count = bytes.count &+ terminated
    guard count <= Wire.maximalCount, bytes.count < Wire.maximalCount else {
      return fail(CapnProtoError(.messageTooLarge, at: count))
    }
    if !WirePointer(loading: address).isNull {
      // What is erased first could be what is to be copied.
      let copy = [UInt8](bytes)
      erase(address, in: segment)
      copy.withUnsafeBytes { fill(address, segment, $0, count) }
    } else {
      fill(address, segment, bytes, count)
    }
  }

  @inline(__always) private func fill(
    _ address: UnsafeMutableRawPointer, _ segment: UnsafeMutablePointer<Segment>,
    _ bytes: UnsafeRawBufferPointer, _ count: Int
  ) {
    guard
      let (_, start) = place(
        address, segment, (count &+ 7) >> 3, .list(offset: 0, .byte, count: count)),
      let source = bytes.baseAddress
    else { return }
    start.copyMemory(from: source, byteCount: bytes.count)
  }
}
