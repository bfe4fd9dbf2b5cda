import Testing
import WebAssembly

/// Operators on vectors of floats agree with their scalar counterparts in every bit, signs of zeros
/// and payloads of NaNs included; but of two NaNs either may come out, as an optimiser may swap
/// operands.
@Suite struct VectorFloatTests {
  private static let singles: [Float] = [
    0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 0.3, -0.7, 8_388_607.5, -8_388_607.5, 8_388_608,
    16_777_218, 1e30, -1e30, .infinity, -.infinity, .leastNonzeroMagnitude, .nan,
    Float(bitPattern: 0xFFC0_1234), Float(bitPattern: 0x7FA0_0001), 2_147_483_520, 2_147_483_648,
    -2_147_483_648, -2_147_483_904, 4_294_967_040, 4_294_967_296, 3_000_000_000.7, -0.99,
  ]

  private static let doubles: [Double] = [
    0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 0.3, -0.7, 4_503_599_627_370_495.5,
    4_503_599_627_370_496, 1e300, -1e300, .infinity, -.infinity, .leastNonzeroMagnitude, .nan,
    Double(bitPattern: 0xFFF8_0000_0000_1234), Double(bitPattern: 0x7FF4_0000_0000_0001),
    2_147_483_647, 2_147_483_647.9, 2_147_483_648, -2_147_483_648.9, -2_147_483_649,
    4_294_967_295.5, 4_294_967_296, -0.99,
  ]

  @Test(arguments: [
    (Opcode.f32x4Add, Opcode.f32Add), (.f32x4Sub, .f32Sub), (.f32x4Mul, .f32Mul),
    (.f32x4Div, .f32Div), (.f32x4Min, .f32Min), (.f32x4Max, .f32Max),
  ])
  func binarySingles(_ vector: Opcode, _ scalar: Opcode) throws {
    for canonical in [false, true] {
      let lanes = try instance(
        [.v128, .v128], [.v128], canonical: canonical, Code().localGet(0).localGet(1).op(vector))
      let one = try instance(
        [.f32, .f32], [.f32], canonical: canonical, Code().localGet(0).localGet(1).op(scalar))
      for l in Self.singles {
        for start in stride(from: 0, to: Self.singles.count - 3, by: 4) {
          let q = Array(Self.singles[start..<start + 4])
          let result = try lanes.run(Vector([l, l, l, l]), Vector(q))
          let expected = try q.map { try one.bits(.f32(l), .f32($0)) }
          let same = zip(result?.lanes(UInt32.self) ?? [], zip(q, expected)).allSatisfy {
            lane, other in
            lane == UInt32(other.1)
              || !canonical && l.isNaN && other.0.isNaN && Float(bitPattern: lane).isNaN
          }
          #expect(same && result != nil, "\(l) and \(q)")
        }
      }
    }
  }

  @Test(arguments: [
    (Opcode.f64x2Add, Opcode.f64Add), (.f64x2Sub, .f64Sub), (.f64x2Mul, .f64Mul),
    (.f64x2Div, .f64Div), (.f64x2Min, .f64Min), (.f64x2Max, .f64Max),
  ])
  func binaryDoubles(_ vector: Opcode, _ scalar: Opcode) throws {
    let lanes = try instance(
      [.v128, .v128], [.v128], Code().localGet(0).localGet(1).op(vector))
    let one = try instance([.f64, .f64], [.f64], Code().localGet(0).localGet(1).op(scalar))
    for l in Self.doubles {
      for q in Self.doubles {
        let result = try lanes.run(Vector([l, q]), Vector([q, l]))
        let expected = Vector(
          [try one.bits(.f64(l), .f64(q)), try one.bits(.f64(q), .f64(l))])
        let bothAreNaN =
          l.isNaN && q.isNaN
          && result?.lanes(UInt64.self).allSatisfy { Double(bitPattern: $0).isNaN } == true
        #expect(result == expected || bothAreNaN, "\(l) and \(q)")
      }
    }
  }

