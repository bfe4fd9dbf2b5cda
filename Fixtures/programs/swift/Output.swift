// What `print` needs: characters gathered into lines, a line written by one host call.

nonisolated(unsafe) private var line = [UInt8]()

/// Takes one byte of output.
@_cdecl("putchar")
public func putCharacter(_ character: Int32) -> Int32 {
  line.append(UInt8(truncatingIfNeeded: character))
  if character == 10 || line.count >= 512 { flush() }
  return character
}

private func flush() {
  var written: UInt32 = 0
  line.withUnsafeBytes { bytes in
    var vector = (UInt32(UInt(bitPattern: bytes.baseAddress)), UInt32(bytes.count))
    _ = writeToDescriptor(1, &vector, 1, &written)
  }
  line.removeAll(keepingCapacity: true)
}
