import Testing

@testable import Processes

@Suite("Fuel in portions")
struct FuelPortionsTests {
  @Test("No more is handed out than was allowed, whatever the calls use")
  func bounded() {
    var portions = FuelPortions()
    #expect(portions.needsAllowance)
    portions.allow(25_000)
    var handed: UInt64 = 0
    while !portions.needsAllowance {
      handed += portions.next()
      #expect(portions.next() == 0)
      portions.ran(nanoseconds: 250_000)
      portions.ranOut()
    }
    #expect(handed == 25_000)
  }

  @Test("What a call leaves is the next one's")
  func leftOver() {
    var portions = FuelPortions()
    portions.allow(5000)
    #expect(portions.next() == 5000)
    portions.callEnded(fuelUsed: 1000)
    #expect(!portions.needsAllowance)
    #expect(portions.next() == 4000)
    portions.callEnded(fuelUsed: 4000)
    #expect(portions.needsAllowance)
  }

  @Test("Portions follow the time they take, within bounds")
  func adapts() {
    var portions = FuelPortions()
    portions.allow(.max)
    var sizes: [UInt64] = []
    for time in [UInt64](repeating: 1000, count: 40) + [UInt64](repeating: 1 << 30, count: 40) {
      sizes.append(portions.next())
      // In two parts, with a wait in between.
      portions.ran(nanoseconds: time / 2)
      portions.ran(nanoseconds: time / 2)
      portions.ranOut()
    }
    #expect(sizes[1] == 2 * sizes[0])
    #expect(sizes.max() == 1 << 30)
    #expect(sizes.last == sizes.first)
    // Without end means without end.
    #expect(!portions.needsAllowance)
  }
}
