;; Conversions of floats at the bounds of integers. They were calls into the standard library once,
;; and go by way of one 64-bit conversion now.
(module
  (func $eq32 (param i32 i32) (result i32) (i32.eq (local.get 0) (local.get 1)))
  (func $eq64 (param i64 i64) (result i32) (i64.eq (local.get 0) (local.get 1)))
  (func (export "i32_s") (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
  (func (export "i32_u") (param f64) (result i32) (i32.trunc_f64_u (local.get 0)))
  (func (export "i64_s") (param f64) (result i64) (i64.trunc_f64_s (local.get 0)))
  (func (export "i64_u") (param f64) (result i64) (i64.trunc_f64_u (local.get 0)))
  (func (export "f32") (param f32) (result i64 i32 i64 i32)
    (i64.trunc_sat_f32_u (local.get 0)) (i32.trunc_sat_f32_s (local.get 0))
    (i64.trunc_sat_f32_s (local.get 0)) (i32.trunc_sat_f32_u (local.get 0)))
  (func (export "expect") (result i32)
    (i32.and (i32.and (i32.and (i32.and (i32.and (i32.and (i32.and (i32.and (i32.and
      (call $eq32 (i32.trunc_f64_s (f64.const -2147483648.9)) (i32.const -2147483648))
      (call $eq32 (i32.trunc_f64_u (f64.const 4294967295.9)) (i32.const -1)))
      (call $eq32 (i32.trunc_f64_u (f64.const -0.9)) (i32.const 0)))
      (call $eq64 (i64.trunc_f64_u (f64.const 18446744073709549568)) (i64.const -2048)))
      (call $eq64 (i64.trunc_f64_u (f64.const 9223372036854775808)) (i64.const 0x8000000000000000)))
      (call $eq64 (i64.trunc_f64_s (f64.const -9223372036854775808)) (i64.const 0x8000000000000000)))
      (call $eq64 (i64.trunc_sat_f32_u (f32.const 1e30)) (i64.const -1)))
      (call $eq64 (i64.trunc_sat_f32_s (f32.const nan)) (i64.const 0)))
      (call $eq32 (i32.trunc_sat_f32_s (f32.const -inf)) (i32.const -2147483648)))
      (call $eq32 (i32.trunc_sat_f64_u (f64.const -1)) (i32.const 0)))))
