import Testing

@testable import CapnProtoRPC

/// Random traces whose messages are damaged on the way: nothing may trap, and nothing may be kept.
@Suite struct HostileTraceTests {
  @Test(arguments: [2, 3]) func survivesDamagedMessages(vats: Int) {
    for seed in 1...120 {
      let world = World(seed: UInt64(seed), vats: vats)
      world.isHostile = true
      world.hasCutLinks = true
      for _ in 0..<250 { world.step() }
      world.end()
      #expect(world.checkEmpty() == nil, "seed \(seed), \(vats) vats")
    }
  }
}
