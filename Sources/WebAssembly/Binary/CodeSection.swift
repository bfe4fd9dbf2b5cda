/// The code section: locals and code of every function the module defines.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#code-section
extension ModuleDecoder {
  mutating func codeSection(_ reader: inout BinaryReader) throws(ModuleError) {
    codeCount = try reader.count(limit: limits.functions, of: "functions")
    module.bodies.reserveCapacity(reader.capacity(for: codeCount) / 2)
    for number in 0..<codeCount {
      let start = reader.position
      let size = try reader.count()
      guard size <= limits.functionBodySize else {
        throw reader.exceeded(
          "bytes in a function body", size, limit: limits.functionBodySize, at: start)
      }
      var body = try reader.slice(size)
      body.functionIndex = UInt32(
        truncatingIfNeeded: module.importedFunctionCount + number)
      let locals = try localRuns(&body)
      module.bodies.append(.init(locals: locals, code: body.position..<body.end))
    }
  }

  /// Specification: https://webassembly.github.io/spec/core/binary/modules.html#binary-local
  private func localRuns(
    _ reader: inout BinaryReader
  ) throws(ModuleError) -> [ModuleStructure.LocalRun] {
    let count = try reader.count()
    if count == 0 { return [] }
    var runs: [ModuleStructure.LocalRun] = []
    runs.reserveCapacity(reader.capacity(for: count) / 2)
    var total: UInt64 = 0
    let start = reader.position
    for _ in 0..<count {
      let length = try reader.u32()
      total += UInt64(length)
      runs.append(.init(count: length, type: try reader.valueType()))
    }
    guard total <= UInt64(UInt32.max) else { throw reader.malformed("too many locals", at: start) }
    guard total <= UInt64(limits.locals) else {
      throw reader.exceeded("locals", Int(total), limit: limits.locals, at: start)
    }
    return runs
  }
}
