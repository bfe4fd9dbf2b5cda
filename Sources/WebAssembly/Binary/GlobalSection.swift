/// The global section.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#global-section
extension ModuleDecoder {
  mutating func globalSection(_ reader: inout BinaryReader) throws(ModuleError) {
    let count = try reader.count(limit: limits.globals, of: "globals")
    for _ in 0..<count {
      module.globals.append(try reader.globalType())
      module.globalInitializers.append(try reader.constantExpression())
    }
  }
}
