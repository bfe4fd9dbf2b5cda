/// The plug-ins that are there without options, in the text format. Any language will do.
enum Guests {
  /// A command: greets whom the body names, and counts its visitors.
  static let hello = #"""
    (module
      (import "wasi_snapshot_preview1" "fd_read"
        (func $read (param i32 i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_write"
        (func $write (param i32 i32 i32 i32) (result i32)))
      (import "state" "add" (func $add (param i32 i32 i64) (result i64)))
      (memory (export "memory") 2)
      (data (i32.const 64) "hello, ")
      (data (i32.const 80) "visits")
      (data (i32.const 96) "\nvisit ")

      ;; Writes bytes to standard output.
      (func $put (param $at i32) (param $count i32)
        (i32.store (i32.const 0) (local.get $at))
        (i32.store (i32.const 4) (local.get $count))
        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))

      ;; Writes a number in decimal.
      (func $putNumber (param $n i64)
        (local $at i32)
        (local.set $at (i32.const 160))
        (loop $digits
          (local.set $at (i32.sub (local.get $at) (i32.const 1)))
          (i32.store8 (local.get $at)
            (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $n) (i64.const 10)))))
          (local.set $n (i64.div_u (local.get $n) (i64.const 10)))
          (br_if $digits (i64.ne (local.get $n) (i64.const 0))))
        (call $put (local.get $at) (i32.sub (i32.const 160) (local.get $at))))

      (func (export "_start")
        (call $put (i32.const 64) (i32.const 7))
        (block $end
          (loop $more
            (i32.store (i32.const 0) (i32.const 65536))
            (i32.store (i32.const 4) (i32.const 65536))
            (br_if $end (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
            (br_if $end (i32.eqz (i32.load (i32.const 8))))
            (call $put (i32.const 65536) (i32.load (i32.const 8)))
            (br $more)))
        (call $put (i32.const 96) (i32.const 7))
        (call $putNumber (call $add (i32.const 80) (i32.const 6) (i64.const 1)))
        (call $put (i32.const 96) (i32.const 1))))
    """#

  /// A library: answers in capital letters. Its `malloc` has room for one body at a time.
  static let upper = #"""
    (module
      (import "http" "write" (func $write (param i32 i32)))
      (import "state" "add" (func $add (param i32 i32 i64) (result i64)))
      (memory (export "memory") 1)
      (data (i32.const 0) "bytes")

      (func (export "malloc") (param $count i32) (result i32)
        (local $missing i32)
        (local.set $missing
          (i32.sub
            (i32.add (i32.const 2) (i32.shr_u (local.get $count) (i32.const 16)))
            (memory.size)))
        (if (i32.gt_s (local.get $missing) (i32.const 0))
          (then
            (if (i32.eq (memory.grow (local.get $missing)) (i32.const -1))
              (then (return (i32.const 0))))))
        (i32.const 65536))
      (func (export "free") (param i32))

      (func (export "run") (param $at i32) (param $count i32)
        (local $i i32)
        (local $c i32)
        (block $end
          (loop $next
            (br_if $end (i32.ge_u (local.get $i) (local.get $count)))
            (local.set $c (i32.load8_u (i32.add (local.get $at) (local.get $i))))
            (if (i32.lt_u (i32.sub (local.get $c) (i32.const 97)) (i32.const 26))
              (then
                (i32.store8 (i32.add (local.get $at) (local.get $i))
                  (i32.sub (local.get $c) (i32.const 32)))))
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br $next)))
        (drop (call $add (i32.const 0) (i32.const 5) (i64.extend_i32_u (local.get $count))))
        (call $write (local.get $at) (local.get $count))))
    """#
}
