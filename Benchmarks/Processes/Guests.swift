import Processes
import WebAssemblyText

/// The guests, in the text format.
enum Guests {
  static let trivial = #"(module (memory (export "memory") 1) (func (export "_start")))"#

  static let spins = """
    (module (memory (export "memory") 1) (func (export "_start") (loop $l (br $l))))
    """

  /// Sleeps for hours.
  static let sleeps = """
    (module
      (import "wasi_snapshot_preview1" "poll_oneoff"
        (func $poll (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 1)
      (func (export "_start")
        (i32.store (i32.const 16) (i32.const 1))
        (i64.store (i32.const 24) (i64.const 36000000000000))
        (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))))
    """

  /// Accepts a connection on descriptor 3 and sends back what comes.
  static let echoes = """
    (module
      (import "wasi_snapshot_preview1" "sock_accept"
        (func $accept (param i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_write"
        (func $write (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 1)
      (func (export "_start")
        (drop (call $accept (i32.const 3) (i32.const 0) (i32.const 0)))
        (i32.store (i32.const 8) (i32.const 1024))
        (loop $l
          (i32.store (i32.const 12) (i32.const 1024))
          (drop (call $read (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 16)))
          (if (i32.load (i32.const 16))
            (then
              (i32.store (i32.const 12) (i32.load (i32.const 16)))
              (drop (call $write (i32.load (i32.const 0)) (i32.const 8) (i32.const 1)
                (i32.const 20)))
              (br $l))))))
    """

  /// Accepts a connection on descriptor 3, asks for the bootstrap object of its host, takes what is
  /// answered and waits for more.
  static let connects = """
    (module
      (import "wasi_snapshot_preview1" "sock_accept"
        (func $accept (param i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_write"
        (func $write (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 1)
      (data (i32.const 64)
        "\\00\\00\\00\\00\\05\\00\\00\\00" "\\00\\00\\00\\00\\01\\00\\01\\00"
        "\\08\\00\\00\\00\\00\\00\\00\\00" "\\00\\00\\00\\00\\01\\00\\01\\00"
        "\\00\\00\\00\\00\\00\\00\\00\\00" "\\00\\00\\00\\00\\00\\00\\00\\00")
      (func (export "_start")
        (drop (call $accept (i32.const 3) (i32.const 0) (i32.const 0)))
        (i32.store (i32.const 8) (i32.const 64))
        (i32.store (i32.const 12) (i32.const 48))
        (drop (call $write (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 20)))
        (i32.store (i32.const 8) (i32.const 1024))
        (i32.store (i32.const 12) (i32.const 1024))
        (loop $l
          (drop (call $read (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 16)))
          (br_if $l (i32.load (i32.const 16))))))
    """

  /// Counts to a number.
  static func counts(_ number: Int) -> String {
    """
    (module
      (memory (export "memory") 1)
      (func (export "_start")
        (local $n i64)
        (loop $l
          (local.set $n (i64.add (local.get $n) (i64.const 1)))
          (br_if $l (i64.lt_u (local.get $n) (i64.const \(number)))))))
    """
  }
}

extension ProcessExecutor {
  /// Puts a guest into the cache and runs it once, so that it is decoded.
  func prepare(_ text: String) async throws -> ContentID {
    let id = try await cache.put(try TextFormat.binary(from: Array(text.utf8)))
    let process = try spawn(ProcessOptions(.cached(id)))
    while process.info?.state == .loading { await Task.yield() }
    process.kill()
    _ = try await process.wait()
    return id
  }
}
