(module
  (tag $e (param i32))
  (func $deep (param i32)
    (if (i32.eqz (local.get 0)) (then (throw $e (i32.const 2))))
    (call $deep (i32.sub (local.get 0) (i32.const 1))))
  (func (export "run")
    (loop $l
      (block $h (try_table (catch_all $h) (call $deep (i32.const 1000000))))
      (br $l))))
