/// The memory section.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#memory-section
extension ModuleDecoder {
  mutating func memorySection(_ reader: inout BinaryReader) throws(ModuleError) {
    let count = try reader.count(limit: limits.memories, of: "memories")
    for _ in 0..<count {
      let type = try reader.memoryType(customPageSizes: features.contains(.customPageSizes))
      try appendMemory(type, reader)
    }
  }

  mutating func appendMemory(_ type: MemoryType, _ reader: BinaryReader) throws(ModuleError) {
    guard module.memories.count < limits.memories else {
      throw reader.exceeded("memories", module.memories.count + 1, limit: limits.memories)
    }
    module.memories.append(type)
  }
}
