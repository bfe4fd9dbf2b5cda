// Reading and writing descriptors, by way of WASI preview 1.

/// Reads into `count` pieces of memory from a descriptor.
@_extern(wasm, module: "wasi_snapshot_preview1", name: "fd_read")
@_extern(c)
func readFromDescriptor(
  _ descriptor: Int32, _ vectors: UnsafeRawPointer, _ count: Int32,
  _ read: UnsafeMutableRawPointer
) -> Int32

/// Reads what there is; 0 at the end, less than that after an error.
func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  var vector = (UInt32(UInt(bitPattern: buffer.baseAddress)), UInt32(buffer.count))
  var count: UInt32 = 0
  return readFromDescriptor(descriptor, &vector, 1, &count) == 0 ? Int(count) : -1
}

/// Writes everything.
func write(_ descriptor: Int32, _ bytes: [UInt8]) {
  bytes.withUnsafeBytes { bytes in
    var start = 0
    while start < bytes.count {
      let address = UInt32(UInt(bitPattern: bytes.baseAddress)) &+ UInt32(start)
      var vector = (address, UInt32(bytes.count - start))
      var written: UInt32 = 0
      if writeToDescriptor(descriptor, &vector, 1, &written) != 0 || written == 0 { return }
      start += Int(written)
    }
  }
}
