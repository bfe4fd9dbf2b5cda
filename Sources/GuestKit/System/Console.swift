/// The standard streams.
enum Console {
  /// Writes what was printed since the last end of a line.
  static func flush() { flushOutput() }

  static func writeError(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      let errors = Descriptor(2)
      while !rest.isEmpty {
        switch errors.write(UnsafeRawBufferPointer(rebasing: rest)) {
        case .moved(let count) where count > 0: rest = rest.dropFirst(count)
        case .moved, .failed: return
        case .wouldBlock: Poll.wait(for: .write(errors.number))
        }
      }
    }
  }
}

/// Of the run-time library, which knows what `print` printed.
@_extern(c, "guest_flush_output")
private func flushOutput()

/// Prints a line to standard error.
///
/// - Parameter text: the line, without its end.
public func printError(_ text: String) {
  Console.flush()
  Console.writeError(Array(text.utf8) + [UInt8(ascii: "\n")])
}
