import CapnProto
import Testing

/// Lists and structs written by older or newer programs.
@Suite struct UpgradeTests {
  @Test func numbersReadAsStructs() throws {
    let builder = MessageBuilder()
    let list = builder.root.initList(.fourBytes, count: 3)
    for index in 0..<3 { list.set(index, UInt32(index + 10)) }
    let read = try builder.finish().root.list(of: .inlineComposite)
    for index in 0..<3 {
      let fields = read.structure(index)
      #expect(fields.get(0, as: UInt32.self) == UInt32(index + 10))
      #expect(fields.get(0, as: UInt64.self) == 0)
      #expect(fields.get(1, as: UInt16.self) == 0)
      #expect(fields.get(2, default: 77 as UInt16) == 77)
      #expect(fields.pointer(0).isNull)
    }
  }

  @Test func structsReadAsNumbers() throws {
    let builder = MessageBuilder()
    let list = builder.root.initStructList(StructSize(dataWords: 2, pointerCount: 1), count: 3)
    for index in 0..<3 {
      list.structure(index).set(0, UInt32(index + 10))
      list.structure(index).pointer(0).setText("t\(index)")
    }
    let root = try builder.finish().root
    let numbers = try root.list(of: .fourBytes)
    #expect((0..<3).map { numbers.get($0, as: UInt32.self) } == [10, 11, 12])
    let texts = try root.as(List<Text>.self)
    #expect(try texts.map(\.string) == ["t0", "t1", "t2"])
    #expect(throws: CapnProtoError.self) { try root.list(of: .bit) }
    #expect(try root.list(of: .void).count == 3)
  }

  @Test func pointersReadAsStructs() throws {
    let builder = MessageBuilder()
    let list = builder.root.initList(.pointer, count: 2)
    list.pointer(1).setText("one")
    let read = try builder.finish().root.list(of: .inlineComposite)
    #expect(try read.structure(1).pointer(0).text() == "one")
    #expect(read.structure(1).get(0, as: UInt64.self) == 0)
  }

  @Test func structsGrowWhenAnOlderOneIsFound() throws {
    let builder = MessageBuilder()
    let old = builder.root.initStruct(StructSize(dataWords: 1, pointerCount: 1))
    old.set(0, 5 as UInt64)
    old.pointer(0).setText("kept")
    let new = try builder.root.structure(StructSize(dataWords: 2, pointerCount: 3))
    new.set(1, 6 as UInt64)
    new.pointer(2).setText("added")
    let read = try builder.finish().root.structure()
    #expect(read.get(0, as: UInt64.self) == 5 && read.get(1, as: UInt64.self) == 6)
    #expect(try read.pointer(0).text() == "kept")
    #expect(try read.pointer(2).text() == "added")
  }

  @Test(arguments: [1, 6, 200]) func listsGrowWhenAnOlderOneIsFound(sizeHint: Int) throws {
    let builder = MessageBuilder(sizeHint: sizeHint)
    let old = builder.root.initList(.pointer, count: 3)
    for index in 0..<3 { old.pointer(index).setText("text \(index)") }
    let new = try builder.root.structList(StructSize(dataWords: 1, pointerCount: 2))
    for index in 0..<3 {
      new.structure(index).set(0, UInt64(index))
      new.structure(index).pointer(1).setText("more \(index)")
    }
    let read = try Message(framed: builder.framedBytes()).root.list()
    for index in 0..<3 {
      #expect(try read.structure(index).pointer(0).text().string == "text \(index)")
      #expect(try read.structure(index).pointer(1).text().string == "more \(index)")
      #expect(read.structure(index).get(0, as: UInt64.self) == UInt64(index))
    }
  }

  @Test func numbersGrowIntoStructs() throws {
    let builder = MessageBuilder()
    let old = builder.root.initList(.twoBytes, count: 4)
    for index in 0..<4 { old.set(index, UInt16(index * 3)) }
    let new = try builder.root.structList(StructSize(dataWords: 1, pointerCount: 0))
    #expect((0..<4).map { new.structure($0).get(0, as: UInt16.self) } == [0, 3, 6, 9])
    #expect(try builder.root.list(of: .twoBytes).get(2, as: UInt16.self) == 6)
  }

  @Test func replacedObjectsLeaveNothingBehind() throws {
    let builder = MessageBuilder(sizeHint: 3)
    let root = builder.root.initStruct(StructSize(dataWords: 0, pointerCount: 2))
    for _ in 0..<3 {
      let list = root.pointer(0).initStructList(StructSize(dataWords: 1, pointerCount: 1), count: 2)
      for index in 0..<2 {
        list.structure(index).set(0, 0x5ec2_e75e_c2e7 as UInt64)
        list.structure(index).pointer(0).setText("secret")
      }
    }
    root.pointer(0).clear()
    let bytes = try builder.framedBytes()
    #expect(try !Message(framed: bytes).root.isNull)
    let body = bytes.dropFirst(8 + builder.segmentCount / 2 * 8)
    // All that is left are the root pointer and the landing pad it may need.
    #expect(body.filter { $0 != 0 }.count <= 6)
  }
}
