/// All bits if `index` is one of `count` places, no bits otherwise.
///
/// Accessors use it in place of a branch: with one arena on one path, the optimiser sees that a reader made from another needs no
/// reference of its own. A branch, even one that only chooses a number, hides that from it.
@inlinable @inline(__always) func placeMask(_ index: Int, _ count: Int) -> Int {
  ((index &- count) & ~index) &>> (Int.bitWidth &- 1)
}

/// One less, but not less than zero, without a branch.
@inlinable @inline(__always) func lessOne(_ nesting: UInt16) -> UInt16 {
  nesting &- UInt16(truncatingIfNeeded: (UInt32(nesting) &+ 0xffff) &>> 16)
}
