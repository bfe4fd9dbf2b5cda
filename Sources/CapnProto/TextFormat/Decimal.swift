#if !hasFeature(Embedded)
  /// The decimal digits of binary fractions, exact, so that any number of them can be rounded to.
  struct Decimal {
    /// The digits, the first of them not zero.
    private(set) var digits: [UInt8]
    /// The power of ten of the first digit.
    private(set) var exponent: Int

    /// The digits of `significand` × 2^`power`, where the significand is not zero.
    init(significand: UInt64, power: Int) {
      // A fraction m / 2^k is m × 5^k / 10^k.
      var number = Natural(significand)
      if power >= 0 {
        number.multiply(by: 2, times: power)
      } else {
        number.multiply(by: 5, times: -power)
      }
      digits = number.decimalDigits
      exponent = digits.count - 1 + min(power, 0)
    }

    /// Rounds to some digits, ties to even as the C library does, and drops zeros at the end.
    mutating func round(to count: Int) {
      if digits.count > count {
        let half = digits[count]
        let rest = digits[(count + 1)...].contains { $0 != 0 }
        let isOdd = digits[count - 1] & 1 == 1
        digits.removeLast(digits.count - count)
        if half > 5 || half == 5 && (rest || isOdd) { increment() }
      }
      while digits.count > 1, digits.last == 0 { digits.removeLast() }
    }

    private mutating func increment() {
      var index = digits.count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        digits.removeLast()
        exponent += 1
      }
    }
  }

  /// A natural number of any size, lowest limb first, each below a billion.
  private struct Natural {
    private static let base: UInt64 = 1_000_000_000
    private var limbs: [UInt32] = []

    init(_ value: UInt64) {
      var rest = value
      while rest > 0 {
        limbs.append(UInt32(rest % Natural.base))
        rest /= Natural.base
      }
    }

    mutating func multiply(by factor: UInt64, times: Int) {
      // As many factors at once as leave room for the carry.
      let (chunk, power): (Int, UInt64) = factor == 2 ? (32, 1 << 32) : (13, 1_220_703_125)
      for _ in 0..<(times / chunk) { multiply(by: power) }
      for _ in 0..<(times % chunk) { multiply(by: factor) }
    }

    private mutating func multiply(by factor: UInt64) {
      var carry: UInt64 = 0
      for index in limbs.indices {
        let product = UInt64(limbs[index]) * factor + carry
        limbs[index] = UInt32(product % Natural.base)
        carry = product / Natural.base
      }
      while carry > 0 {
        limbs.append(UInt32(carry % Natural.base))
        carry /= Natural.base
      }
    }

    var decimalDigits: [UInt8] {
      var digits: [UInt8] = []
      for limb in limbs.reversed() {
        var place: UInt32 = 100_000_000
        while place > 0 {
          digits.append(UInt8(limb / place % 10))
          place /= 10
        }
      }
      return Array(digits.drop { $0 == 0 })
    }
  }
#endif
