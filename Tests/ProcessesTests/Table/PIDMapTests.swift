import SeededTesting
import Testing

@testable import Processes

@Suite("Map of PIDs")
struct PIDMapTests {
  @Test("It is empty, takes values, changes them in place and gives them back")
  func essentials() {
    var map = PIDMap<[Int]>()
    #expect(map.count == 0)
    #expect(map[7] == nil)
    map[7] = [1]
    map[7]?.append(2)
    map[8]?.append(3)
    map.update(7) { $0.append(4) }
    map.update(8) { $0.append(5) }
    #expect(map[7] == [1, 2, 4])
    #expect(map[8] == nil)
    #expect(map.count == 1)
    #expect(map.removeValue(forKey: 8) == nil)
    #expect(map.removeValue(forKey: 7) == [1, 2, 4])
    #expect(map.count == 0)
    map[9] = nil
    #expect(map.keys == [])
  }

  @Test("It does what a dictionary does, whatever comes and goes")
  func againstDictionary() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    // Few keys, so that they meet often; some far apart, some all over.
    for spread in [1, 64, 1 << 20] as [UInt32] {
      var map = PIDMap<Int>()
      var model: [UInt32: Int] = [:]
      for step in 0..<20_000 {
        let pid = UInt32.random(in: 0..<300, using: &random) &* spread
        switch Int.random(in: 0..<4, using: &random) {
        case 0, 1:
          map[pid] = step
          model[pid] = step
        case 2:
          #expect(map.removeValue(forKey: pid) == model.removeValue(forKey: pid), "seed \(seed)")
        default:
          map[pid]? += 1
          model[pid]? += 1
        }
        if map[pid] != model[pid] || map.count != model.count {
          Issue.record("seed \(seed), step \(step)")
          return
        }
      }
      #expect(Set(map.keys) == Set(model.keys), "seed \(seed)")
      for (pid, value) in model { #expect(map[pid] == value, "seed \(seed)") }
    }
  }

  @Test("PIDs in sequence, the oldest going, take no more room than are there")
  func sequence() {
    var map = PIDMap<UInt32>()
    for pid in 1...50_000 as ClosedRange<UInt32> {
      map[pid] = pid
      if pid > 10 { #expect(map.removeValue(forKey: pid - 10) == pid - 10) }
    }
    #expect(map.count == 10)
  }
}
