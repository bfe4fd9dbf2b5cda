import EngineTesting
import WebAssembly
import WebAssemblyText

/// Inputs that misuse what came after the first release: objects, exceptions, vectors, casts,
/// several memories, 64-bit addresses.
extension HostileCase {
  /// A module in the text format, whose functions `f0`, `f1`, … are run.
  private func text(_ fields: String) -> [UInt8] {
    (try? TextFormat.binary(from: "(module \(fields))")) ?? []
  }

  /// Objects without an end: lists that grow, arrays of absurd lengths, garbage, trees.
  mutating func endlessObjects() -> [UInt8] {
    let count = random.pick([0, 1, 1000, 1_000_000, 0x7FFF_FFFF, -1])
    let bodies = [
      // A list that all stays alive.
      """
      (global $list (mut (ref null $node)) (ref.null $node))
      (func (export "f0") (loop $l (global.set $list
        (struct.new $node (i32.const 7) (global.get $list))) (br $l)))
      """,
      // Garbage alone.
      """
      (func (export "f0") (loop $l
        (drop (struct.new $node (i32.const 7) (ref.null $node))) (br $l)))
      """,
      "(func (export \"f0\") (loop $l (drop (array.new $bytes (i32.const 1) (i32.const \(count)))) (br $l)))",
      """
      (func (export "f0") (loop $l
        (drop (array.new_default $nodes (i32.const \(count)))) (br $l)))
      """,
      // Arrays that keep all earlier ones alive.
      """
      (global $last (mut (ref null $any)) (ref.null $any))
      (func (export "f0") (loop $l
        (global.set $last (array.new $any (global.get $last) (i32.const 1000))) (br $l)))
      """,
      // Copies and fills far outside.
      """
      (func (export "f0") (local $a (ref null $bytes))
        (local.set $a (array.new_default $bytes (i32.const 1000)))
        (loop $l
          (array.fill $bytes (local.get $a) (i32.const 0) (i32.const 3) (i32.const 1000))
          (array.copy $bytes $bytes (local.get $a) (i32.const 1) (local.get $a) (i32.const 0)
            (i32.const 999))
          (br $l)))
      (func (export "f1") (array.fill $bytes (array.new_default $bytes (i32.const 9)) (i32.const 3)
        (i32.const 3) (i32.const \(count))))
      (func (export "f2") (array.copy $bytes $bytes (array.new_default $bytes (i32.const 9))
        (i32.const \(count)) (array.new_default $bytes (i32.const 9)) (i32.const 1) (i32.const 1)))
      """,
      // Host values and numbers as objects.
      """
      (table $t 10 anyref)
      (func (export "f0") (param externref) (loop $l
        (table.set $t (i32.const 3) (any.convert_extern (local.get 0)))
        (drop (table.grow $t (ref.i31 (i32.const \(count))) (i32.const 1000)))
        (br $l)))
      """,
    ]
    return text(
      """
      (rec (type $node (struct (field i32) (field (mut (ref null $node))))))
      (type $bytes (array (mut i8))) (type $nodes (array (mut (ref null $node))))
      (type $any (array (mut anyref)))
      \(random.pick(bodies))
      """)
  }

  /// Exceptions without an end: thrown and caught, thrown through deep stacks, rethrown, kept.
  mutating func endlessExceptions() -> [UInt8] {
    let depth = random.pick([1, 10, 1000, 1_000_000])
    let bodies = [
      """
      (func (export "f0") (loop $l
        (block $h (result i32) (try_table (catch $e $h) (throw $e (i32.const 1))) (unreachable))
        (drop) (br $l)))
      """,
      // Caught far above, over and over.
      """
      (func $deep (param i32)
        (if (i32.eqz (local.get 0)) (then (throw $e (i32.const 2))))
        (call $deep (i32.sub (local.get 0) (i32.const 1))))
      (func (export "f0") (loop $l
        (block $h (try_table (catch_all $h) (call $deep (i32.const \(depth)))))
        (br $l)))
      """,
      // Every level catches and throws on.
      """
      (func $deep (export "f0") (param i32)
        (block $h (result exnref)
          (try_table (catch_all_ref $h) (call $deep (i32.sub (local.get 0) (i32.const 1))))
          (return))
        (throw_ref))
      """,
      "(func (export \"f0\") (throw_ref (ref.null exn)))",
      // Exceptions that stay alive.
      """
      (table $t 1 exnref)
      (func (export "f0") (loop $l
        (block $h (result exnref)
          (try_table (catch_all_ref $h) (throw $e (i32.const 3))) (unreachable))
        (drop (table.grow $t (i32.const 10)))
        (br $l)))
      """,
    ]
    return text("(tag $e (param i32)) \(random.pick(bodies))")
  }

