internal import WebAssembly

/// The name section in the making.
///
/// Specification: https://webassembly.github.io/spec/core/appendix/custom.html#name-section
struct NameDraft {
  typealias Space = NameSection.Kind

  var module: [UInt8]?
  private var names: [Space: [(index: UInt32, name: [UInt8])]] = [:]
  private var nested: [Space: [(index: UInt32, names: [(index: UInt32, name: [UInt8])])]] = [:]

  /// Names something.
  mutating func add(_ space: Space, _ index: UInt32, _ name: [UInt8]) {
    names[space, default: []].append((index, name))
  }

  /// Names something inside something else: locals and fields.
  mutating func add(_ space: Space, in outer: UInt32, _ index: UInt32, _ name: [UInt8]) {
    if nested[space]?.last?.index != outer { nested[space, default: []].append((outer, [])) }
    let last = (nested[space]?.count ?? 1) - 1
    nested[space]?[last].names.append((index, name))
  }

  /// The content of the section; empty when nothing has a name.
  func content() -> [UInt8] {
    var writer = ByteWriter()
    if let module {
      var content = ByteWriter()
      content.sized(module)
      writer.byte(0)
      writer.sized(content.bytes)
    }
    for space in Space.allCases {
      var content = ByteWriter()
      if let map = names[space] {
        write(map, to: &content)
      } else if let map = nested[space] {
        let sorted = map.sorted { $0.index < $1.index }
        content.count(sorted.count)
        for (index, names) in sorted {
          content.unsigned(index)
          write(names, to: &content)
        }
      } else {
        continue
      }
      writer.byte(space.rawValue)
      writer.sized(content.bytes)
    }
    return writer.bytes
  }

  private func write(_ map: [(index: UInt32, name: [UInt8])], to writer: inout ByteWriter) {
    writer.count(map.count)
    for (index, name) in map.sorted(by: { $0.index < $1.index }) {
      writer.unsigned(index)
      writer.sized(name)
    }
  }
}
