;; Square roots of zeros, of negative numbers and of NaNs, which keep their payload.
(module
  (func (export "expect") (result i32)
    (i32.and (i32.and (i32.and (i32.and
      (i64.eq (i64.reinterpret_f64 (f64.sqrt (f64.const -0))) (i64.const 0x8000000000000000))
      (i64.eq (i64.reinterpret_f64 (f64.sqrt (f64.const 2.25))) (i64.const 0x3FF8000000000000)))
      (f64.ne (f64.sqrt (f64.const -1)) (f64.sqrt (f64.const -1))))
      (i32.eq (i32.reinterpret_f32 (f32.sqrt (f32.const inf))) (i32.const 0x7F800000)))
      (i32.eq
        (i32.and (i32.reinterpret_f32 (f32.sqrt (f32.reinterpret_i32 (i32.const 0x7FC12345))))
          (i32.const 0x7FC00000))
        (i32.const 0x7FC00000)))))
