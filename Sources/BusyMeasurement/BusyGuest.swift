import WebAssemblyText

/// The busy guest: a loop that needs nobody, as in chapter 6 of the reference.
///
///     for i in 0..<size { if yield != 0 && i % yield == 0 { giveWay() } }
///
/// The last two of its arguments are `size` and `yield`, in decimal.
enum BusyGuest {
  /// The module in the binary format.
  static var binary: [UInt8] {
    get throws { try TextFormat.binary(from: Array(text.utf8)) }
  }

  /// Arguments are put behind 65,536, pointers to them at 1,024.
  static let text = """
    (module $busy
      (import "wasi_snapshot_preview1" "args_sizes_get"
        (func $sizes (param i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "args_get" (func $get (param i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "sched_yield" (func $giveWay (result i32)))
      (memory (export "memory") 2)
      ;; A decimal number that ends with a zero byte.
      (func $number (param $at i32) (result i64)
        (local $n i64) (local $digit i32)
        (loop $next
          (local.set $digit (i32.load8_u (local.get $at)))
          (if (local.get $digit)
            (then
              (local.set $n
                (i64.add (i64.mul (local.get $n) (i64.const 10))
                  (i64.extend_i32_u (i32.sub (local.get $digit) (i32.const 48)))))
              (local.set $at (i32.add (local.get $at) (i32.const 1)))
              (br $next))))
        (local.get $n))
      (func (export "_start")
        (local $size i64) (local $yield i64) (local $i i64) (local $last i32)
        (drop (call $sizes (i32.const 0) (i32.const 4)))
        (drop (call $get (i32.const 1024) (i32.const 65536)))
        (local.set $last
          (i32.add (i32.const 1020) (i32.mul (i32.const 4) (i32.load (i32.const 0)))))
        (local.set $yield (call $number (i32.load (local.get $last))))
        (local.set $size
          (call $number (i32.load (i32.sub (local.get $last) (i32.const 4)))))
        (if (i64.eqz (local.get $size)) (then (return)))
        (loop $loop
          (if (i64.ne (local.get $yield) (i64.const 0))
            (then
              (if (i64.eqz (i64.rem_u (local.get $i) (local.get $yield)))
                (then (drop (call $giveWay))))))
          (local.set $i (i64.add (local.get $i) (i64.const 1)))
          (br_if $loop (i64.lt_u (local.get $i) (local.get $size))))))
    """
}
