import Ganglion

/// What `inspect --code` shows.
struct CodeListing {
  private let code: Disassembly
  private let title: String

  /// Finds a function.
  ///
  /// - Parameters:
  ///   - module: the module.
  ///   - name: of an export, of the name section, or an index.
  /// - Throws: `CommandError` with code `usage` when there is none, or it is imported.
  init(_ module: Module, _ name: String) throws(CommandError) {
    let index = try CodeListing.index(name, module)
    guard let code = module.disassemble(index) else {
      throw .usage("function \(name) is imported: the module has no code for it")
    }
    self.code = code
    let own = module.names.function(index) ?? (UInt32(name) == nil ? name : nil)
    title = "func[\(index)]" + (own.map { " \(Printable.name($0))" } ?? "")
  }

  private static func index(_ name: String, _ module: Module) throws(CommandError) -> UInt32 {
    let structure = module.structure
    if let export = structure.exports.first(where: { $0.kind == .function && $0.name == name }) {
      return export.index
    }
    let count = UInt32(structure.functions.count)
    if let index = UInt32(name) {
      guard index < count else {
        throw .usage("no function \(index): the module has \(count)")
      }
      return index
    }
    let names = module.names
    var known = structure.exports.filter { $0.kind == .function }.map(\.name)
    for index in 0..<count {
      guard let own = names.function(index) else { continue }
      if own == name { return index }
      known.append(own)
    }
    throw .usage(
      "no function named \(name)",
      hint: Suggestion.hint(for: name, among: known) ?? "functions can be given by index as well")
  }

  func write() throws(CommandError) {
    var output = Output()
    try output.line(
      "\(title): \(code.lines.count) instructions, \(code.byteCount) bytes, "
        + "frame \(code.frameByteCount) bytes")
    var table = TextTable(.right, .left, .left, .left, .left)
    for line in code.lines {
      table.add(
        "\(line.offset)", line.handler, line.operands, "; 0x\(String(line.position, radix: 16))",
        line.mnemonic)
    }
    for line in table.lines(indent: "  ") { try output.line(line) }
    try output.flush()
  }
}
