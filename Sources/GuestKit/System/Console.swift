/// The standard streams.
enum Console {
  static let output: Int32 = 1
  static let errors: Int32 = 2

  // A guest has one thread.
  nonisolated(unsafe) private static var line: [UInt8] = []

  /// Takes one byte that `print` printed; a line is written at once.
  static func put(_ byte: UInt8) {
    line.append(byte)
    if byte == UInt8(ascii: "\n") || line.count >= 1024 { flush() }
  }

  /// Writes what was printed since the last end of a line.
  static func flush() {
    if line.isEmpty { return }
    write(line, to: output)
    line.removeAll(keepingCapacity: true)
  }

  /// Writes bytes, all of them; gives up when nobody takes them.
  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        switch Descriptor(descriptor).write(UnsafeRawBufferPointer(rebasing: rest)) {
        case .moved(let count) where count > 0: rest = rest.dropFirst(count)
        case .moved, .failed: return
        case .wouldBlock: Poll.wait(for: [.write(descriptor)])
        }
      }
    }
  }
}

/// Takes one byte of output; what `print` calls.
@_cdecl("putchar")
public func guestPutCharacter(_ character: Int32) -> Int32 {
  Console.put(UInt8(truncatingIfNeeded: character))
  return character
}

/// Prints a line to standard error.
///
/// - Parameter text: the line, without its end.
public func printError(_ text: String) {
  Console.flush()
  Console.write(Array(text.utf8) + [UInt8(ascii: "\n")], to: Console.errors)
}
