import CapnProto

extension RequestWriter {
  func write(_ value: ValueDescription, to target: StructBuilder) {
    func tag(_ tag: UInt16) { target.set(0, tag) }
    switch value {
    case .void: tag(0)
    case .bool(let value):
      tag(1)
      target.setBool(16, value)
    case .int8(let value):
      tag(2)
      target.set(2, value)
    case .int16(let value):
      tag(3)
      target.set(1, value)
    case .int32(let value):
      tag(4)
      target.set(1, value)
    case .int64(let value):
      tag(5)
      target.set(1, value)
    case .uint8(let value):
      tag(6)
      target.set(2, value)
    case .uint16(let value):
      tag(7)
      target.set(1, value)
    case .uint32(let value):
      tag(8)
      target.set(1, value)
    case .uint64(let value):
      tag(9)
      target.set(1, value)
    case .float32(let value):
      tag(10)
      target.set(1, value)
    case .float64(let value):
      tag(11)
      target.set(1, value)
    case .text: tag(12)
    case .data: tag(13)
    case .list: tag(14)
    case .enumeration(let value):
      tag(15)
      target.set(1, value)
    case .structure: tag(16)
    case .interface: tag(17)
    case .anyPointer: tag(18)
    }
    write(value.target, to: target.pointer(0))
  }

  func write(_ value: PointerTarget, to target: AnyPointerBuilder) {
    switch value {
    case .null: break
    case .text(let bytes): bytes.withUnsafeBytes { target.setText(bytes: $0) }
    case .data(let bytes): target.setData(bytes)
    case .list(let list): write(list, to: target)
    case .structure(let value):
      write(
        value, to: target.initStruct(RequestWriter.size(value.data.count, value.pointers.count)))
    }
  }

  private static func size(_ words: Int, _ pointers: Int) -> StructSize {
    StructSize(dataWords: UInt16(clamping: words), pointerCount: UInt16(clamping: pointers))
  }

  private func write(_ value: StructValue, to target: StructBuilder) {
    for (index, word) in value.data.enumerated() where word != 0 { target.set(index, word) }
    for (index, pointer) in value.pointers.enumerated() {
      write(pointer, to: target.pointer(index))
    }
  }

  private func write(_ list: ListDescription, to target: AnyPointerBuilder) {
    switch list.elements {
    case .void(let count): _ = target.initList(.void, count: count)
    case .bits(let bits):
      let list = target.initList(.bit, count: bits.count)
      for (index, bit) in bits.enumerated() where bit { list.setBool(index, bit) }
    case .numbers(let log, let numbers): write(numbers, log: log, to: target)
    case .pointers(let pointers):
      let list = target.initList(.pointer, count: pointers.count)
      for (index, pointer) in pointers.enumerated() { write(pointer, to: list.pointer(index)) }
    case .structs(let dataWords, let pointers, let values):
      let list = target.initStructList(
        RequestWriter.size(dataWords, pointers), count: values.count)
      for (index, value) in values.enumerated() { write(value, to: list.structure(index)) }
    }
  }

  private func write(_ numbers: [UInt64], log: Int, to target: AnyPointerBuilder) {
    func fill(_ size: ElementSize, _ set: (ListBuilder, Int, UInt64) -> Void) {
      let list = target.initList(size, count: numbers.count)
      for (index, number) in numbers.enumerated() { set(list, index, number) }
    }
    switch log {
    case 3: fill(.byte) { $0.set($1, UInt8(truncatingIfNeeded: $2)) }
    case 4: fill(.twoBytes) { $0.set($1, UInt16(truncatingIfNeeded: $2)) }
    case 5: fill(.fourBytes) { $0.set($1, UInt32(truncatingIfNeeded: $2)) }
    default: fill(.eightBytes) { $0.set($1, $2) }
    }
  }
}
