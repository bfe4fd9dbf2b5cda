/// A word of the state, or that of several chunks side by side.
protocol BLAKE3Word: BitwiseCopyable {
  static func sum(_ a: Self, _ b: Self) -> Self
  static func mixed(_ a: Self, _ b: Self) -> Self
  static func rotated(_ a: Self, right count: UInt32) -> Self
}

extension UInt32: BLAKE3Word {
  @inline(__always) static func sum(_ a: UInt32, _ b: UInt32) -> UInt32 { a &+ b }
  @inline(__always) static func mixed(_ a: UInt32, _ b: UInt32) -> UInt32 { a ^ b }
  @inline(__always) static func rotated(_ a: UInt32, right count: UInt32) -> UInt32 {
    a &>> count | a &<< (32 &- count)
  }
}

extension SIMD4<UInt32>: BLAKE3Word {
  @inline(__always) static func sum(_ a: Self, _ b: Self) -> Self { a &+ b }
  @inline(__always) static func mixed(_ a: Self, _ b: Self) -> Self { a ^ b }
  @inline(__always) static func rotated(_ a: Self, right count: UInt32) -> Self {
    a &>> Self(repeating: count) | a &<< Self(repeating: 32 &- count)
  }
}

extension BLAKE3 {
  /// The state of a compression.
  ///
  /// Specification: https://github.com/BLAKE3-team/BLAKE3-specs/blob/master/blake3.pdf, section 2.2
  struct State<Word: BLAKE3Word> {
    var v0: Word
    var v1: Word
    var v2: Word
    var v3: Word
    var v4: Word
    var v5: Word
    var v6: Word
    var v7: Word
    var v8: Word
    var v9: Word
    var v10: Word
    var v11: Word
    var v12: Word
    var v13: Word
    var v14: Word
    var v15: Word

    /// All seven rounds.
    ///
    /// - Parameter block: sixteen words.
    @inline(__always)
    mutating func mix(_ block: UnsafePointer<Word>) {
      round(block, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
      round(block, 2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
      round(block, 3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1)
      round(block, 10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6)
      round(block, 12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4)
      round(block, 9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7)
      round(block, 11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13)
    }

    /// One round: columns, then diagonals; the numbers say which words of the block go where.
    @inline(__always)
    private mutating func round(
      _ m: UnsafePointer<Word>, _ a: Int, _ b: Int, _ c: Int, _ d: Int, _ e: Int, _ f: Int,
      _ g: Int, _ h: Int, _ i: Int, _ j: Int, _ k: Int, _ l: Int, _ n: Int, _ o: Int, _ p: Int,
      _ q: Int
    ) {
      Self.quarter(&v0, &v4, &v8, &v12, m[a], m[b])
      Self.quarter(&v1, &v5, &v9, &v13, m[c], m[d])
      Self.quarter(&v2, &v6, &v10, &v14, m[e], m[f])
      Self.quarter(&v3, &v7, &v11, &v15, m[g], m[h])
      Self.quarter(&v0, &v5, &v10, &v15, m[i], m[j])
      Self.quarter(&v1, &v6, &v11, &v12, m[k], m[l])
      Self.quarter(&v2, &v7, &v8, &v13, m[n], m[o])
      Self.quarter(&v3, &v4, &v9, &v14, m[p], m[q])
    }

    @inline(__always)
    private static func quarter(
      _ a: inout Word, _ b: inout Word, _ c: inout Word, _ d: inout Word, _ x: Word, _ y: Word
    ) {
      a = .sum(.sum(a, b), x)
      d = .rotated(.mixed(d, a), right: 16)
      c = .sum(c, d)
      b = .rotated(.mixed(b, c), right: 12)
      a = .sum(.sum(a, b), y)
      d = .rotated(.mixed(d, a), right: 8)
      c = .sum(c, d)
      b = .rotated(.mixed(b, c), right: 7)
    }
  }
}
