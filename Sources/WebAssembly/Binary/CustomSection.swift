/// Custom sections: kept by name and range, looked into on demand only.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#custom-section
extension ModuleDecoder {
  mutating func customSection(
    _ reader: inout BinaryReader, end: Int
  ) throws(ModuleError) {
    let name = try reader.name(limit: limits.nameSize)
    let content = try reader.skip(end - reader.position)
    module.customSections.append(.init(name: name, range: content))
  }
}

extension ModuleStructure {
  /// The names the module brings for its functions and the rest; empty when it brings none.
  package func names() -> NameSection {
    guard let section = customSections.first(where: { $0.name == "name" }) else {
      return NameSection()
    }
    return NameSection(bytes: bytes, range: section.range)
  }
}
