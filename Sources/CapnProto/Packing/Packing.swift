/// The packed encoding, which leaves out most zero bytes.
///
/// https://capnproto.org/encoding.html#packing
public enum Packing {
  /// Appends words in packed form.
  ///
  /// - Parameters:
  ///   - bytes: The words. Bytes beyond whole words are left out.
  ///   - packed: What to append to.
  /// - Complexity: O(*n*).
  public static func pack(_ bytes: UnsafeRawBufferPointer, into packed: inout [UInt8]) {
    let words = bytes.count / 8
    var next = 0
    while next < words {
      let word = load(bytes, next)
      next += 1
      if word == 0 {
        let start = next
        let limit = min(words, next + 255)
        while next < limit, load(bytes, next) == 0 { next += 1 }
        packed.append(0)
        packed.append(UInt8(next - start))
        continue
      }
      let tag = Packing.tag(word)
      packed.append(tag)
      appendNonzero(word, &packed)
      if tag == 0xff {
        let start = next
        let limit = min(words, next + 255)
        // A word with two zero bytes is the first that is shorter when it is packed.
        while next < limit, Packing.tag(load(bytes, next)).nonzeroBitCount >= 7 { next += 1 }
        packed.append(UInt8(next - start))
        packed.append(contentsOf: bytes[start * 8..<next * 8])
      }
    }
  }

  private static func load(_ bytes: UnsafeRawBufferPointer, _ word: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self))
  }

  /// A bit for every byte that is not zero.
  private static func tag(_ word: UInt64) -> UInt8 {
    // The top bit of each byte: set if any bit of the byte is.
    let low = word & 0x7f7f_7f7f_7f7f_7f7f
    let any = ((low &+ 0x7f7f_7f7f_7f7f_7f7f) | word) & 0x8080_8080_8080_8080
    // Gathers the eight bits: each factor's bit moves one of them to the top byte.
    return UInt8(truncatingIfNeeded: ((any >> 7) &* 0x0102_0408_1020_4080) >> 56)
  }

  private static func appendNonzero(_ word: UInt64, _ packed: inout [UInt8]) {
    var rest = word
    for _ in 0..<8 {
      let byte = UInt8(truncatingIfNeeded: rest)
      if byte != 0 { packed.append(byte) }
      rest >>= 8
    }
  }

  /// Words from packed form.
  ///
  /// - Parameters:
  ///   - packed: The packed words, all of them.
  ///   - limit: The most words to give back.
  /// - Returns: The words.
  /// - Throws: If the bytes end inside a word, or there are more words than the limit allows.
  public static func unpack(
    _ packed: [UInt8], atMost limit: Int = Limits.standard.messageWords
  ) throws(CapnProtoError) -> [UInt8] {
    var unpacker = Unpacker()
    var words: [UInt8] = []
    var isComplete = false
    packed.withUnsafeBytes { buffer in
      var rest = buffer
      unpacker.unpack(&rest, to: &words, upTo: min(max(limit, 0), Int.max / 16) * 8)
      isComplete = rest.isEmpty
    }
    guard isComplete, !unpacker.hasPendingWords else {
      throw CapnProtoError(.messageTooLarge, at: limit)
    }
    guard unpacker.isBetweenWords else { throw CapnProtoError(.badPacking, at: packed.count) }
    return words
  }
}
