/// The plug-in that is there without options: nodes must have room and be in the right zone; the
/// more is left of what becomes scarcest there, the better.
enum Policy {
  static let source = #"""
    (module
      (import "cycle" "read" (func $read (param i32) (result i64)))
      (import "cycle" "write" (func $write (param i32 i64)))
      (import "cycle" "reason" (func $reason (param i32 i32)))
      (memory (export "memory") 1)
      ;; pod at 0: processor, memory, zone
      ;; node at 16: processor, memory, zone, free processor, free memory
      (func (export "podRecord") (result i32) (i32.const 0))
      (func (export "nodeRecord") (result i32) (i32.const 16))

      (data (i32.const 64) "asks for nothing")
      (data (i32.const 96) "in another zone")
      (data (i32.const 128) "without enough processor")
      (data (i32.const 160) "without enough memory")

      (func $refuse (param $text i32) (param $count i32) (result i32)
        (call $reason (local.get $text) (local.get $count))
        (i32.const 1))

      ;; Works out which zones will do, as a set of bits, for filter to find under key 1.
      (func (export "preFilter") (result i32)
        (if (i32.eqz (i32.load (i32.const 0)))
          (then (return (call $refuse (i32.const 64) (i32.const 16)))))
        (call $write (i32.const 1)
          (select
            (i64.shl (i64.const 1) (i64.load32_u (i32.const 8)))
            (i64.const -1)
            (i32.load (i32.const 8))))
        (i32.const 0))

      (func (export "filter") (result i32)
        (if (i64.eqz
              (i64.and
                (call $read (i32.const 1))
                (i64.shl (i64.const 1) (i64.load32_u (i32.const 24)))))
          (then (return (call $refuse (i32.const 96) (i32.const 15)))))
        (if (i32.lt_u (i32.load (i32.const 28)) (i32.load (i32.const 0)))
          (then (return (call $refuse (i32.const 128) (i32.const 24)))))
        (if (i32.lt_u (i32.load (i32.const 32)) (i32.load (i32.const 4)))
          (then (return (call $refuse (i32.const 160) (i32.const 21)))))
        (i32.const 0))

      ;; What is left of a resource, in percent.
      (func $left (param $free i32) (param $wanted i32) (param $total i32) (result i32)
        (i32.div_u
          (i32.mul (i32.sub (local.get $free) (local.get $wanted)) (i32.const 100))
          (local.get $total)))

      ;; The lesser of what is left of the two.
      (func (export "score") (result i32)
        (local $processor i32)
        (local $memory i32)
        (local.set $processor
          (call $left (i32.load (i32.const 28)) (i32.load (i32.const 0)) (i32.load (i32.const 16))))
        (local.set $memory
          (call $left (i32.load (i32.const 32)) (i32.load (i32.const 4)) (i32.load (i32.const 20))))
        (if (result i32) (i32.lt_u (local.get $processor) (local.get $memory))
          (then (local.get $processor))
          (else (local.get $memory)))))
    """#
}
