/// The arguments of the program.
enum Arguments {
  /// Asks the system for them.
  static func all() -> [String] {
    var count: UInt32 = 0
    var byteCount: UInt32 = 0
    guard wasiArgumentSizes(&count, &byteCount) == Errno.success, count > 0 else { return [] }
    var starts = [UInt32](repeating: 0, count: Int(count))
    var bytes = [UInt8](repeating: 0, count: Int(byteCount))
    return starts.withUnsafeMutableBytes { starts in
      bytes.withUnsafeMutableBytes { bytes in
        guard let table = starts.baseAddress, let text = bytes.baseAddress,
          wasiArguments(table, text) == Errno.success
        else { return [] }
        return starts.bindMemory(to: UInt32.self).map { start in
          let rest = bytes[(Int(start) - Int(bitPattern: text))...]
          return String(decoding: rest.prefix { $0 != 0 }, as: UTF8.self)
        }
      }
    }
  }
}
