;; Binary trees: builds perfect trees and counts their nodes, over and over, while a long-lived one
;; stays. Most nodes die young.
(module
  (type $tree (struct (field $left (ref null $tree)) (field $right (ref null $tree))))

  (global $long_lived (mut (ref null $tree)) (ref.null $tree))

  (func $build (param $depth i32) (result (ref $tree))
    (if (i32.eqz (local.get $depth))
      (then (return (struct.new $tree (ref.null $tree) (ref.null $tree)))))
    (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))
    (struct.new $tree (call $build (local.get $depth)) (call $build (local.get $depth))))

  (func $count (param $tree (ref null $tree)) (result i32)
    (if (ref.is_null (local.get $tree)) (then (return (i32.const 0))))
    (i32.add (i32.const 1)
      (i32.add
        (call $count (struct.get $tree $left (local.get $tree)))
        (call $count (struct.get $tree $right (local.get $tree))))))

  ;; The nodes of `rounds` trees of `depth`, and those of the one that stayed.
  (func (export "run") (param $depth i32) (param $rounds i32) (result i32)
    (local $sum i32)
    (global.set $long_lived (call $build (local.get $depth)))
    (loop $again
      (local.set $sum
        (i32.add (local.get $sum) (call $count (call $build (local.get $depth)))))
      (br_if $again
        (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (i32.add (local.get $sum) (call $count (global.get $long_lived)))))
