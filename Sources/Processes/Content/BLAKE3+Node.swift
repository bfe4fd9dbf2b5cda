extension BLAKE3 {
  /// A node of the tree before its last compression, which differs for the root.
  struct Node {
    private let input: ChainingValue
    private let block: Block
    private let byteCount: UInt32
    private let counter: UInt64
    private let flags: Flags

    /// A parent of two subtrees.
    init(left: ChainingValue, right: ChainingValue) {
      input = initialValue
      block = Block(lowHalf: left, highHalf: right)
      byteCount = UInt32(blockByteCount)
      counter = 0
      flags = .parent
    }

    /// A chunk of at most 1,024 bytes.
    init(chunk: UnsafeRawBufferPointer, counter: UInt64) {
      var value = initialValue
      var flags: Flags = .chunkStart
      var rest = chunk
      while rest.count > blockByteCount {
        let (low, _) = compress(
          value, load(rest), counter: counter, byteCount: UInt32(blockByteCount), flags)
        value = low
        flags = []
        rest = UnsafeRawBufferPointer(rebasing: rest[blockByteCount...])
      }
      input = value
      block = load(rest)
      byteCount = UInt32(rest.count)
      self.counter = counter
      self.flags = flags.union(.chunkEnd)
    }

    /// What a parent takes.
    var chainingValue: ChainingValue {
      compress(input, block, counter: counter, byteCount: byteCount, flags).low
    }

    /// The output of the root.
    func output(byteCount count: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(count)
      var position: UInt64 = 0
      while bytes.count < count {
        let (low, high) = compress(
          input, block, counter: position, byteCount: byteCount, flags.union(.root))
        for half in [low, high] {
          for index in half.indices {
            for shift: UInt32 in [0, 8, 16, 24] where bytes.count < count {
              bytes.append(UInt8(truncatingIfNeeded: half[index] >> shift))
            }
          }
        }
        position += 1
      }
      return bytes
    }
  }

  /// The words of up to 64 bytes; missing bytes are zero.
  private static func load(_ bytes: UnsafeRawBufferPointer) -> Block {
    var block = Block()
    let count = min(bytes.count, blockByteCount)
    withUnsafeMutableBytes(of: &block) {
      $0.copyBytes(from: bytes.prefix(count))
    }
    #if _endian(big)
      for index in block.indices { block[index] = block[index].littleEndian }
    #endif
    return block
  }

  private static func compress(
    _ value: ChainingValue, _ block: Block, counter: UInt64, byteCount: UInt32, _ flags: Flags
  ) -> (low: ChainingValue, high: ChainingValue) {
    let iv = initialValue
    var state = State<UInt32>(
      v0: value[0], v1: value[1], v2: value[2], v3: value[3], v4: value[4], v5: value[5],
      v6: value[6], v7: value[7], v8: iv[0], v9: iv[1], v10: iv[2], v11: iv[3],
      v12: UInt32(truncatingIfNeeded: counter), v13: UInt32(truncatingIfNeeded: counter >> 32),
      v14: byteCount, v15: flags.rawValue)
    withUnsafeBytes(of: block) { bytes in
      // Safe: a vector of words is its words in order, aligned for more than one of them.
      state.mix(bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt32.self))
    }
    let low = ChainingValue(
      state.v0 ^ state.v8, state.v1 ^ state.v9, state.v2 ^ state.v10, state.v3 ^ state.v11,
      state.v4 ^ state.v12, state.v5 ^ state.v13, state.v6 ^ state.v14, state.v7 ^ state.v15)
    let high =
      ChainingValue(
        state.v8, state.v9, state.v10, state.v11, state.v12, state.v13, state.v14, state.v15)
      ^ value
    return (low, high)
  }
}
