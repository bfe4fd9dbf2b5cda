import WebAssembly

/// Guests that make objects, for the tests of collection.
enum CollectedGuest {
  /// Lists, rings and trees.
  static let text = """
    (module
      (type $node (struct (field $next (mut (ref null $node))) (field $value (mut i64))))
      (type $tree (struct (field (ref null $tree)) (field (ref null $tree)) (field i32)))
      (type $bytes (array (mut i8)))
      (type $many (array (mut anyref)))
      (global $kept (export "kept") (mut anyref) (ref.null any))

      ;; Makes rings of three nodes, one after the other, and forgets each.
      (func (export "rings") (param $count i32)
        (local $first (ref null $node))
        (loop $again
          (local.set $first (struct.new $node (ref.null $node) (i64.const 1)))
          (struct.set $node $next (local.get $first)
            (struct.new $node
              (struct.new $node (local.get $first) (i64.const 2)) (i64.const 3)))
          (br_if $again
            (local.tee $count (i32.sub (local.get $count) (i32.const 1))))))

      ;; A list of the numbers below `count`, kept in the global.
      (func (export "list") (param $count i32)
        (local $list (ref null $node))
        (loop $again
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (local.set $list
            (struct.new $node (local.get $list) (i64.extend_i32_u (local.get $count))))
          (br_if $again (local.get $count)))
        (global.set $kept (local.get $list)))

      ;; The sum of the list in the global.
      (func (export "sum") (result i64)
        (local $list (ref null $node)) (local $sum i64)
        (local.set $list (ref.cast (ref null $node) (global.get $kept)))
        (block $end
          (loop $again
            (br_if $end (ref.is_null (local.get $list)))
            (local.set $sum
              (i64.add (local.get $sum) (struct.get $node $value (local.get $list))))
            (local.set $list (struct.get $node $next (local.get $list)))
            (br $again)))
        (local.get $sum))

      (func $build (param $depth i32) (result (ref $tree))
        (if (i32.eqz (local.get $depth))
          (then (return
            (struct.new $tree (ref.null $tree) (ref.null $tree) (i32.const 1)))))
        (struct.new $tree
          (call $build (i32.sub (local.get $depth) (i32.const 1)))
          (call $build (i32.sub (local.get $depth) (i32.const 1)))
          (i32.const 1)))
      (func $count (param $tree (ref null $tree)) (result i32)
        (if (ref.is_null (local.get $tree)) (then (return (i32.const 0))))
        (i32.add (struct.get $tree 2 (local.get $tree))
          (i32.add (call $count (struct.get $tree 0 (local.get $tree)))
            (call $count (struct.get $tree 1 (local.get $tree))))))
      ;; Builds a tree on the stack alone and counts its nodes.
      (func (export "tree") (param $depth i32) (result i32)
        (call $count (call $build (local.get $depth))))

      ;; Keeps an array of so many arrays of so many bytes.
      (func (export "arrays") (param $count i32) (param $size i32)
        (local $all (ref null $many))
        (local.set $all (array.new_default $many (local.get $count)))
        (global.set $kept (local.get $all))
        (loop $again
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (array.set $many (local.get $all) (local.get $count)
            (array.new $bytes (local.get $count) (local.get $size)))
          (br_if $again (local.get $count))))
      ;; Whether each byte is what it was made as.
      (func (export "check") (param $size i32) (result i32)
        (local $all (ref null $many)) (local $one (ref null $bytes))
        (local $i i32) (local $j i32)
        (local.set $all (ref.cast (ref $many) (global.get $kept)))
        (local.set $i (array.len (local.get $all)))
        (loop $outer
          (local.set $i (i32.sub (local.get $i) (i32.const 1)))
          (local.set $one (ref.cast (ref $bytes) (array.get $many (local.get $all) (local.get $i))))
          (if (i32.ne (array.len (local.get $one)) (local.get $size))
            (then (return (i32.const 0))))
          (local.set $j (local.get $size))
          (loop $inner
            (local.set $j (i32.sub (local.get $j) (i32.const 1)))
            (if (i32.ne (array.get_u $bytes (local.get $one) (local.get $j))
                (i32.and (local.get $i) (i32.const 255)))
              (then (return (i32.const 0))))
            (br_if $inner (local.get $j)))
          (br_if $outer (local.get $i)))
        (i32.const 1))
      ;; Makes arrays of so many bytes and forgets each.
      (func (export "waste") (param $count i32) (param $size i32)
        (loop $again
          (drop (array.new $bytes (i32.const 7) (local.get $size)))
          (br_if $again
            (local.tee $count (i32.sub (local.get $count) (i32.const 1))))))
      (func (export "forget") (global.set $kept (ref.null any)))
      (func (export "keep") (param anyref) (global.set $kept (local.get 0)))
      (func (export "identity") (param externref) (result externref) (local.get 0)))
    """

  static func instance(
    metered: Bool = false, heapByteCount: Int? = nil, collectsAlways: Bool = false
  ) throws -> Instance {
    var limits = StoreLimits()
    if let heapByteCount { limits.heapByteCount = heapByteCount }
    let instance = try guest(text, metered: metered, limits: limits)
    instance.store.collectsAlways = collectsAlways
    return instance
  }
}
