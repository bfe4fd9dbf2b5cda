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

  /// Reads a number; the standard library's way would add 10 KB to every guest.
  static func number(_ text: String) -> UInt32? {
    var value: UInt32 = 0
    if text.utf8.isEmpty { return nil }
    for character in text.utf8 {
      guard case UInt8(ascii: "0")...UInt8(ascii: "9") = character else { return nil }
      let (product, isTooMuch) = value.multipliedReportingOverflow(by: 10)
      let (sum, isMore) = product.addingReportingOverflow(UInt32(character & 15))
      if isTooMuch || isMore { return nil }
      value = sum
    }
    return value
  }
}
