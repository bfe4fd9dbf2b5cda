;; Arrays: texts of bytes of growing length, put together and compared, in a ring of the latest ones.
(module
  (type $text (array (mut i8)))
  (type $ring (array (mut (ref null $text))))

  ;; A text of `length` bytes that begins like `before`.
  (func $grow (param $before (ref null $text)) (param $length i32) (result (ref $text))
    (local $text (ref $text)) (local $old i32)
    (local.set $text (array.new $text (local.get $length) (local.get $length)))
    (if (i32.eqz (ref.is_null (local.get $before)))
      (then
        (local.set $old (array.len (local.get $before)))
        (if (i32.gt_u (local.get $old) (local.get $length))
          (then (local.set $old (local.get $length))))
        (array.copy $text $text (local.get $text) (i32.const 0)
          (ref.as_non_null (local.get $before)) (i32.const 0) (local.get $old))))
    (local.get $text))

  (func $hash (param $text (ref $text)) (result i32)
    (local $hash i32) (local $i i32)
    (local.set $i (array.len (local.get $text)))
    (block $end
      (loop $again
        (br_if $end (i32.eqz (local.get $i)))
        (local.set $i (i32.sub (local.get $i) (i32.const 1)))
        (local.set $hash
          (i32.add (i32.mul (local.get $hash) (i32.const 31))
            (array.get_u $text (local.get $text) (local.get $i))))
        (br $again)))
    (local.get $hash))

  (func (export "run") (param $live i32) (param $count i32) (result i32)
    (local $ring (ref $ring)) (local $i i32) (local $place i32) (local $hash i32)
    (local $text (ref null $text))
    (local.set $ring (array.new_default $ring (local.get $live)))
    (loop $again
      (local.set $place (i32.rem_u (local.get $i) (local.get $live)))
      (local.set $text
        (call $grow (array.get $ring (local.get $ring) (local.get $place))
          (i32.and (i32.mul (local.get $i) (i32.const 7)) (i32.const 255))))
      (array.set $ring (local.get $ring) (local.get $place) (local.get $text))
      (local.set $hash
        (i32.xor (local.get $hash) (call $hash (ref.as_non_null (local.get $text)))))
      (br_if $again
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count))))
    (local.get $hash)))
