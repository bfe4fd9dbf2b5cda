// The few WASI preview 1 functions the Swift programs of this folder need.

/// Writes `count` pieces of memory to a descriptor.
@_extern(wasm, module: "wasi_snapshot_preview1", name: "fd_write")
@_extern(c)
func writeToDescriptor(
  _ descriptor: Int32, _ vectors: UnsafeRawPointer, _ count: Int32,
  _ written: UnsafeMutableRawPointer
) -> Int32

/// Fills memory with random bytes.
@_extern(wasm, module: "wasi_snapshot_preview1", name: "random_get")
@_extern(c)
func getRandom(_ buffer: UnsafeMutableRawPointer, _ size: Int) -> Int32

/// How many arguments there are, and how many bytes they take.
@_extern(wasm, module: "wasi_snapshot_preview1", name: "args_sizes_get")
@_extern(c)
func getArgumentSizes(_ count: UnsafeMutableRawPointer, _ size: UnsafeMutableRawPointer) -> Int32

/// Writes the arguments, and a table of where each begins.
@_extern(wasm, module: "wasi_snapshot_preview1", name: "args_get")
@_extern(c)
func getArguments(_ arguments: UnsafeMutableRawPointer, _ buffer: UnsafeMutableRawPointer) -> Int32

/// Ends the program.
@_extern(wasm, module: "wasi_snapshot_preview1", name: "proc_exit")
@_extern(c)
func exitProgram(_ code: Int32)

/// The command-line arguments, the program's name first.
func commandLine() -> [String] {
  var count = 0
  var size = 0
  guard getArgumentSizes(&count, &size) == 0, count > 0 else { return [] }
  var starts = [UInt](repeating: 0, count: count)
  var bytes = [UInt8](repeating: 0, count: size)
  return starts.withUnsafeMutableBytes { starts in
    bytes.withUnsafeMutableBytes { bytes in
      guard let table = starts.baseAddress, let text = bytes.baseAddress,
        getArguments(table, text) == 0
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
