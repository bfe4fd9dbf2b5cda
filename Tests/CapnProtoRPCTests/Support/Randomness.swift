import SeededTesting

/// Numbers that follow from a seed.
struct Randomness {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed &+ 0x9e37_79b9_7f4a_7c15) }

  mutating func next() -> UInt64 { generator.next() }

  /// A number below a bound.
  mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int(next() % UInt64(bound)) }

  /// True one time in so many.
  mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }
}
