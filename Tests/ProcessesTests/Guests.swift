import Processes
import Testing
import WASI
import WebAssembly
import WebAssemblyText

/// Small guests, in the text format.
enum Guests {
  private static func start(_ imports: String, _ body: String, _ more: String = "") -> String {
    """
    (module
      \(imports)
      (memory (export "memory") 1)
      \(more)
      (func (export "_start") \(body)))
    """
  }

  private static let exitImport =
    #"(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))"#
  private static let pollImport = """
    (import "wasi_snapshot_preview1" "poll_oneoff"
      (func $poll (param i32 i32 i32 i32) (result i32)))
    """
  private static let writeImport = """
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    """

  /// Does nothing.
  static let trivial = start("", "")
  /// Exits with code 7.
  static let exits7 = start(exitImport, "(call $exit (i32.const 7))")
  /// Never ends.
  static let spins = start("", "(loop $l (br $l))")
  /// Traps at once.
  static let traps = start("", "(unreachable)")
  /// Traps as deep as the stack allows.
  static let recurses = start("", "(call $f)", "(func $f (call $f))")
  /// Sleeps for an hour. A relative clock subscription at address 0, the event at 64.
  static let sleeps = start(
    pollImport,
    """
    (i32.store (i32.const 16) (i32.const 1))
    (i64.store (i32.const 24) (i64.const 3600000000000))
    (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
    """)
  /// Sleeps for a millisecond, over and over.
  static let naps = start(
    pollImport,
    """
    (i32.store (i32.const 16) (i32.const 1))
    (i64.store (i32.const 24) (i64.const 1000000))
    (loop $l
      (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
      (br $l))
    """)
  /// Needs four pages from the start.
  static let needsFourPages = #"(module (memory (export "memory") 4) (func (export "_start")))"#
  /// Exits with the number of pages before a failed growth to more than there may be, or 99.
  static let grows = start(
    exitImport,
    """
    (if (i32.eq (memory.grow (i32.const 10)) (i32.const -1))
      (then (call $exit (memory.size)))
      (else (call $exit (i32.const 99))))
    """)
  /// Imports what nobody has.
  static let unknownImport = start(#"(import "no" "where" (func))"#, "")
  /// Has no `_start`.
  static let noStart = #"(module (memory (export "memory") 1))"#
  /// Writes its arguments and environment to standard output, zeros and all.
  static let echoes = start(
    """
    (import "wasi_snapshot_preview1" "args_sizes_get" (func $as (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "args_get" (func $ag (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "environ_sizes_get" (func $es (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "environ_get" (func $eg (param i32 i32) (result i32)))
    \(writeImport)
    """,
    """
    (drop (call $as (i32.const 0) (i32.const 4)))
    (drop (call $ag (i32.const 256) (i32.const 1024)))
    (drop (call $es (i32.const 8) (i32.const 12)))
    (drop (call $eg (i32.const 512) (i32.add (i32.const 1024) (i32.load (i32.const 4)))))
    (i32.store (i32.const 16) (i32.const 1024))
    (i32.store (i32.const 20) (i32.add (i32.load (i32.const 4)) (i32.load (i32.const 12))))
    (drop (call $write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24)))
    """)
  /// Writes 64 KiB blocks to standard output for ever.
  static let floods = start(
    writeImport,
    """
    (i32.store (i32.const 0) (i32.const 0))
    (i32.store (i32.const 4) (i32.const 65536))
    (loop $l
      (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
      (br $l))
    """)
  /// Accepts a connection on descriptor 3 and sends back what comes, to its end.
  static let echoServer = start(
    """
    (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
    \(writeImport)
    """,
    """
    (drop (call $accept (i32.const 3) (i32.const 0) (i32.const 0)))
    (i32.store (i32.const 8) (i32.const 1024))
    (loop $l
      (i32.store (i32.const 12) (i32.const 4096))
      (drop (call $read (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 16)))
      (if (i32.load (i32.const 16))
        (then
          (i32.store (i32.const 12) (i32.load (i32.const 16)))
          (drop (call $write (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 20)))
          (br $l))))
    """)
  /// Gives way ten times.
  static let yields = start(
    #"(import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))"#,
    """
    (local $n i32)
    (loop $l
      (drop (call $yield))
      (br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1)))
        (i32.const 10))))
    """)
  /// Counts to a number.
  static func counts(_ number: Int) -> String {
    start(
      "",
      """
      (local $n i32)
      (loop $l
        (br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1)))
          (i32.const \(number)))))
      """)
  }

  static func bytes(_ text: String) throws -> [UInt8] {
    try TextFormat.binary(from: Array(text.utf8))
  }
}

extension ProcessExecutor {
  /// Starts a guest given as text.
  func run(
    _ text: String, _ change: (inout ProcessOptions) -> Void = { _ in }
  ) async throws -> GuestProcess {
    let id = try await cache.put(try Guests.bytes(text))
    var options = ProcessOptions(.cached(id))
    change(&options)
    return try spawn(options)
  }
}

extension ExitReason {
  /// Whether it is of the kind a test expects.
  func isLike(_ text: String) -> Bool { description.hasPrefix(text) }
}
