import Processes
import WebAssemblyText

/// Guests that call each other with messages made beforehand, instead of a library: what is left is what
/// the executor and the host cost.
enum LeanGuests {
  /// Answers its bootstrap question with an object, and all calls to that with a text.
  static var echo: [UInt8] {
    get throws {
      try binary(
        """
        \(data(at: 256, returnsObject))
        \(data(at: 512, returnsText))
        (func $message (param $kind i32) (param $body i32)
          (if (i32.eq (local.get $kind) (i32.const 8))
            (then (call $add (i32.const 256) (i32.const \(8 * returnsObject.count))
              (i32.load (local.get $body)))))
          (if (i32.eq (local.get $kind) (i32.const 2))
            (then (call $add (i32.const 512) (i32.const \(8 * returnsText.count))
              (i32.load (local.get $body))))))
        (func (export "_start")
          (call $open)
          (loop $l
            (call $receive)
            (call $send)
            (br $l)))
        """)
    }
  }

  /// Logs in, and calls the object that its session has where the store of capabilities would be.
  ///
  /// - Parameters:
  ///   - count: how many calls.
  ///   - inFlight: how many it sends before it waits for their answers.
  static func caller(_ count: Int, inFlight: Int) throws -> [UInt8] {
    try binary(
      """
      \(data(at: 256, bootstraps + logsIn))
      \(data(at: 512, says))
      \(data(at: 768, finishes))
      (global $waiting (mut i32) (i32.const 0))
      (func $message (param $kind i32) (param $body i32)
        (if (i32.ne (local.get $kind) (i32.const 3)) (then (return)))
        (if (i32.lt_u (i32.load (local.get $body)) (i32.const 2)) (then (return)))
        (if (i32.load16_u offset=6 (local.get $body)) (then (unreachable)))
        (global.set $waiting (i32.sub (global.get $waiting) (i32.const 1)))
        (if (i32.and (i32.load8_u offset=4 (local.get $body)) (i32.const 2)) (then (return)))
        (call $add (i32.const 768) (i32.const \(8 * finishes.count))
          (i32.load (local.get $body))))
      (func (export "_start")
        (local $left i32)
        (call $open)
        (call $add (i32.const 256) (i32.const \(8 * (bootstraps + logsIn).count))
          (i32.const 0))
        (local.set $left (i32.const \(count / inFlight)))
        (loop $l
          (loop $one
            (call $add (i32.const 512) (i32.const \(8 * says.count))
              (i32.add (i32.const 2) (global.get $waiting)))
            (global.set $waiting (i32.add (global.get $waiting) (i32.const 1)))
            (br_if $one (i32.lt_u (global.get $waiting) (i32.const \(inFlight)))))
          (call $send)
          (loop $more
            (call $receive)
            (br_if $more (global.get $waiting)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br_if $l (local.get $left))))
      """)
  }

  /// A caller that got no good answer, and trapped.
  struct Failure: Error {
    let status: ProcessExit
  }

  // MARK: What both are made of

