/// Makes a large module of a small one: its functions are there many times over, the first of each
/// kind in use and the others not.
enum RepeatedModule {
  /// Makes it.
  ///
  /// - Parameters:
  ///   - module: a valid module in the binary format.
  ///   - copies: how often its functions are to be there in all.
  /// - Returns: the module, or `nil` when the given one has no code or can't be read.
  static func make(from module: [UInt8], copies: Int) -> [UInt8]? {
    var result = Array(module.prefix(8))
    var position = 8
    var hasCode = false
    while position < module.count {
      let id = module[position]
      position += 1
      guard let size = unsigned(module, &position), position + size <= module.count else {
        return nil
      }
      var content = Array(module[position..<position + size])
      position += size
      // Bodies and their types repeat; nobody refers to the copies.
      if id == 3 || id == 10 {
        var start = 0
        guard let count = unsigned(content, &start) else { return nil }
        let items = content[start...]
        content = encoded(count * copies)
        for _ in 0..<copies { content += items }
        hasCode = hasCode || id == 10
      }
      result += [id] + encoded(content.count) + content
    }
    return hasCode ? result : nil
  }

  private static func unsigned(_ bytes: [UInt8], _ position: inout Int) -> Int? {
    var value = 0
    for shift in stride(from: 0, to: 35, by: 7) where position < bytes.count {
      let byte = bytes[position]
      position += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  private static func encoded(_ value: Int) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    repeat {
      bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
      rest >>= 7
    } while rest > 0
    return bytes
  }
}
