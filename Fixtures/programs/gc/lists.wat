;; Linked lists: keeps a list of fixed length to which nodes are added in front and of which the rest
;; is cut off now and then; sums it up. Objects of mixed fields, a bounded live set, long chains.
(module
  (type $node (struct
    (field $next (mut (ref null $node))) (field $value i32) (field $flag (mut i8))))

  (func $sum (param $list (ref null $node)) (result i64)
    (local $sum i64)
    (block $end
      (loop $again
        (br_if $end (ref.is_null (local.get $list)))
        (local.set $sum
          (i64.add (local.get $sum) (i64.extend_i32_s (struct.get $node $value (local.get $list)))))
        (struct.set $node $flag (local.get $list) (i32.const 1))
        (local.set $list (struct.get $node $next (local.get $list)))
        (br $again)))
    (local.get $sum))

  ;; Cuts a list behind its first `length` nodes.
  (func $cut (param $list (ref null $node)) (param $length i32)
    (block $end
      (loop $again
        (br_if $end (ref.is_null (local.get $list)))
        (if (i32.eqz (local.tee $length (i32.sub (local.get $length) (i32.const 1))))
          (then
            (struct.set $node $next (local.get $list) (ref.null $node))
            (return)))
        (local.set $list (struct.get $node $next (local.get $list)))
        (br $again))))

  ;; Makes `count` nodes, of which `length` to twice that many stay.
  (func (export "run") (param $length i32) (param $count i32) (result i64)
    (local $list (ref null $node)) (local $since i32) (local $sum i64)
    (loop $again
      (local.set $list
        (struct.new $node (local.get $list) (local.get $count) (i32.const 0)))
      (if (i32.eq (local.tee $since (i32.add (local.get $since) (i32.const 1)))
          (local.get $length))
        (then
          (local.set $since (i32.const 0))
          (call $cut (local.get $list) (local.get $length))
          (local.set $sum (i64.add (local.get $sum) (call $sum (local.get $list))))))
      (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (local.get $sum)))
