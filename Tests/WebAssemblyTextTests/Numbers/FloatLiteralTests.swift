import SeededTesting
import Testing

import WebAssemblyText

@Suite struct FloatLiteralTests {
  private func single(_ text: String) -> FloatLiteral.Outcome {
    FloatLiteral.read(Array(text.utf8)[...], as: .single)
  }
  private func double(_ text: String) -> FloatLiteral.Outcome {
    FloatLiteral.read(Array(text.utf8)[...], as: .double)
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0x8000_0000), ("1", 0x3F80_0000), ("1.", 0x3F80_0000), ("+1.5", 0x3FC0_0000),
      ("0x1p-149", 1), ("0x1p-150", 0), ("0x1.0000001p-150", 1), ("0x1.8p-149", 2),
      ("0x0.8p-149", 0), ("0x2.8p-149", 2), ("0x3.8p-149", 4),
      ("0x1.fffffep127", 0x7F7F_FFFF), ("0x1.fffffefffffffffp127", 0x7F7F_FFFF),
      ("0x1.fffffcp-127", 0x007F_FFFF), ("0x1.fffffep-127", 0x0080_0000),
      ("0x1.000001p0", 0x3F80_0000), ("0x1.000003p0", 0x3F80_0002),
      ("0x1.00000100000000000000000000000000001p0", 0x3F80_0001),
      ("16777217", 0x4B80_0000), ("16777217.00000000000000000000000000000000001", 0x4B80_0001),
      ("1e-45", 1), ("7.006492321624085e-46", 0), ("7.006492321624086e-46", 1),
      ("3.4028235e38", 0x7F7F_FFFF), ("340282356779733661637539395458142568447", 0x7F7F_FFFF),
      ("inf", 0x7F80_0000), ("-inf", 0xFF80_0000), ("nan", 0x7FC0_0000), ("-nan", 0xFFC0_0000),
      ("nan:0x1", 0x7F80_0001), ("nan:0x7f_ffff", 0x7FFF_FFFF), ("-nan:0x400000", 0xFFC0_0000),
      ("1_0.2_5e0_1", 0x42CD_0000), ("0x1_0.8_0p0_1", 0x4204_0000),
      ("0XF".lowercased(), 0x4170_0000),
      ("1E1", 0x4120_0000), ("0x1P1", 0x4000_0000), ("0e99999999999999999999", 0),
      ("0x0p99999999999999999999", 0), ("1e-99999999999999999999", 0),
    ] as [(String, UInt64)])
  func readsSingles(_ text: String, _ bits: UInt64) { #expect(single(text) == .bits(bits)) }

  @Test(
    arguments: [
      ("0x1p-1074", 1), ("0x1p-1075", 0), ("0x1.00000000000000000001p-1075", 1),
      ("0x1.fffffffffffffp1023", 0x7FEF_FFFF_FFFF_FFFF),
      ("0x1.fffffffffffff7ffffffp1023", 0x7FEF_FFFF_FFFF_FFFF),
      ("0x1.00000000000008p0", 0x3FF0_0000_0000_0000),
      ("0x1.000000000000080000001p0", 0x3FF0_0000_0000_0001),
      ("0x1.00000000000018p0", 0x3FF0_0000_0000_0002),
      ("0x0.0000000000001p-1022", 1), ("0x0.fffffffffffff8p-1022", 0x0010_0000_0000_0000),
      ("9007199254740993", 0x4340_0000_0000_0000),
      (
        "9007199254740993.000000000001",
        0x4340_0000_0000_0001
      ),
      ("2.4703282292062327e-324", 0), ("2.4703282292062328e-324", 1),
      ("nan", 0x7FF8_0000_0000_0000), ("nan:0xf_ffff_ffff_ffff", 0x7FFF_FFFF_FFFF_FFFF),
      ("0x8000_0000_0000_0400", 0x43E0_0000_0000_0000),
      ("0x8000_0000_0000_0401", 0x43E0_0000_0000_0001),
      ("0x80000000000004000000000000000001p-64", 0x43E0_0000_0000_0001),
    ] as [(String, UInt64)])
  func readsDoubles(_ text: String, _ bits: UInt64) { #expect(double(text) == .bits(bits)) }

  @Test(arguments: [
    "1e39", "0x1p128", "0x1.ffffffp127", "-1e999999999999999999999", "nan:0x0", "nan:0x800000",
    "340282356779733661637539395458142568448", "0x1p99999999999999999999",
    "nan:0x1_0000_0000_0000_0000",
  ])
  func refusesLargeSingles(_ text: String) { #expect(single(text) == .outOfRange) }

  @Test(arguments: [
    "", "+", ".", ".5", "1e", "1e+", "0x", "0x.8", "0x1p", "0x1.p", "1__0", "1_", "_1", "1._5",
    "1.5_", "1_.5", "1e_1", "1e1_", "0x1p_1", "0x1pf", "1p1", "1.0e1.0", "nan:", "nan:0x",
    "nan:1", "nan:0x_1", "infinity", "NaN", "nan:0x1_", "1f", "0x1.8.0p0", "+-1", "0x1e1x", "--inf",
  ])
  func refusesWhatIsNone(_ text: String) { #expect(double(text) == .malformed) }

  @Test func roundsAtTheLargestDouble() {
    // 2^1024 - 2^970 is half way between the largest double and what would come next.
    let half = """
      179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017\
      977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273\
      854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704\
      342711559699508093042880177904174497792
      """
    #expect(double(half) == .outOfRange)
    #expect(double("\(half.dropLast())1.999") == .bits(0x7FEF_FFFF_FFFF_FFFF))
  }

  @Test func agreesWithTheStandardLibrary() {
    var system = SystemRandomNumberGenerator()
    let seed = system.next()
    var random = SeededGenerator(seed: seed)
    for _ in 0..<5_000 {
      let wide = Double(bitPattern: random.next())
      if wide.isFinite {
        #expect(double("\(wide)") == .bits(wide.bitPattern), "seed \(seed)")
        #expect(double(hex(wide.bitPattern, .double)) == .bits(wide.bitPattern), "seed \(seed)")
      }
      let narrow = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      if narrow.isFinite {
        let bits = UInt64(narrow.bitPattern)
        #expect(single("\(narrow)") == .bits(bits), "seed \(seed)")
        #expect(single(hex(bits, .single)) == .bits(bits), "seed \(seed)")
      }
    }
  }

  @Test func roundsHexadecimalsLikeConversions() {
    var system = SystemRandomNumberGenerator()
    let seed = system.next()
    var random = SeededGenerator(seed: seed)
    for _ in 0..<5_000 {
      // The hardware rounds a 64-bit integer, and a double, to nearest even, too.
      let mantissa = random.next() >> (random.next() % 64)
      let text = "0x" + String(mantissa, radix: 16)
      #expect(single(text) == .bits(UInt64(Float(mantissa).bitPattern)), "seed \(seed)")
      #expect(double(text) == .bits(Double(mantissa).bitPattern), "seed \(seed)")
      let exponent = Int(random.next() % 60) - 180
      let exact = Double(sign: .plus, exponent: exponent, significand: Double(mantissa >> 12))
      let scaled = "0x" + String(mantissa >> 12, radix: 16) + "p\(exponent)"
      #expect(single(scaled) == .bits(UInt64(Float(exact).bitPattern)), "seed \(seed)")
    }
  }

  /// Writes bits as a hexadecimal literal.
  private func hex(_ bits: UInt64, _ format: FloatFormat) -> String {
    let fraction = bits & format.fractionMask
    let biased = Int(bits & ~format.signBit) >> format.fractionBits
    let mantissa = biased == 0 ? fraction : fraction | 1 << UInt64(format.fractionBits)
    let exponent = max(biased, 1) - format.maximumExponent - format.fractionBits
    let sign = bits & format.signBit == 0 ? "" : "-"
    return "\(sign)0x\(String(mantissa, radix: 16))p\(exponent)"
  }

  @Test func readsEndlessLiteralsInLinearTime() {
    let zeros = String(repeating: "0", count: 1_000_000)
    #expect(double("0x1" + zeros + "p-4000000") == double("1"))
    #expect(double("0x0." + zeros + "1p4000004") == double("1"))
    #expect(double("1." + zeros + "1") == double("1"))
    #expect(single("16777217." + zeros + "1") == .bits(0x4B80_0001))
    #expect(double("1" + zeros) == .outOfRange)
  }
}
