// The few WASI preview 1 functions the Swift programs of this folder need.

@_extern(wasm, module: "wasi_snapshot_preview1", name: "fd_write")
@_extern(c)
func fd_write(
  _ descriptor: Int32, _ vectors: UnsafeRawPointer, _ count: Int32, _ written: UnsafeMutableRawPointer
) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "random_get")
@_extern(c)
func random_get(_ buffer: UnsafeMutableRawPointer, _ size: Int) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "args_sizes_get")
@_extern(c)
func args_sizes_get(_ count: UnsafeMutableRawPointer, _ size: UnsafeMutableRawPointer) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "args_get")
@_extern(c)
func args_get(_ arguments: UnsafeMutableRawPointer, _ buffer: UnsafeMutableRawPointer) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "proc_exit")
@_extern(c)
func proc_exit(_ code: Int32)

/// The command-line arguments, the program's name first.
func commandLine() -> [String] {
  var count = 0
  var size = 0
  guard args_sizes_get(&count, &size) == 0, count > 0 else { return [] }
  var starts = [UInt](repeating: 0, count: count)
  var bytes = [UInt8](repeating: 0, count: size)
  return starts.withUnsafeMutableBytes { starts in
    bytes.withUnsafeMutableBytes { bytes in
      guard let table = starts.baseAddress, let text = bytes.baseAddress,
        args_get(table, text) == 0
      else { return [] }
      return (0..<count).map { index in
        let start = Int(starts.load(fromByteOffset: index * 4, as: UInt32.self))
        let at = start - Int(bitPattern: text)
        let end = bytes[at...].firstIndex(of: 0) ?? size
        return String(decoding: bytes[at..<end], as: UTF8.self)
      }
    }
  }
}

/// The number at `index` of the command line, or `otherwise` where it is absent.
func argument(_ index: Int, otherwise: Int) -> Int {
  let arguments = commandLine()
  return index < arguments.count ? Int(arguments[index]) ?? otherwise : otherwise
}
