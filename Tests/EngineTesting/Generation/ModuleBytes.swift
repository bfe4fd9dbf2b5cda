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

  package static func type(_ type: ValueType) -> UInt8 {
    switch type {
    case .i32: 0x7F
    case .i64: 0x7E
    case .f32: 0x7D
    case .f64: 0x7C
    case .externref: 0x6F
    default: 0x70
    }
  }

  package static func function(_ type: FunctionType) -> [UInt8] {
    [0x60] + vector(type.parameters.map { [self.type($0)] })
      + vector(type.results.map { [self.type($0)] })
  }

  package static func opcode(_ opcode: Opcode) -> [UInt8] {
    let raw = opcode.rawValue
    return raw < 0x100 ? [UInt8(raw)] : [0xFC] + unsigned(raw - 0x200)
  }
}
