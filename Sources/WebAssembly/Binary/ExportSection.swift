/// The export section.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#export-section
extension ModuleDecoder {
  mutating func exportSection(_ reader: inout BinaryReader) throws(ModuleError) {
    let count = try reader.count(limit: limits.exports, of: "exports")
    module.exports.reserveCapacity(reader.capacity(for: count) / 3)
    for _ in 0..<count {
      let name = try reader.name(limit: limits.nameSize)
      let start = reader.position
      guard let kind = ExternalKind(rawValue: try reader.byte()) else {
        throw reader.malformed("malformed export kind", at: start)
      }
      module.exports.append(.init(name: name, kind: kind, index: try reader.u32()))
    }
  }
}
