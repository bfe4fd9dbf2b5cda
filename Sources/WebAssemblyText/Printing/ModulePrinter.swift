internal import WebAssembly

/// Writes a decoded module in the text format, flat, one instruction a line.
///
/// Reading the text gives an equivalent module: the same definitions under the same indices, with
/// the same names and custom sections.
///
/// Specification: https://webassembly.github.io/spec/core/text/modules.html
struct ModulePrinter {
  let module: ModuleStructure
  let names: PrintedNames
  var out: TextWriter
  /// The field names of the structure types met so far.
  var fieldNames: [UInt32: PrintedNames.Space] = [:]

  init(_ module: ModuleStructure, limits: TextLimits) {
    self.module = module
    names = PrintedNames(module)
    out = TextWriter(limit: limits.sourceSize)
  }

  /// Writes everything.
  ///
  /// - Returns: the text.
  /// - Throws: `ModuleError` when code is malformed, or the text gets too long.
  mutating func print() throws(ModuleError) -> [UInt8] {
    out.open("module")
    out.text(names.module)
    customSections()
    types()
    var indices = Indices()
    for entry in module.imports { try importField(entry, &indices) }
    try tables()
    memories()
    tags()
    try globals()
    exports()
    if let start = module.start {
      out.open("start")
      out.text(" " + names[.function].reference(start))
      out.close()
    }
    try elements()
    for number in module.bodies.indices { try function(number) }
    try data()
    out.close()
    out.line()
    try checkLength()
    return out.bytes
  }

  /// The next index of each kind of import.
  struct Indices {
    var function: UInt32 = 0
    var table: UInt32 = 0
    var memory: UInt32 = 0
    var global: UInt32 = 0
    var tag: UInt32 = 0
  }

  /// Stops when the text is too long: a few bytes of a hostile module can say a lot.
  func checkLength() throws(ModuleError) {
    if out.isFull {
      throw ModuleError(
        code: .limitExceeded, message: "text too long", offset: 0, functionIndex: nil)
    }
  }

  /// Writes what introduces a definition: its name, and its index in a comment.
  mutating func bind(_ kind: NameSection.Kind, _ index: UInt32) {
    out.text(names[kind].binding(index))
    out.text(" (;\(index);)")
  }

  private mutating func exports() {
    for export in module.exports {
      out.open("export")
      out.text(" ")
      out.quoted(Array(export.name.utf8)[...], isText: true)
      let (word, kind): (StaticString, NameSection.Kind) =
        switch export.kind {
        case .function: (" (func ", .function)
        case .table: (" (table ", .table)
        case .memory: (" (memory ", .memory)
        case .global: (" (global ", .global)
        case .tag: (" (tag ", .tag)
        }
      out.text(word)
      out.text(names[kind].reference(export.index))
      out.text(")")
      out.close()
    }
  }

  /// Writes custom sections as annotations that say where they were.
  private mutating func customSections() {
    var customs = module.customSections[...]
    var previous: SectionKind?
    var sawNames = false
    for record in module.sections {
      guard let kind = SectionKind(rawValue: record.id) else { continue }
      guard kind == .custom else {
        previous = kind
        continue
      }
      guard let section = customs.popFirst() else { return }
      if section.name == "name" {
        sawNames = true
        continue
      }
      out.open("@custom ")
      out.quoted(Array(section.name.utf8)[...], isText: true)
      if sawNames {
        out.text(" (after last) ")
      } else if let previous {
        out.text(" (after \(previous.keyword)) ")
      } else {
        out.text(" (before first) ")
      }
      out.quoted(module.bytes[section.range], isText: false)
      out.close()
    }
  }
}
