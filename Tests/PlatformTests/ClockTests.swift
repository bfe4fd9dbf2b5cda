import Testing

import Platform

struct ClockTests {
  @Test func monotonicTimeNeverGoesBack() {
    var last = Clock.monotonic.now
    for _ in 0..<1000 {
      let now = Clock.monotonic.now
      #expect(now >= last)
      last = now
    }
  }

  @Test(arguments: [Clock.realtime, .monotonic, .processTime, .threadTime])
  func clocksTell(_ clock: Clock) {
    #expect(clock.now > 0)
    #expect(clock.resolution > 0)
  }

  @Test func randomnessDiffers() {
    var (a, b): (UInt64, UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &a) { Randomness.fill($0) }
    withUnsafeMutableBytes(of: &b) { Randomness.fill($0) }
    #expect(a != b)
  }
}
