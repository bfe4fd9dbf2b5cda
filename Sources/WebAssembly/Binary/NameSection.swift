/// The names a module brings along for people to read.
///
/// A malformed name section is no error by the specification: what can't be read is left out.
///
/// Specification: https://webassembly.github.io/spec/core/appendix/custom.html#name-section
package struct NameSection: Sendable {
  /// What a name can belong to; raw values are subsection ids.
  package enum Kind: UInt8, Sendable, CaseIterable {
    case function = 1
    /// Names of locals have two indices: of the function, and of the local in it.
    case local = 2
    /// Names of labels have two indices: of the function, and of the label in it.
    case label = 3
    case type = 4
    case table, memory, global, element, data
    /// Names of fields have two indices: of the type, and of the field in it.
    case field = 10
    case tag = 11

    var isNested: Bool { self == .local || self == .label || self == .field }
  }

  /// The name of the module.
  package private(set) var moduleName: String?
  private var maps: [Kind: NameMap] = [:]

  /// A section without names.
  package init() {}

  /// Reads the content of a name section.
  ///
  /// - Parameters:
  ///   - bytes: the module.
  ///   - range: the content of the section, without the section's own name.
  package init(bytes: [UInt8], range: Range<Int>) {
    bytes.withUnsafeBufferPointer { buffer in
      // The reader does not leave this closure.
      var reader = BinaryReader(buffer, range: range)
      while let id = try? reader.byte(), let size = try? reader.count(),
        var payload = try? reader.slice(size)
      {
        if id == 0 {
          moduleName = moduleName ?? (try? payload.name())
        } else if let kind = Kind(rawValue: id), maps[kind] == nil {
          let entries = try? kind.isNested ? payload.nestedNames() : payload.names()
          if let entries { maps[kind] = NameMap(bytes: bytes, entries: entries) }
        }
      }
    }
  }

  /// All names of a kind.
  package func names(of kind: Kind) -> NameMap { maps[kind] ?? NameMap() }

  /// The name of a function.
  package func function(_ index: UInt32) -> String? { maps[.function]?[index] }
}

extension BinaryReader {
  fileprivate mutating func names(
    inside outer: UInt64 = 0, to entries: consuming [NameMap.Entry] = []
  ) throws(ModuleError) -> [NameMap.Entry] {
    let count = try count()
    // Only at first: to reserve for each function would move all names for each.
    if entries.isEmpty { entries.reserveCapacity(capacity(for: count) / 2) }
    for _ in 0..<count {
      let key = outer << 32 | UInt64(try u32())
      let length = try self.count()
      let range = try skip(length)
      entries.append(
        .init(
          key: key, offset: UInt32(truncatingIfNeeded: range.lowerBound),
          length: UInt32(truncatingIfNeeded: length)))
    }
    return entries
  }

  fileprivate mutating func nestedNames() throws(ModuleError) -> [NameMap.Entry] {
    var entries: [NameMap.Entry] = []
    for _ in 0..<(try count()) {
      entries = try names(inside: UInt64(try u32()), to: entries)
    }
    return entries
  }
}