  /// `$add` puts a message into what is to be sent, with a question's number where all kinds have it;
  /// `$receive` waits and hands over each message that came, by kind and body.
  private static func binary(_ rest: String) throws -> [UInt8] {
    try TextFormat.binary(
      from: Array(
        """
        (module
          (import "wasi_snapshot_preview1" "sock_accept"
            (func $accept (param i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_read"
            (func $read (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write"
            (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 2)
          (global $in i32 (i32.const 4096))
          (global $had (mut i32) (i32.const 0))
          (global $out i32 (i32.const 65536))
          (global $ready (mut i32) (i32.const 0))
          (func $open
            (if (call $accept (i32.const 3) (i32.const 0) (i32.const 0)) (then (unreachable))))
          (func $add (param $from i32) (param $size i32) (param $number i32)
            (local $to i32)
            (local.set $to (i32.add (global.get $out) (global.get $ready)))
            (memory.copy (local.get $to) (local.get $from) (local.get $size))
            (i32.store offset=32 (local.get $to) (local.get $number))
            (global.set $ready (i32.add (global.get $ready) (local.get $size))))
          (func $send
            (local $done i32)
            (loop $l
              (if (i32.lt_u (local.get $done) (global.get $ready))
                (then
                  (i32.store (i32.const 8) (i32.add (global.get $out) (local.get $done)))
                  (i32.store (i32.const 12) (i32.sub (global.get $ready) (local.get $done)))
                  (if (call $write (i32.load (i32.const 0)) (i32.const 8) (i32.const 1)
                    (i32.const 16)) (then (unreachable)))
                  (local.set $done (i32.add (local.get $done) (i32.load (i32.const 16))))
                  (br $l))))
            (global.set $ready (i32.const 0)))
          (func $receive
            (local $at i32) (local $end i32) (local $head i32) (local $size i32)
            (local $root i32)
            (i32.store (i32.const 8) (i32.add (global.get $in) (global.get $had)))
            (i32.store (i32.const 12) (i32.sub (i32.const 61440) (global.get $had)))
            (if (call $read (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 16))
              (then (unreachable)))
            (if (i32.eqz (i32.load (i32.const 16))) (then (unreachable)))
            (local.set $at (global.get $in))
            (local.set $end (i32.add (i32.load (i32.const 8)) (i32.load (i32.const 16))))
            (block $done
              (loop $l
                (br_if $done (i32.lt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 8)))
                (local.set $head (call $headSize (local.get $at)))
                (br_if $done
                  (i32.lt_u (i32.sub (local.get $end) (local.get $at)) (local.get $head)))
                (local.set $size
                  (i32.add (local.get $head) (call $bodySize (local.get $at))))
                (br_if $done
                  (i32.lt_u (i32.sub (local.get $end) (local.get $at)) (local.get $size)))
                (local.set $root (call $follow (i32.add (local.get $at) (local.get $head))))
                (call $message
                  (i32.load16_u (local.get $root))
                  (call $follow (i32.add (local.get $root) (i32.const 8))))
                (local.set $at (i32.add (local.get $at) (local.get $size)))
                (br $l)))
            (global.set $had (i32.sub (local.get $end) (local.get $at)))
            (memory.copy (global.get $in) (local.get $at) (global.get $had)))
          (func $headSize (param $at i32) (result i32)
            (i32.and
              (i32.add (i32.shl (i32.load (local.get $at)) (i32.const 2)) (i32.const 15))
              (i32.const -8)))
          (func $bodySize (param $at i32) (result i32)
            (local $left i32) (local $words i32)
            (local.set $left (i32.load (local.get $at)))
            (loop $l
              (local.set $at (i32.add (local.get $at) (i32.const 4)))
              (local.set $words (i32.add (local.get $words) (i32.load (local.get $at))))
              (br_if $l
                (i32.ge_s
                  (local.tee $left (i32.sub (local.get $left) (i32.const 1)))
                  (i32.const 0))))
            (i32.shl (local.get $words) (i32.const 3)))
          (func $follow (param $pointer i32) (result i32)
            (i32.add
              (i32.add (local.get $pointer) (i32.const 8))
              (i32.shl (i32.shr_s (i32.load (local.get $pointer)) (i32.const 2)) (i32.const 3))))
          \(rest))
        """.utf8))
  }

  // MARK: Messages, in words

  /// A struct pointer, and the sizes of what it points to.
  private static func structure(_ offset: UInt64, _ data: UInt64, _ pointers: UInt64) -> UInt64 {
    offset << 2 | data << 32 | pointers << 48
  }

  /// A framed message of a kind; its body comes next.
  private static func message(
    _ kind: UInt64, _ data: UInt64, _ pointers: UInt64, _ words: [UInt64]
  ) -> [UInt64] {
    [UInt64(words.count + 3) << 32, structure(0, 1, 1), kind, structure(0, data, pointers)] + words
  }

  private static let text: UInt64 = 1 | (6 << 3 | 2) << 32
  private static let hello: UInt64 = 0x6F_6C6C_6568
  private static let promisedAnswer: UInt64 = 1 << 32

  private static let bootstraps = message(8, 1, 1, [0, 0])

  /// Question 1: `Terminal.login(null)`, to the answer to question 0.
  private static let logsIn = message(
    2, 3, 3,
    [1, 0xc0c1_a3f1_fdba_bdfd, 0, structure(2, 1, 1), 0, 0]
      + [promisedAnswer, structure(0, 1, 1), 0, 0])

  /// `Echo.say("hello")`, to fields 0 and 4 of the answer to question 1.
  private static let says = message(
    2, 3, 3,
    [0, 0xb1d6_f2e0_a4c3_9e57, 0, structure(2, 1, 1), structure(8, 0, 2), 0]
      + [promisedAnswer, structure(0, 1, 1), 1, 1 | (2 << 3 | 7) << 32]
      + [structure(2, 1, 0), 1, 1 | 4 << 16]
      + [structure(1, 0, 1), 0, text, hello])

  private static let finishes = message(4, 1, 0, [0])

  /// The answer to a bootstrap question: export 0.
  private static let returnsObject = message(
    3, 2, 1,
    [0, 0, structure(0, 0, 2), 3, 1 | (2 << 3 | 7) << 32, structure(1, 1, 1), 1, 0])

  /// The answer to a call, which needs no finish.
  private static let returnsText = message(
    3, 2, 1, [1 << 33, 0, structure(0, 0, 2), structure(1, 0, 1), 0, text, hello])

  private static func data(at address: Int, _ words: [UInt64]) -> String {
    let bytes = words.flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
    }
    let digits = bytes.map { byte in "\\" + (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    return "(data (i32.const \(address)) \"\(digits.joined())\")"
  }
}
