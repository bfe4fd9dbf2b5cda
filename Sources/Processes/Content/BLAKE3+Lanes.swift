extension BLAKE3 {
  /// Four chunks side by side, a word of each in one vector.
  enum Lanes {
    typealias Word = SIMD4<UInt32>

    /// Hashes four full chunks, none of them the root.
    ///
    /// - Parameters:
    ///   - input: the whole input.
    ///   - first: the index of the first of the four.
    /// - Returns: their chaining values in order.
    static func chainingValues(
      _ input: UnsafeRawBufferPointer, chunk first: Int
    ) -> [ChainingValue] {
      let base = first * chunkByteCount
      let counters = (0..<4).map { UInt64(first + $0) }
      let low = Word(counters.map { UInt32(truncatingIfNeeded: $0) })
      let high = Word(counters.map { UInt32(truncatingIfNeeded: $0 >> 32) })
      let iv = initialValue
      var h0 = Word(repeating: iv[0])
      var h1 = Word(repeating: iv[1])
      var h2 = Word(repeating: iv[2])
      var h3 = Word(repeating: iv[3])
      var h4 = Word(repeating: iv[4])
      var h5 = Word(repeating: iv[5])
      var h6 = Word(repeating: iv[6])
      var h7 = Word(repeating: iv[7])
      withUnsafeTemporaryAllocation(of: Word.self, capacity: 16) { block in
        // Never nil: it has sixteen elements.
        let words = block.baseAddress.unsafelyUnwrapped
        for number in 0..<16 {
          load(input, base + number * blockByteCount, into: words)
          var flags: Flags = number == 0 ? .chunkStart : []
          if number == 15 { flags.insert(.chunkEnd) }
          var state = State<Word>(
            v0: h0, v1: h1, v2: h2, v3: h3, v4: h4, v5: h5, v6: h6, v7: h7,
            v8: Word(repeating: iv[0]), v9: Word(repeating: iv[1]), v10: Word(repeating: iv[2]),
            v11: Word(repeating: iv[3]), v12: low, v13: high,
            v14: Word(repeating: UInt32(blockByteCount)), v15: Word(repeating: flags.rawValue))
          state.mix(UnsafePointer(words))
          h0 = state.v0 ^ state.v8
          h1 = state.v1 ^ state.v9
          h2 = state.v2 ^ state.v10
          h3 = state.v3 ^ state.v11
          h4 = state.v4 ^ state.v12
          h5 = state.v5 ^ state.v13
          h6 = state.v6 ^ state.v14
          h7 = state.v7 ^ state.v15
        }
      }
      return (0..<4).map { lane in
        ChainingValue(
          h0[lane], h1[lane], h2[lane], h3[lane], h4[lane], h5[lane], h6[lane], h7[lane])
      }
    }

    /// Gathers one block of each of the four chunks.
    @inline(__always)
    private static func load(
      _ input: UnsafeRawBufferPointer, _ offset: Int, into words: UnsafeMutablePointer<Word>
    ) {
      for word in 0..<16 {
        let place = offset + word * 4
        words[word] = Word(
          input.loadUnaligned(fromByteOffset: place, as: UInt32.self).littleEndian,
          input.loadUnaligned(fromByteOffset: place + chunkByteCount, as: UInt32.self)
            .littleEndian,
          input.loadUnaligned(fromByteOffset: place + 2 * chunkByteCount, as: UInt32.self)
            .littleEndian,
          input.loadUnaligned(fromByteOffset: place + 3 * chunkByteCount, as: UInt32.self)
            .littleEndian)
      }
    }
  }
}
