import Ganglion
import WebAssemblyText

/// A module as named on the command line.
struct ModuleFile {
  /// What to call it in messages.
  let name: String
  /// The module in the binary format.
  let bytes: [UInt8]

  /// Reads a file; the text format is turned into the binary one.
  ///
  /// - Parameter path: a path, or `-` for standard input.
  /// - Throws: `CommandError` with codes `unreadable` and `invalid`.
  init(_ path: String) throws(CommandError) {
    let content = try ModuleFile.content(path)
    name = path == "-" ? "standard input" : path
    guard ModuleFile.isText(content, path) else {
      bytes = content
      return
    }
    do throws(TextError) {
      bytes = try TextFormat.binary(from: content)
    } catch {
      throw CommandError(.invalid, "\(name):\(error)")
    }
  }

  /// Decodes and validates the module.
  ///
  /// - Throws: `CommandError` with code `invalid`.
  func module(_ configuration: ModuleConfiguration) throws(CommandError) -> Module {
    do throws(ModuleError) {
      return try Module(bytes: bytes, configuration: configuration)
    } catch {
      throw CommandError(.invalid, "\(name): \(error)")
    }
  }

  /// The bytes of a file or of standard input.
  static func content(_ path: String) throws(CommandError) -> [UInt8] {
    do throws(FileError) {
      let limit = ModuleLimits().moduleSize
      if path == "-" { return try FileContent.readStandardInput(limit: limit) }
      return try FileContent.read(path: path, limit: limit)
    } catch {
      throw CommandError(.unreadable, "\(error)")
    }
  }

  private static func isText(_ bytes: [UInt8], _ path: String) -> Bool {
    // Compared here: what a binary module does not need is not even paged in.
    if bytes.count >= 4, bytes[0] == 0, bytes[1] == 0x61, bytes[2] == 0x73, bytes[3] == 0x6D {
      return false
    }
    if path.hasSuffix(".wat") { return true }
    // What opens a field or a comment; anything else is a binary module gone wrong.
    let first = bytes.first { $0 > 0x20 }
    return first == UInt8(ascii: "(") || first == UInt8(ascii: ";")
  }
}
