/// Guesses what was meant by a word that means nothing.
package enum Suggestion {
  /// The candidate nearest to a word, if one is near enough to have been meant.
  ///
  /// - Complexity: the length of the word times that of all candidates.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    // Nobody mistypes a name as long as this, and the time stays in bounds.
    guard word.count <= 100 else { return nil }
    let limit = max(1, word.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates where abs(candidate.count - word.count) <= limit {
      let distance = distance(Array(word), Array(candidate))
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    if best == nil, word.count >= 3 {
      let longer = candidates.filter { $0.hasPrefix(word) }
      if longer.count == 1 { return longer.first }
    }
    return best?.name
  }

  /// A question for the user.
  package static func hint(for word: String, among candidates: [String]) -> String? {
    nearest(to: word, among: candidates).map { "did you mean \($0)?" }
  }

  /// How many letters to insert, delete, replace or swap with a neighbour to get from one to the
  /// other.
  package static func distance(_ a: [Character], _ b: [Character]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var older = [Int](repeating: 0, count: b.count + 1)
    var old = Array(0...b.count)
    for i in 1...a.count {
      var new = [i]
      for j in 1...b.count {
        let change = a[i - 1] == b[j - 1] ? 0 : 1
        var cost = min(old[j] + 1, new[j - 1] + 1, old[j - 1] + change)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          cost = min(cost, older[j - 2] + 1)
        }
        new.append(cost)
      }
      older = old
      old = new
    }
    return old[b.count]
  }
}