  @Test(arguments: [
    (Opcode.f32x4Abs, Opcode.f32Abs), (.f32x4Neg, .f32Neg), (.f32x4Sqrt, .f32Sqrt),
    (.f32x4Ceil, .f32Ceil), (.f32x4Floor, .f32Floor), (.f32x4Trunc, .f32Trunc),
    (.f32x4Nearest, .f32Nearest), (.i32x4TruncSatF32x4S, .i32TruncSatF32S),
    (.i32x4TruncSatF32x4U, .i32TruncSatF32U), (.i32x4RelaxedTruncF32x4S, .i32TruncSatF32S),
  ])
  func unarySingles(_ vector: Opcode, _ scalar: Opcode) throws {
    let lanes = try instance([.v128], [.v128], Code().localGet(0).op(vector))
    let isInteger = "\(vector.instruction.mnemonic)".hasPrefix("i")
    let one = try instance(
      [.f32], [isInteger ? .i32 : .f32], Code().localGet(0).op(scalar))
    for l in Self.singles {
      let expected = UInt32(try one.bits(.f32(l)))
      let result = try lanes.run(Vector([l, -l, l, 1]))?.lanes(UInt32.self)
      if vector == .f32x4Sqrt && !(l >= 0) {
        // Which NaN it is may differ.
        let root = Float(bitPattern: result?.first ?? 0)
        #expect(root.isNaN)
      } else {
        #expect(result?[0] == expected && result?[2] == expected, "\(l.bitPattern)")
      }
    }
  }

  @Test(arguments: [
    (Opcode.f64x2Abs, Opcode.f64Abs), (.f64x2Neg, .f64Neg), (.f64x2Ceil, .f64Ceil),
    (.f64x2Floor, .f64Floor), (.f64x2Trunc, .f64Trunc), (.f64x2Nearest, .f64Nearest),
    (.i32x4TruncSatF64x2SZero, .i32TruncSatF64S), (.i32x4TruncSatF64x2UZero, .i32TruncSatF64U),
  ])
  func unaryDoubles(_ vector: Opcode, _ scalar: Opcode) throws {
    let lanes = try instance([.v128], [.v128], Code().localGet(0).op(vector))
    let isInteger = "\(vector.instruction.mnemonic)".hasPrefix("i")
    let one = try instance(
      [.f64], [isInteger ? .i32 : .f64], Code().localGet(0).op(scalar))
    for l in Self.doubles {
      let bits = try one.bits(.f64(l))
      let result = try lanes.run(Vector([l, l]))
      if isInteger {
        #expect(result == Vector([UInt32(bits), UInt32(bits), 0, 0]), "\(l)")
      } else {
        #expect(result == Vector([bits, bits]), "\(l)")
      }
    }
  }

  @Test func canonicalNaNs() throws {
    let code = Code().localGet(0).localGet(1).op(.f32x4Add).op(.f32x4Sqrt)
    let instance = try instance([.v128, .v128], [.v128], canonical: true, code)
    let result = try instance.run(
      Vector([UInt32(0xFFC0_1234), 0x7FA0_0001, 0xBF80_0000, 0]),
      Vector([Float](repeating: 0, count: 4)))
    #expect(result == Vector([UInt32(0x7FC0_0000), 0x7FC0_0000, 0x7FC0_0000, 0]))
  }

  @Test func relaxedMultiplyAddRoundsTwice() throws {
    let code = Code().localGet(0).localGet(1).localGet(2).op(.f32x4RelaxedMadd)
    let instance = try instance([.v128, .v128, .v128], [.v128], code)
    let l = Float(1) + .ulpOfOne
    let result = try instance.run(
      Vector([l, 2, 3, 4]), Vector([l, 2, 3, 4]), Vector([-(l * l), 1, 1, 1]))
    // With one rounding, the first would keep what the product lost.
    #expect(result == Vector([Float(0), 5, 10, 17]))
  }
}

extension Instance {
  /// The bits of the only result.
  fileprivate func bits(_ arguments: Value...) throws -> UInt64 {
    switch try call("run", arguments: arguments).first {
    case .i32(let value): UInt64(UInt32(bitPattern: value))
    case .f32(let value): UInt64(value.bitPattern)
    case .f64(let value): value.bitPattern
    default: .max
    }
  }
}
