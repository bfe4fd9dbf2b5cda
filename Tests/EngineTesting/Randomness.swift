import SeededTesting

/// A small deterministic source of random numbers: equal seeds give equal modules on any machine.
package struct Randomness: RandomNumberGenerator, Sendable {
  private var generator: SeededGenerator

  package init(seed: UInt64) {
    generator = SeededGenerator(seed: seed &+ 0x9E37_79B9_7F4A_7C15)
  }

  package mutating func next() -> UInt64 { generator.next() }

  /// A number below a bound, which is more than zero.
  package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// True once in so many times.
  package mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }

  /// One of several; never called with none.
  package mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  /// Bits of which some patterns matter more than others.
  package mutating func interestingBits() -> UInt64 {
    switch below(8) {
    case 0: 0
    case 1: UInt64(bitPattern: -1)
    case 2: 1 << UInt64(below(64))
    case 3: (1 << UInt64(below(64))) &- 1
    case 4: next()
    default: UInt64(bitPattern: Int64(below(512) - 128))
    }
  }

  /// Floating-point numbers of which most are ordinary.
  package mutating func interestingDouble() -> Double {
    switch below(12) {
    case 0: 0
    case 1: -0.0
    case 2: 1.5
    case 3: -2_147_483_649
    case 4: 4_294_967_296
    case 5: 9_223_372_036_854_775_808
    case 6: chance(3) ? .infinity : 0.5
    case 7: chance(3) ? .nan : 2.5
    case 8: Double(Int64(bitPattern: next()))
    default: Double(below(1000) - 500) / 8
    }
  }
}
