import CapnProto
import CapnProtoTesting
import Testing

/// Messages written by hand, each wrong in one way.
@Suite struct HostilePointerTests {
  private func message(_ segments: [[UInt64]], limits: Limits = .standard) throws -> Message {
    let bytes = segments.map { words in words.withUnsafeBytes { [UInt8]($0) } }
    var buffers: [UnsafeRawBufferPointer] = []
    for segment in bytes {
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: segment.count, alignment: 8)
      copy.copyBytes(from: segment)
      buffers.append(UnsafeRawBufferPointer(copy))
    }
    defer { for buffer in buffers { buffer.deallocate() } }
    return try Message(copying: buffers, limits: limits)
  }

  private func structure(_ offset: Int, _ data: Int, _ pointers: Int) -> UInt64 {
    UInt64(UInt32(bitPattern: Int32(offset << 2))) | UInt64(data) << 32 | UInt64(pointers) << 48
  }
  private func list(_ offset: Int, _ size: Int, _ count: Int) -> UInt64 {
    UInt64(UInt32(bitPattern: Int32(offset << 2 | 1))) | UInt64(size) << 32 | UInt64(count) << 35
  }
  private func far(_ segment: Int, _ word: Int, double: Bool = false) -> UInt64 {
    UInt64(word << 3 | (double ? 4 : 0) | 2) | UInt64(segment) << 32
  }

  @Test func pointersOutOfBounds() throws {
    for root in [
      structure(0, 1, 0), structure(-2, 1, 0), structure(1 << 28, 1, 0),
      structure(0, 65_535, 65_535),
      list(0, 5, 1), list(-3, 2, 1), list(0, 7, 0), list(0, 7, (1 << 29) - 1),
      list(0, 6, (1 << 29) - 1),
    ] {
      let message = try message([[root]])
      #expect(throws: CapnProtoError.self) {
        _ =
          try message.root.kind == .list
          ? message.root.list().count : message.root.structure().pointerCount
      }
      let builder = MessageBuilder()
      #expect(throws: CapnProtoError.self) { try builder.root.set(try message.root) }
      #expect(builder.root.isNull)
    }
  }

  @Test func wrongKinds() throws {
    let asStruct = try message([[structure(0, 1, 0), 0]])
    #expect(throws: CapnProtoError(.wrongPointerKind)) { try asStruct.root.text() }
    #expect(throws: CapnProtoError(.wrongPointerKind)) { try asStruct.root.list() }
    #expect(throws: CapnProtoError(.wrongPointerKind)) { try asStruct.root.capability() }
    let asList = try message([[list(0, 2, 1), 0]])
    #expect(throws: CapnProtoError(.wrongPointerKind)) { try asList.root.structure() }
    #expect(throws: CapnProtoError(.wrongElementSize)) { try asList.root.list(of: .twoBytes) }
    #expect(throws: CapnProtoError(.wrongElementSize)) { try asList.root.list(of: .pointer) }
    // As elsewhere, the bits of larger numbers can be read one after the other.
    #expect(try asList.root.list(of: .bit).count == 1)
    let bits = try message([[list(0, 1, 5), 0x15]])
    #expect(throws: CapnProtoError(.wrongElementSize)) { try bits.root.list(of: .inlineComposite) }
    #expect(throws: CapnProtoError(.wrongElementSize)) { try bits.root.list(of: .byte) }
  }

  @Test func textMustEndWithZero() throws {
    #expect(throws: CapnProtoError(.textNotTerminated)) {
      try message([[list(0, 2, 3), 0x41_4243]]).root.text()
    }
    #expect(throws: CapnProtoError(.textNotTerminated)) {
      try message([[list(0, 2, 0), 0]]).root.text()
    }
    #expect(try message([[list(0, 2, 3), 0xff41]]).root.text().bytes == [0x41, 0xff])
  }

  @Test func farPointers() throws {
    let good = try message([[far(1, 0)], [structure(0, 1, 0), 42]])
    #expect(try good.root.structure().get(0, as: UInt64.self) == 42)
    let double = try message([
      [far(1, 0, double: true)], [far(2, 1), structure(0, 1, 0)], [0, 43],
    ])
    #expect(try double.root.structure().get(0, as: UInt64.self) == 43)
    for segments in [
      [[far(7, 0)]], [[far(1, 1)], [structure(0, 0, 0)]], [[far(0, 0)]],
      [[far(1, 0)], [far(0, 0)]], [[far(1, 0, double: true)], [structure(0, 1, 0), 0]],
      [[far(1, 0, double: true)], [far(2, 0), far(0, 0)], [0]],
      [[far(1, 0, double: true)], [far(9, 0), structure(0, 1, 0)]],
      [[far(1, 0, double: true)], [far(2, 9), structure(0, 1, 0)], [0]],
      [[far(1, 0, double: true)], [far(2, 0, double: true), structure(0, 1, 0)], [0]],
      [[far(1, 0, double: true)], [far(2, 0)]], [[far(1, 1 << 28)], [0]],
    ] as [[[UInt64]]] {
      let message = try message(segments)
      #expect(throws: CapnProtoError.self) { try message.root.structure() }
    }
  }

  @Test func cyclesEndAtTheNestingLimit() throws {
    let cycle = try message([[structure(-1, 0, 1)]])
    var pointer = try cycle.root
    var depth = 0
    let error = #expect(throws: CapnProtoError.self) {
      while true {
        pointer = try pointer.structure().pointer(0)
        depth += 1
      }
    }
    #expect(error?.code == .nestingLimit && depth == 64)
    #expect(throws: CapnProtoError.self) { try cycle.canonicalBytes() }
    #expect(throws: CapnProtoError.self) { try MessageBuilder(copying: cycle) }
    #expect(throws: CapnProtoError.self) { try cycle.root.isEqual(to: cycle.root) }
  }

  @Test func deepCyclesDoNotOverflowTheStack() throws {
    let cycle = try message([[structure(-1, 0, 1)]], limits: .trusted)
    #expect(throws: CapnProtoError(.nestingLimit)) { try cycle.canonicalBytes() }
    #expect(throws: CapnProtoError(.nestingLimit)) { try MessageBuilder(copying: cycle) }
    #expect(throws: CapnProtoError(.nestingLimit)) { try cycle.root.isEqual(to: cycle.root) }
  }

  @Test func amplificationIsCharged() throws {
    // Structs of no size: half a billion of them in two words.
    let empty = try message([[list(0, 7, 0), structure((1 << 29) - 1, 0, 0)]])
    #expect(throws: CapnProtoError(.traversalLimit)) { try empty.root.list() }
    let voids = try message([[list(0, 0, (1 << 29) - 1)]])
    #expect(throws: CapnProtoError(.traversalLimit)) { try voids.root.list() }
    // Many pointers to one object.
    var words = [list(0, 6, 100)]
    for index in 0..<100 { words.append(list(99 - index, 5, 100)) }
    words += [UInt64](repeating: 1, count: 100)
    let fan = try message([words], limits: Limits(traversalWords: 5_000))
    let pointers = try fan.root.list()
    #expect(throws: CapnProtoError(.traversalLimit)) {
      for index in 0..<100 { _ = try pointers.pointer(index).list() }
    }
  }

  @Test func badTags() throws {
    for tag in [list(1, 2, 3), structure(2, 1, 0), structure(-1, 1, 0), far(0, 0), 3] {
      #expect(throws: CapnProtoError.self) { try message([[list(0, 7, 1), tag, 0]]).root.list() }
    }
    let fits = try message([[list(0, 7, 2), structure(1, 1, 0), 5, 0]])
    #expect(try fits.root.list().structure(0).get(0, as: UInt64.self) == 5)
  }

  @Test func indicesOutOfRangeReadDefaults() throws {
    let numbers = try message([[list(0, 4, 2), 0x0000_0002_0000_0001]]).root.list()
    for index in [-1, 2, .max, .min, 1 << 32] {
      #expect(numbers.get(index, as: UInt32.self) == 0)
      #expect(numbers.getBool(index) == false)
      #expect(numbers.structure(index).dataByteCount == 0)
      #expect(numbers.pointer(index).isNull)
      let fields = numbers.structure(0)
      #expect(fields.get(index == 2 ? 9 : index, as: UInt32.self) == 0)
      #expect(fields.pointer(index).isNull)
      #expect(fields.getBool(index == 2 ? 99 : index, default: true) == true)
    }
  }

  @Test func hugeListsMakeBuildingFail() throws {
    for count in [-1, 1 << 29, .max] {
      let builder = MessageBuilder()
      let list = builder.root.initList(.pointer, count: count)
      #expect(list.count == 0)
      list.pointer(0).setText("nowhere")
      #expect(throws: CapnProtoError.self) { try builder.finish() }
    }
    let builder = MessageBuilder()
    _ = builder.root.initStructList(StructSize(dataWords: 65_535, pointerCount: 1), count: 1 << 20)
    #expect(builder.failure?.code == .messageTooLarge)
    #expect(throws: CapnProtoError.self) { try builder.framedBytes() }
  }

  @Test func mutatedMessagesDoNotTrap() {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    let limits = Limits(messageWords: 1 << 14, traversalWords: 1 << 12)
    for number in 0..<500 {
      var maker = RandomMessage(seed: seed &+ UInt64(number))
      guard var bytes = try? maker.make().framedBytes() else { continue }
      var mutation = Mutation(seed: seed &+ UInt64(number))
      mutation.apply(to: &bytes)
      guard let message = try? Message(framed: bytes, limits: limits) else { continue }
      var walker = Walker()
      if let root = try? message.root { walker.walk(root) }
      _ = try? MessageBuilder(copying: message.fresh(limits: limits))
      _ = try? message.fresh(limits: limits).canonicalBytes()
    }
  }
}
