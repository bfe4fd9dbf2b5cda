// Embedded Swift: strings as keys of a dictionary, closures, sorting. Counts the words of a
// generated text; the hash seed is random, the result is not.

private let syllables = ["ka", "re", "mi", "to", "lu", "sa", "ne", "vo", "di", "pa", "ro", "shi"]

/// The next word of the text that the generator's `state` stands for.
private func nextWord(_ state: inout UInt64) -> String {
  state ^= state << 13
  state ^= state >> 7
  state ^= state << 17
  var bits = Int(truncatingIfNeeded: state >> 20 & 0xffff)
  var word = syllables[bits % 12]
  // Short words are common, long ones rare.
  while bits & 3 != 0, bits > 12 {
    bits /= 12
    word += syllables[bits % 12]
  }
  return word
}

/// The program.
@_cdecl("_start")
public func start() {
  let words = argument(1, otherwise: 100_000)
  var counts = [String: Int]()
  var state: UInt64 = 88_172_645_463_325_252
  for _ in 0..<words {
    counts[nextWord(&state), default: 0] += 1
  }
  let ranked = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
  let letters = ranked.map { $0.key.utf8.count * $0.value }.reduce(0, +)
  print("\(words) words, \(counts.count) different, \(letters) letters")
  for (word, count) in ranked.prefix(5) { print("\(word) \(count)") }
}
