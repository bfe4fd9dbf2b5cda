/// The BLAKE3 hash function with output of any length.
///
/// Whole inputs only: a module is in memory anyway. Four chunks are hashed side by side.
///
/// Specification: https://github.com/BLAKE3-team/BLAKE3-specs/blob/master/blake3.pdf
package enum BLAKE3 {
  static let blockByteCount = 64
  static let chunkByteCount = 1024

  static let initialValue: ChainingValue = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A,
    0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
  ]

  /// Which part of the tree a block is.
  struct Flags: OptionSet {
    let rawValue: UInt32
    static let chunkStart = Flags(rawValue: 1)
    static let chunkEnd = Flags(rawValue: 2)
    static let parent = Flags(rawValue: 4)
    static let root = Flags(rawValue: 8)
  }

  /// What is handed up the tree: eight words.
  typealias ChainingValue = SIMD8<UInt32>

  /// The words of a block.
  typealias Block = SIMD16<UInt32>

  /// Hashes bytes.
  ///
  /// - Parameters:
  ///   - bytes: the whole input.
  ///   - count: how many bytes of output; the usual digest is the first 32 of them.
  /// - Returns: the output.
  /// - Complexity: linear in the number of bytes.
  package static func hash(_ bytes: [UInt8], outputByteCount count: Int = 32) -> [UInt8] {
    bytes.withUnsafeBytes { root(of: $0).output(byteCount: count) }
  }

  /// The last node of the tree, of which the output is made.
  private static func root(of input: UnsafeRawBufferPointer) -> Node {
    // The last chunk may be partial, and is the root itself if it is the only one.
    let fullCount = max(0, (input.count - 1) / chunkByteCount)
    var stack = SubtreeStack()
    var index = 0
    while fullCount - index >= 4 {
      let values = Lanes.chainingValues(input, chunk: index)
      for value in values {
        index += 1
        stack.push(value, chunkCount: index)
      }
    }
    while index < fullCount {
      let start = index * chunkByteCount
      let chunk = UnsafeRawBufferPointer(rebasing: input[start..<start + chunkByteCount])
      index += 1
      stack.push(
        Node(chunk: chunk, counter: UInt64(index - 1)).chainingValue, chunkCount: index)
    }
    let last = UnsafeRawBufferPointer(rebasing: input[(fullCount * chunkByteCount)...])
    return stack.merged(with: Node(chunk: last, counter: UInt64(fullCount)))
  }
}

extension BLAKE3 {
  /// The complete subtrees to the left of what is being hashed, largest first.
  private struct SubtreeStack {
    private var values: [ChainingValue] = []

    /// Adds a chunk; subtrees of equal size are joined.
    mutating func push(_ value: ChainingValue, chunkCount: Int) {
      var value = value
      for _ in 0..<chunkCount.trailingZeroBitCount {
        guard let left = values.popLast() else { break }
        value = Node(left: left, right: value).chainingValue
      }
      values.append(value)
    }

    /// Joins everything with the last chunk.
    func merged(with last: Node) -> Node {
      var node = last
      for left in values.reversed() { node = Node(left: left, right: node.chainingValue) }
      return node
    }
  }
}
