import WebAssemblyText

/// Builds expected binary modules by hand, independently of the encoder.
enum Binary {
  static let header: [UInt8] = [0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00]

  /// A section; all lengths here are below 128.
  static func section(_ id: UInt8, _ content: [UInt8]) -> [UInt8] {
    [id, UInt8(content.count)] + content
  }

  /// A module of sections.
  static func module(_ sections: [UInt8]...) -> [UInt8] { header + sections.flatMap { $0 } }

  /// The type section with the function type `[] -> []` only, and one function of it.
  static let oneType = section(1, [1, 0x60, 0, 0])
  static let oneFunction = section(3, [1, 0])

  /// A module with one function without parameters, results and locals.
  static func function(_ code: [UInt8]) -> [UInt8] {
    module(oneType, oneFunction, section(10, [1, UInt8(code.count + 2), 0] + code + [0x0B]))
  }

  /// A name.
  static func name(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }

  /// The code of the only function in a module that has no other entries in its code section.
  static func code(of text: String) throws(TextError) -> [UInt8] {
    let module = try TextFormat.binary(from: "(func \(text))")
    var index = 8
    while index < module.count, module[index] != 10 { index += 2 + Int(module[index + 1]) }
    return Array(module[(index + 5)..<(index + 2 + Int(module[index + 1]) - 1)])
  }

  /// The error about a text, or `nil` when there is none.
  static func error(_ text: String) -> TextError? {
    do throws(TextError) {
      _ = try TextFormat.binary(from: text)
      return nil
    } catch {
      return error
    }
  }
}
