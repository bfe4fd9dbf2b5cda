/// The translated code of a function, for people to read.
///
/// It is translated anew for the purpose, so that asking has no effect on what runs.
package struct Disassembly: Sendable {
  /// One instruction.
  package struct Line: Sendable {
    /// Its byte offset in the function's code.
    package let offset: Int
    /// The handler that carries it out: family, and where operands come from and the result goes.
    package let handler: String
    /// Its operands, as far as the handler's name tells what they are; else its raw words.
    package let operands: String
    /// The offset in the module of the operator it stands for: the last one, if for several.
    package let position: Int
    /// That operator's name in the text format.
    package let mnemonic: String
  }

  /// The function's index in the module, imported ones counted.
  package let functionIndex: UInt32
  /// The bytes a frame takes.
  package let frameByteCount: Int
  /// The bytes of the translated code.
  package let byteCount: Int
  package let lines: [Line]
}

extension Module {
  /// Translates a function for reading.
  ///
  /// - Parameter functionIndex: the function's index in the module.
  /// - Returns: its code, or `nil` when there is no such function or it is imported.
  package func disassemble(_ functionIndex: UInt32) -> Disassembly? {
    let index = Int(functionIndex) - structure.importedFunctionCount
    guard index >= 0, index < structure.bodies.count else { return nil }
    let (code, positions) = translated(index, recording: true)
    defer { CodeBuffer.free(code) }
    let byteCount = CodeBuffer.byteCount(of: code)
    let entries = positions?.entries ?? []
    var lines: [Disassembly.Line] = []
    for (place, entry) in entries.enumerated() {
      let end = place + 1 < entries.count ? entries[place + 1].code : byteCount
      guard entry.code + 8 <= end, end <= byteCount else { continue }
      let address = (code + entry.code).load(as: UInt.self)
      let handler = HandlerNames.shared[address] ?? "?"
      let operands = InstructionOperands(
        start: code + entry.code, offset: entry.code, byteCount: end - entry.code,
        importedFunctionCount: structure.importedFunctionCount)
      lines.append(
        Disassembly.Line(
          offset: entry.code, handler: handler, operands: operands.text(of: handler),
          position: entry.operator, mnemonic: mnemonic(at: entry.operator, in: index)))
    }
    return Disassembly(
      functionIndex: functionIndex, frameByteCount: Int((code - 8).load(as: UInt.self)),
      byteCount: byteCount, lines: lines)
  }

  private func mnemonic(at position: Int, in index: Int) -> String {
    let range = structure.bodies[index].code
    guard range.contains(position) else { return "" }
    return structure.bytes.withUnsafeBufferPointer { bytes in
      var cursor = CodeCursor(bytes, range: position..<range.upperBound)
      return Opcode(rawValue: cursor.rawOpcode())?.mnemonic ?? ""
    }
  }
}

/// The names of handlers by address.
private struct HandlerNames: Sendable {
  static let shared = HandlerNames()
  private let names: [UInt: String]

  private init() {
    var names: [UInt: String] = [:]
    for (index, name) in HandlerTable.names.enumerated() where name != "-" {
      names[HandlerTable.addresses[index]] = String(name)
    }
    self.names = names
  }

  subscript(address: UInt) -> String? { names[address] }
}
