(module
  (type $node (struct (field i64) (field (ref null $node))))
  (type $bytes (array (mut i8)))
  (func (export "fill") (local $list (ref null $node))
    (loop $l
      (local.set $list (struct.new $node (i64.const 1) (local.get $list)))
      (br $l)))
  (func (export "again") (drop (array.new_default $bytes (i32.const 1000000)))))
