import Ganglion

/// What `inspect` shows.
struct ModuleListing {
  private let module: Module
  private let name: String
  private let style = TextStyle(for: .output)

  init(_ module: Module, name: String) {
    self.module = module
    self.name = name
  }

  func write() throws(CommandError) {
    var output = Output()
    let structure = module.structure
    let own = module.names.moduleName.map { " (\(Printable.name($0)))" } ?? ""
    try output.line("\(style.bold(Printable.name(name)))\(own): \(structure.bytes.count) bytes")
    try write("Sections", sections(structure).lines(indent: "  "), to: &output)
    try write("Imports", imports.lines(indent: "  "), to: &output)
    try write("Exports", exports.lines(indent: "  "), to: &output)
    try write("Memories and tables", limits(structure).lines(indent: "  "), to: &output)
    try output.flush()
  }

  private func write(
    _ title: String, _ lines: [String], to output: inout Output
  ) throws(CommandError) {
    guard !lines.isEmpty else { return }
    try output.line()
    try output.line(style.bold(title))
    for line in lines { try output.line(line) }
  }

  private func sections(_ structure: ModuleStructure) -> TextTable {
    var table = TextTable(.left, .right, .right, .left)
    var custom = structure.customSections.makeIterator()
    for section in structure.sections {
      let offset = "0x" + String(section.range.lowerBound, radix: 16)
      let size = "\(section.range.count)"
      if section.id == 0 {
        table.add("custom", offset, size, "\"\(Printable.name(custom.next()?.name ?? ""))\"")
      } else {
        let (name, content) = describe(section.id, structure)
        table.add(name, offset, size, content)
      }
    }
    return table
  }

  private func describe(_ id: UInt8, _ structure: ModuleStructure) -> (String, String) {
    func count(_ number: Int, _ word: String, _ plural: String? = nil) -> String {
      "\(number) \(number == 1 ? word : plural ?? word + "s")"
    }
    switch id {
    case 1: return ("type", count(structure.types.count, "type"))
    case 2: return ("import", count(structure.imports.count, "import"))
    case 3: return ("function", count(structure.bodies.count, "function"))
    case 4:
      return ("table", count(structure.tables.count - structure.importedTableCount, "table"))
    case 5:
      return (
        "memory",
        count(structure.memories.count - structure.importedMemoryCount, "memory", "memories")
      )
    case 6:
      return ("global", count(structure.globals.count - structure.importedGlobalCount, "global"))
    case 7: return ("export", count(structure.exports.count, "export"))
    case 8: return ("start", structure.start.map { "function \($0)" } ?? "")
    case 9: return ("element", count(structure.elementSegments.count, "segment"))
    case 10: return ("code", count(structure.bodies.count, "body", "bodies"))
    case 11: return ("data", count(structure.dataSegments.count, "segment"))
    case 12: return ("data count", structure.dataCount.map { "\($0)" } ?? "")
    case 13: return ("tag", count(structure.tags.count - structure.importedTagCount, "tag"))
    default: return ("section \(id)", "")
    }
  }

  private var imports: TextTable {
    var table = TextTable(.left, .left)
    for entry in module.imports {
      table.add(Printable.name("\(entry.module).\(entry.name)"), "\(entry.type)")
    }
    return table
  }

  private var exports: TextTable {
    var table = TextTable(.left, .left)
    for entry in module.exports { table.add(Printable.name(entry.name), "\(entry.type)") }
    return table
  }

  private func limits(_ structure: ModuleStructure) -> TextTable {
    var table = TextTable(.left, .left, .left)
    for (index, type) in structure.memories.enumerated() {
      let isImported = index < structure.importedMemoryCount
      table.add("memory \(index)", "\(ExternalType.memory(type))", isImported ? "imported" : "")
    }
    for (index, type) in structure.tables.enumerated() {
      let isImported = index < structure.importedTableCount
      table.add("table \(index)", "\(ExternalType.table(type))", isImported ? "imported" : "")
    }
    return table
  }
}
