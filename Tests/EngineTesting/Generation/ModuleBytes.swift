package import WebAssembly

/// Puts a binary module together from ready-made sections.
package struct ModuleBytes {
  package private(set) var bytes: [UInt8] = [0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00]

  package init() {}

  /// Adds a section that is a vector of items.
  package mutating func section(_ id: UInt8, _ items: [[UInt8]]) {
    guard !items.isEmpty else { return }
    let content = ModuleBytes.vector(items)
    bytes += [id] + ModuleBytes.unsigned(content.count) + content
  }

  /// Adds the data count section.
  package mutating func dataCount(_ count: Int) {
    let content = ModuleBytes.unsigned(count)
    bytes += [12] + ModuleBytes.unsigned(content.count) + content
  }

  package static func vector(_ items: [[UInt8]]) -> [UInt8] {
    unsigned(items.count) + items.joined()
  }

  package static func unsigned(_ value: some BinaryInteger) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = UInt64(truncatingIfNeeded: value)
    repeat {
      let more: UInt8 = rest >= 0x80 ? 0x80 : 0
      bytes.append(UInt8(truncatingIfNeeded: rest & 0x7F) | more)
      rest >>= 7
    } while rest > 0
    return bytes
  }

  package static func signed(_ value: some BinaryInteger) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Int64(truncatingIfNeeded: value)
    while true {
      let low = UInt8(truncatingIfNeeded: rest & 0x7F)
      rest >>= 7
      if (rest == 0 && low & 0x40 == 0) || (rest == -1 && low & 0x40 != 0) {
        return bytes + [low]
      }
      bytes.append(low | 0x80)
    }
  }

  package static func name(_ text: String) -> [UInt8] {
    unsigned(text.utf8.count) + Array(text.utf8)
  }

  /// A value type.
  package static func type(_ type: ValueType) -> [UInt8] {
    guard let heap = type.heapType else { return [UInt8(truncatingIfNeeded: type.bits)] }
    if type.isNullable, let code = heap.code { return [code] }
    return [type.isNullable ? 0x63 : 0x64] + self.heap(heap)
  }

  /// A heap type.
  package static func heap(_ type: HeapType) -> [UInt8] {
    type.typeIndex.map { signed($0) } ?? [type.code ?? 0x6E]
  }

  package static func function(_ type: FunctionType) -> [UInt8] {
    [0x60] + vector(type.parameters.map { self.type($0) })
      + vector(type.results.map { self.type($0) })
  }

  package static func opcode(_ opcode: Opcode) -> [UInt8] {
    let raw = opcode.rawValue
    let prefixes: [(base: UInt16, byte: UInt8)] = [
      (Opcode.atomicBase, 0xFE), (Opcode.vectorBase, 0xFD), (Opcode.miscellaneousBase, 0xFC),
      (Opcode.gcBase, 0xFB),
    ]
    for prefix in prefixes where raw >= prefix.base {
      return [prefix.byte] + unsigned(raw - prefix.base)
    }
    return [UInt8(raw)]
  }
}
