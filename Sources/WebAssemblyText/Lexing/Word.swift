package import WebAssembly

/// What a word of the text format means.
package enum Word: Equatable, Sendable {
  /// Nothing.
  case unknown
  case keyword(Keyword)
  case instruction(Opcode)
}

/// Finds what words mean: a hash table over the keywords and the instruction table.
///
/// It is fixed, so no text can make its look-ups slow.
package struct WordTable: Sendable {
  package static let shared = WordTable()

  private static let slotCount = 4096
  private var slots: [(bytes: [UInt8], word: Word)]

  private init() {
    slots = Array(repeating: ([], .unknown), count: WordTable.slotCount)
    for keyword in Keyword.allCases { insert(keyword.rawValue, .keyword(keyword)) }
    for instruction in Instruction.all {
      let mnemonic = String(describing: instruction.mnemonic)
      // The typed form of `select` and the nullable forms of casts differ in their immediates
      // only; the parser tells them apart.
      if instruction.opcode == .selectTyped || mnemonic.contains(" ") { continue }
      insert(mnemonic, .instruction(instruction.opcode))
    }
  }

  private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash ^ hash >> 15) & (slotCount - 1)
  }

  private mutating func insert(_ text: String, _ word: Word) {
    let bytes = Array(text.utf8)
    var slot = WordTable.hash(bytes[...])
    while !slots[slot].bytes.isEmpty { slot = (slot + 1) & (WordTable.slotCount - 1) }
    slots[slot] = (bytes, word)
  }

  /// What a word means.
  package func lookUp(_ text: ArraySlice<UInt8>) -> Word {
    var slot = WordTable.hash(text)
    while !slots[slot].bytes.isEmpty {
      if slots[slot].bytes.elementsEqual(text) { return slots[slot].word }
      slot = (slot + 1) & (WordTable.slotCount - 1)
    }
    return .unknown
  }
}
