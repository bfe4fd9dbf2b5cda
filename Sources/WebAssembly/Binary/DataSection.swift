/// The data section: what memories start with.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#data-section
extension ModuleDecoder {
  mutating func dataSection(_ reader: inout BinaryReader) throws(ModuleError) {
    let count = try reader.count(limit: limits.dataSegments, of: "data segments")
    module.dataSegments.reserveCapacity(reader.capacity(for: count) / 2)
    for _ in 0..<count {
      let start = reader.position
      let mode: ModuleStructure.DataSegment.Mode
      switch try reader.u32() {
      case 0: mode = .active(memory: 0, offset: try reader.constantExpression())
      case 1: mode = .passive
      case 2:
        let memory = try reader.u32()
        mode = .active(memory: memory, offset: try reader.constantExpression())
      default: throw reader.malformed("malformed data segment kind", at: start)
      }
      let size = try reader.count()
      module.dataSegments.append(.init(mode: mode, range: try reader.skip(size)))
    }
  }
}
