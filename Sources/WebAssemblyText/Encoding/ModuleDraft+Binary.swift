internal import WebAssembly

extension ModuleDraft {
  /// The whole module.
  func binary() -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes = [0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00]
    customs(.first, to: &writer)
    for kind in SectionKind.ordered {
      customs(.before(kind), to: &writer)
      if kind == .code { branchHintSection(to: &writer) }
      section(kind, to: &writer)
      customs(.after(kind), to: &writer)
    }
    let names = names.content()
    if !names.isEmpty { custom(Array("name".utf8), names, to: &writer) }
    customs(.last, to: &writer)
    return writer.bytes
  }

  private func section(_ kind: SectionKind, to writer: inout ByteWriter) {
    switch kind {
    case .custom: break
    case .type: typeSection(to: &writer)
    case .import: section(kind, imports, to: &writer)
    case .function: section(kind, functions, to: &writer)
    case .table: section(kind, tables, to: &writer)
    case .memory: section(kind, memories, to: &writer)
    case .tag: section(kind, tags, to: &writer)
    case .global: section(kind, globals, to: &writer)
    case .export: section(kind, exports, to: &writer)
    case .start: if let start { number(kind, start, to: &writer) }
    case .element: section(kind, elements, to: &writer)
    case .dataCount:
      if namesData { number(kind, UInt32(truncatingIfNeeded: data.count), to: &writer) }
    case .code: section(kind, code, to: &writer)
    case .data: section(kind, data, to: &writer)
    }
  }

  private func section(_ kind: SectionKind, _ entries: Entries, to writer: inout ByteWriter) {
    guard entries.count > 0 else { return }
    var count = ByteWriter()
    count.count(entries.count)
    writer.byte(kind.rawValue)
    writer.count(count.bytes.count + entries.writer.bytes.count)
    writer.bytes += count.bytes
    writer.bytes += entries.writer.bytes
  }

  private func number(_ kind: SectionKind, _ value: UInt32, to writer: inout ByteWriter) {
    var content = ByteWriter()
    content.unsigned(value)
    writer.byte(kind.rawValue)
    writer.sized(content.bytes)
  }

  private func typeSection(to writer: inout ByteWriter) {
    var entries = Entries()
    var index = 0
    for group in groups {
      if group.count != 1 {
        entries.writer.byte(0x4E)
        entries.writer.count(group.count)
      }
      for type in types[group] { entries.writer.subType(type) }
      entries.count += 1
      index = group.upperBound
    }
    for type in types[index...] {
      entries.writer.subType(type)
      entries.count += 1
    }
    section(.type, entries, to: &writer)
  }

  private func customs(_ place: SectionPlace, to writer: inout ByteWriter) {
    for section in customSections where section.place == place {
      custom(section.name, section.content, to: &writer)
    }
  }

  private func custom(_ name: [UInt8], _ content: [UInt8], to writer: inout ByteWriter) {
    var header = ByteWriter()
    header.sized(name)
    writer.byte(0)
    writer.count(header.bytes.count + content.count)
    writer.bytes += header.bytes
    writer.bytes += content
  }

  private func branchHintSection(to writer: inout ByteWriter) {
    guard !branchHints.isEmpty else { return }
    var content = ByteWriter()
    content.count(branchHints.count)
    for function in branchHints {
      content.unsigned(function.function)
      content.count(function.hints.count)
      for hint in function.hints {
        content.count(hint.offset)
        content.sized(hint.content)
      }
    }
    custom(Array("metadata.code.branch_hint".utf8), content.bytes, to: &writer)
  }
}
