;; Widening of eight bytes, and shuffles of every other byte: calls into the standard library once.
(module
  (memory 1)
  (data (i32.const 8) "\80\7f\ff\01\00\81\fe\40")
  (func (export "expect") (result i32)
    (i32.and (i32.and (i32.and (i32.and
      (i8x16.all_true (i8x16.eq (v128.load8x8_s (i32.const 8))
        (v128.const i16x8 -128 127 -1 1 0 -127 -2 64)))
      (i8x16.all_true (i8x16.eq (v128.load8x8_u (i32.const 8))
        (v128.const i16x8 128 127 255 1 0 129 254 64))))
      (i8x16.all_true (i8x16.eq (i16x8.extend_high_i8x16_s (v128.load (i32.const 0)))
        (v128.const i16x8 -128 127 -1 1 0 -127 -2 64))))
      (i8x16.all_true (i8x16.eq
        (i16x8.extmul_high_i8x16_u (v128.load (i32.const 0)) (v128.load (i32.const 0)))
        (v128.const i16x8 16384 16129 65025 1 0 16641 64516 4096))))
      (i8x16.all_true (i8x16.eq
        (i8x16.shuffle 1 3 5 7 9 11 13 15 17 19 21 23 25 27 29 31
          (v128.load (i32.const 0)) (v128.load (i32.const 0)))
        (v128.const i8x16 0 0 0 0 127 1 -127 64 0 0 0 0 127 1 -127 64))))))
