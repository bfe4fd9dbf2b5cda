import EngineTesting
import Testing
import WebAssembly

@Suite struct PositionTableTests {
  /// Random insertions and removals, with hashes that collide, against a dictionary.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func agreesWithADictionary(seed: UInt64) {
    var random = Randomness(seed: seed)
    var table = PositionTable()
    var elements: [Int?] = []
    var reference: [Int: Int] = [:]
    for _ in 0..<5000 {
      let element = random.below(300)
      // A few buckets only, so that runs are long and cross each other.
      let hash = element % 7 == 0 ? element : element % 13
      let found = table.first(hash) { elements[$0] == element }
      #expect(found == reference[element], "seed \(seed)")
      if let found {
        table.remove(found, hash)
        elements[found] = nil
        reference[element] = nil
      } else {
        table.insert(elements.count, hash)
        reference[element] = elements.count
        elements.append(element)
      }
      #expect(table.count == reference.count)
    }
    for (element, position) in reference {
      let hash = element % 7 == 0 ? element : element % 13
      #expect(table.first(hash) { elements[$0] == element } == position, "seed \(seed)")
    }
  }

  @Test func absentElementsAreNotFound() {
    var table = PositionTable(capacity: 100)
    #expect(table.first(5) { _ in true } == nil)
    table.insert(0, -1)
    #expect(table.first(-1) { $0 == 0 } == 0)
    #expect(table.first(-1) { _ in false } == nil)
    table.remove(0, -1)
    table.remove(0, -1)
    #expect(table.first(-1) { _ in true } == nil)
    #expect(table.count == 0)
  }

  @Test func keyedHashesTellInputsApart() {
    func hash(_ bytes: [UInt8], _ key: (UInt64, UInt64) = (1, 2)) -> Int {
      var hash = KeyedHash(key: key)
      bytes.withUnsafeBytes { hash.combine($0) }
      return hash.finalize()
    }
    var seen: Set<Int> = []
    for count in 0..<40 {
      for last in [0, 1, 255] as [UInt8] {
        seen.insert(hash([UInt8](repeating: 0, count: count) + [last]))
      }
    }
    #expect(seen.count == 120)
    #expect(hash([1, 2, 3]) == hash([1, 2, 3]))
    #expect(hash([1, 2, 3]) != hash([1, 2, 3], (1, 3)))
  }

  @Test func rangeListsAreListsOfRanges() {
    var list: RangeList = [0..<1, 1..<5]
    list.append(7..<7)
    list[0] = 2..<9
    #expect(Array(list) == [2..<9, 1..<5, 7..<7])
    #expect(list == [2..<9, 1..<5, 7..<7])
    #expect(RangeList().isEmpty)
  }
}