  /// Vectors at the edges of memories, wide addresses, and many memories.
  mutating func edges() -> [UInt8] {
    let offset = random.pick([0, 1, 15, 65_520, 65_521, 65_536, 0xFFFF_FFFF] as [UInt64])
    let far = random.pick([0, 65_520, 65_535, 1 << 32, 1 << 62, .max, .max - 15] as [UInt64])
    let lanes = random.below(16)
    let bodies = [
      """
      (memory 1)
      (func (export "f0") (param i32) (drop (v128.load offset=\(offset) (local.get 0))))
      (func (export "f1") (param i32)
        (v128.store8_lane offset=\(offset) \(lanes) (local.get 0) (v128.const i64x2 1 2)))
      (func (export "f2") (param i32) (result i32)
        (i32x4.extract_lane 3 (i32x4.dot_i16x8_s (v128.load (local.get 0))
          (i8x16.swizzle (v128.load offset=\(offset) (local.get 0)) (v128.const i64x2 -1 -1)))))
      """,
      """
      (memory i64 1 3)
      (func (export "f0") (drop (v128.load offset=\(offset) (i64.const \(far)))))
      (func (export "f1") (memory.fill (i64.const \(far)) (i32.const 1) (i64.const \(far))))
      (func (export "f2") (drop (memory.grow (i64.const \(far)))))
      (func (export "f3") (i64.store offset=\(far) (i64.const \(far)) (i64.const 1)))
      """,
      """
      (memory $a 1) (memory $b i64 1) (memory $c 0)
      (func (export "f0") (memory.copy $a $b (i32.const 5) (i64.const \(far)) (i32.const 100)))
      (func (export "f1") (loop $l (drop (memory.grow $a (i32.const 1)))
        (drop (memory.grow $b (i64.const 3))) (drop (memory.grow $c (i32.const 7)))
        (i64.store $b (i64.const 65530) (i64.const 1)) (br $l)))
      """,
      """
      (table $t i64 5 funcref)
      (func (export "f0") (call_indirect $t (i64.const \(far))))
      (func (export "f1") (drop (table.grow $t (ref.null func) (i64.const \(far)))))
      (func (export "f2") (table.fill $t (i64.const \(far)) (ref.null func) (i64.const \(far))))
      """,
    ]
    return text(random.pick(bodies))
  }

  /// Recursion groups and chains of supertypes: long, wide, and equal to each other many times.
  mutating func typeGraphs() -> [UInt8] {
    let count = random.pick([10, 60, 64, 1000])
    switch random.below(3) {
    case 0:
      let chain = (1..<count).map { "(type $t\($0) (sub $t\($0 - 1) (struct)))" }
      return text("(type $t0 (sub (struct))) \(chain.joined(separator: " "))")
    case 1:
      let group = (0..<count).map {
        "(type (struct (field (ref null \((Int($0) * 7 + 1) % count)))))"
      }
      return text("(rec \(group.joined(separator: " ")))")
    default:
      let types = (0..<count).map { _ in "(rec (type (func)) (type (struct (field i32))))" }
      return text(
        types.joined(separator: " ")
          + "(func (export \"f0\") (drop (ref.cast (ref \(2 * count - 1)) (struct.new 1 (i32.const 1)))))"
      )
    }
  }
}
