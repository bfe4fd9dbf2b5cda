/// The tag section: the types of exceptions.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#tag-section
extension ModuleDecoder {
  mutating func tagSection(_ reader: inout BinaryReader) throws(ModuleError) {
    let count = try reader.count(limit: limits.tags, of: "tags")
    for _ in 0..<count { module.tags.append(try reader.tagType()) }
  }
}
