// The functions of WASI preview 1 that guests use.
//
// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md

@_extern(wasm, module: "wasi_snapshot_preview1", name: "args_sizes_get")
@_extern(c)
func wasiArgumentSizes(
  _ count: UnsafeMutableRawPointer, _ byteCount: UnsafeMutableRawPointer
) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "args_get")
@_extern(c)
func wasiArguments(_ table: UnsafeMutableRawPointer, _ bytes: UnsafeMutableRawPointer) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "clock_time_get")
@_extern(c)
func wasiTime(_ clock: Int32, _ precision: Int64, _ result: UnsafeMutableRawPointer) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "fd_read")
@_extern(c)
func wasiRead(
  _ descriptor: Int32, _ vectors: UnsafeRawPointer, _ count: Int32,
  _ byteCount: UnsafeMutableRawPointer
) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "fd_write")
@_extern(c)
func wasiWrite(
  _ descriptor: Int32, _ vectors: UnsafeRawPointer, _ count: Int32,
  _ byteCount: UnsafeMutableRawPointer
) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "fd_close")
@_extern(c)
func wasiClose(_ descriptor: Int32) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "sock_accept")
@_extern(c)
func wasiAccept(_ descriptor: Int32, _ flags: Int32, _ result: UnsafeMutableRawPointer) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "poll_oneoff")
@_extern(c)
func wasiPoll(
  _ subscriptions: UnsafeRawPointer, _ events: UnsafeMutableRawPointer, _ count: Int32,
  _ eventCount: UnsafeMutableRawPointer
) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "proc_exit")
@_extern(c)
func wasiExit(_ code: Int32)

/// What a system call answers: zero, or why not.
enum Errno {
  static let success: Int32 = 0
  static let again: Int32 = 6
  static let interrupted: Int32 = 27
}
