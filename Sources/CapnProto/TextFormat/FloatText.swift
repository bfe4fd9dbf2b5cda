#if !hasFeature(Embedded)
  /// Numbers as the Cap'n Proto tool writes them: with 15 digits (or 6) if these are enough to get the same number back, else
  /// with 17 (or 8), as C's `%g` does but without the plus in exponents.
  enum FloatText {
    static func write(_ value: Double, to output: inout [UInt8]) {
      if let special = special(value.isNaN, value.isInfinite, value.sign == .minus) {
        output += special.utf8
      } else if value == 0 {
        output += (value.sign == .minus ? "-0" : "0").utf8
      } else {
        let decimal = Decimal(
          significand: value.significandBits(of: 52), power: value.exponentPower(of: 52))
        let short = text(decimal, 15, value.sign == .minus)
        let isEnough = Double(String(decoding: short, as: UTF8.self)) == value
        output += isEnough ? short : text(decimal, 17, value.sign == .minus)
      }
    }

    static func write(_ value: Float, to output: inout [UInt8]) {
      if let special = special(value.isNaN, value.isInfinite, value.sign == .minus) {
        output += special.utf8
      } else if value == 0 {
        output += (value.sign == .minus ? "-0" : "0").utf8
      } else {
        let wide = Double(value)
        let decimal = Decimal(
          significand: wide.significandBits(of: 52), power: wide.exponentPower(of: 52))
        let short = text(decimal, 6, value.sign == .minus)
        let isEnough = Float(String(decoding: short, as: UTF8.self)) == value
        output += isEnough ? short : text(decimal, 8, value.sign == .minus)
      }
    }

    private static func special(_ isNaN: Bool, _ isInfinite: Bool, _ isNegative: Bool) -> String? {
      if isNaN { return "nan" }
      if isInfinite { return isNegative ? "-inf" : "inf" }
      return nil
    }

    private static func text(_ exact: Decimal, _ precision: Int, _ isNegative: Bool) -> [UInt8] {
      var decimal = exact
      decimal.round(to: precision)
      var result: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
      let digits = decimal.digits.map { $0 + UInt8(ascii: "0") }
      let exponent = decimal.exponent
      if exponent < -4 || exponent >= precision {
        result.append(digits[0])
        if digits.count > 1 { result += [UInt8(ascii: ".")] + digits[1...] }
        let size = String(exponent.magnitude)
        result += (exponent < 0 ? "e-" : "e").utf8
        result += ((size.utf8.count < 2 ? "0" : "") + size).utf8
      } else if exponent < 0 {
        result += "0.".utf8
        result += [UInt8](repeating: UInt8(ascii: "0"), count: -exponent - 1) + digits
      } else {
        let whole = exponent + 1
        result += digits.prefix(whole)
        if digits.count < whole {
          result += [UInt8](repeating: UInt8(ascii: "0"), count: whole - digits.count)
        } else if digits.count > whole {
          result += [UInt8(ascii: ".")] + digits[whole...]
        }
      }
      return result
    }
  }

  extension Double {
    /// The whole number that the significand is.
    fileprivate func significandBits(of width: Int) -> UInt64 {
      let fraction = bitPattern & (1 << UInt64(width) - 1)
      return isSubnormal ? fraction : fraction | 1 << UInt64(width)
    }

    /// The power of two that goes with it.
    fileprivate func exponentPower(of width: Int) -> Int {
      (isSubnormal ? -1022 : Int(exponent)) - width
    }
  }
#endif
