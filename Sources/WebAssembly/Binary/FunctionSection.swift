/// The function section: the type of every function the module defines.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#function-section
extension ModuleDecoder {
  mutating func functionSection(_ reader: inout BinaryReader) throws(ModuleError) {
    let count = try reader.count(limit: limits.functions, of: "functions")
    module.functions.reserveCapacity(module.functions.count + reader.capacity(for: count))
    for _ in 0..<count { module.functions.append(try reader.u32()) }
  }
}
