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

  /// The module in the text format; it need not be valid.
  ///
  /// - Throws: `CommandError` with code `invalid` when it is not even in the format.
  func text() throws(CommandError) -> String {
    do throws(ModuleError) {
      return String(decoding: try TextFormat.text(from: bytes), as: UTF8.self)
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
    // What a binary module does not need is not even paged in.
    !FileContent.isBinaryModule(bytes) && TextFormat.isText(bytes, path: path)
  }
}
