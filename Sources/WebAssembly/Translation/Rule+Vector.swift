extension Rule {
  /// Whether the right-hand operand of a family may be a constant in the instruction.
  var hasConstantForm: Bool { family != Family.i8x16Swizzle }

  /// Whether there is a form of a family that loads the right-hand operand.
  var hasMemoryForm: Bool { Rule.loadingFamilies.contains(family) }

  private static let loadingFamilies: Set<Int> = [
    Family.i8x16Add, Family.i16x8Add, Family.i32x4Add, Family.i64x2Add, Family.i16x8Mul,
    Family.i32x4Mul, Family.i64x2Mul, Family.v128And, Family.v128Or, Family.v128Xor,
    Family.i8x16Eq, Family.i16x8Eq, Family.i32x4Eq, Family.i64x2Eq, Family.f32x4Add,
    Family.f32x4Sub, Family.f32x4Mul, Family.f64x2Add, Family.f64x2Sub, Family.f64x2Mul,
  ]

  /// The rules on vectors.
  static var vector: [[(Opcode, Rule)]] {
    [vectorIntegers, vectorComparisons, vectorFloats, vectorLanes, vectorMemory, relaxed]
  }

  private static func binary(
    _ opcode: Opcode, _ family: Int, commutative: Bool = false
  ) -> (Opcode, Rule) {
    (
      opcode,
      Rule(
        kind: .vectorBinary, family: family, operand: .v128, result: .v128,
        isCommutative: commutative)
    )
  }

  private static func other(_ kind: Kind, _ opcode: Opcode, _ family: Int) -> (Opcode, Rule) {
    (opcode, Rule(kind: kind, family: family, operand: .v128, result: .v128))
  }

  /// An operator on floats that may make a NaN, whose lanes have so many bytes.
  private static func float(
    _ kind: Kind, _ opcode: Opcode, _ family: Int, _ byteCount: Int
  ) -> (Opcode, Rule) {
    (
      opcode,
      Rule(
        kind: kind, family: family, operand: .v128, result: .v128, byteCount: byteCount,
        makesNaN: true)
    )
  }

  private static let vectorIntegers: [(Opcode, Rule)] = [
    binary(.i8x16Add, Family.i8x16Add, commutative: true),
    binary(.i8x16Sub, Family.i8x16Sub),
    binary(.i8x16MinS, Family.i8x16MinS, commutative: true),
    binary(.i8x16MinU, Family.i8x16MinU, commutative: true),
    binary(.i8x16MaxS, Family.i8x16MaxS, commutative: true),
    binary(.i8x16MaxU, Family.i8x16MaxU, commutative: true),
    binary(.i8x16AvgrU, Family.i8x16AvgrU, commutative: true),
    binary(.i8x16AddSatS, Family.i8x16AddSatS, commutative: true),
    binary(.i8x16AddSatU, Family.i8x16AddSatU, commutative: true),
    binary(.i8x16SubSatS, Family.i8x16SubSatS),
    binary(.i8x16SubSatU, Family.i8x16SubSatU),
    binary(.i16x8Add, Family.i16x8Add, commutative: true),
    binary(.i16x8Sub, Family.i16x8Sub),
    binary(.i16x8Mul, Family.i16x8Mul, commutative: true),
    binary(.i16x8MinS, Family.i16x8MinS, commutative: true),
    binary(.i16x8MinU, Family.i16x8MinU, commutative: true),
    binary(.i16x8MaxS, Family.i16x8MaxS, commutative: true),
    binary(.i16x8MaxU, Family.i16x8MaxU, commutative: true),
    binary(.i16x8AvgrU, Family.i16x8AvgrU, commutative: true),
    binary(.i16x8AddSatS, Family.i16x8AddSatS, commutative: true),
    binary(.i16x8AddSatU, Family.i16x8AddSatU, commutative: true),
    binary(.i16x8SubSatS, Family.i16x8SubSatS),
    binary(.i16x8SubSatU, Family.i16x8SubSatU),
    binary(.i32x4Add, Family.i32x4Add, commutative: true),
    binary(.i32x4Sub, Family.i32x4Sub),
    binary(.i32x4Mul, Family.i32x4Mul, commutative: true),
    binary(.i32x4MinS, Family.i32x4MinS, commutative: true),
    binary(.i32x4MinU, Family.i32x4MinU, commutative: true),
    binary(.i32x4MaxS, Family.i32x4MaxS, commutative: true),
    binary(.i32x4MaxU, Family.i32x4MaxU, commutative: true),
    binary(.i64x2Add, Family.i64x2Add, commutative: true),
    binary(.i64x2Sub, Family.i64x2Sub),
    binary(.i64x2Mul, Family.i64x2Mul, commutative: true),
    binary(.v128And, Family.v128And, commutative: true),
    binary(.v128Andnot, Family.v128Andnot),
    binary(.v128Or, Family.v128Or, commutative: true),
    binary(.v128Xor, Family.v128Xor, commutative: true),
    binary(.i8x16NarrowI16x8S, Family.i8x16NarrowI16x8S),
    binary(.i8x16NarrowI16x8U, Family.i8x16NarrowI16x8U),
    binary(.i16x8NarrowI32x4S, Family.i16x8NarrowI32x4S),
    binary(.i16x8NarrowI32x4U, Family.i16x8NarrowI32x4U),
    binary(.i16x8Q15mulrSatS, Family.i16x8Q15mulrSatS, commutative: true),
    binary(.i32x4DotI16x8S, Family.i32x4DotI16x8S, commutative: true),
    binary(.i16x8ExtmulLowI8x16S, Family.i16x8ExtmulLowI8x16S, commutative: true),
    binary(.i16x8ExtmulLowI8x16U, Family.i16x8ExtmulLowI8x16U, commutative: true),
    binary(.i16x8ExtmulHighI8x16S, Family.i16x8ExtmulHighI8x16S, commutative: true),
    binary(.i16x8ExtmulHighI8x16U, Family.i16x8ExtmulHighI8x16U, commutative: true),
    binary(.i32x4ExtmulLowI16x8S, Family.i32x4ExtmulLowI16x8S, commutative: true),
    binary(.i32x4ExtmulLowI16x8U, Family.i32x4ExtmulLowI16x8U, commutative: true),
    binary(.i32x4ExtmulHighI16x8S, Family.i32x4ExtmulHighI16x8S, commutative: true),
    binary(.i32x4ExtmulHighI16x8U, Family.i32x4ExtmulHighI16x8U, commutative: true),
    binary(.i64x2ExtmulLowI32x4S, Family.i64x2ExtmulLowI32x4S, commutative: true),
    binary(.i64x2ExtmulLowI32x4U, Family.i64x2ExtmulLowI32x4U, commutative: true),
    binary(.i64x2ExtmulHighI32x4S, Family.i64x2ExtmulHighI32x4S, commutative: true),
    binary(.i64x2ExtmulHighI32x4U, Family.i64x2ExtmulHighI32x4U, commutative: true),
    other(.vectorUnary, .v128Not, Family.v128Not),
    other(.vectorUnary, .i8x16Popcnt, Family.i8x16Popcnt),
    other(.vectorTernary, .v128Bitselect, Family.v128Bitselect),
    other(.vectorTest, .v128AnyTrue, Family.v128AnyTrue),
    other(.vectorUnary, .i8x16Abs, Family.i8x16Abs),
    other(.vectorUnary, .i8x16Neg, Family.i8x16Neg),
    other(.vectorTest, .i8x16AllTrue, Family.i8x16AllTrue),
    other(.vectorTest, .i8x16Bitmask, Family.i8x16Bitmask),
    other(.vectorShift, .i8x16Shl, Family.i8x16Shl),
    other(.vectorShift, .i8x16ShrS, Family.i8x16ShrS),
    other(.vectorShift, .i8x16ShrU, Family.i8x16ShrU),
    other(.vectorUnary, .i16x8Abs, Family.i16x8Abs),
    other(.vectorUnary, .i16x8Neg, Family.i16x8Neg),
    other(.vectorTest, .i16x8AllTrue, Family.i16x8AllTrue),
    other(.vectorTest, .i16x8Bitmask, Family.i16x8Bitmask),
    other(.vectorShift, .i16x8Shl, Family.i16x8Shl),
    other(.vectorShift, .i16x8ShrS, Family.i16x8ShrS),
    other(.vectorShift, .i16x8ShrU, Family.i16x8ShrU),
    other(.vectorUnary, .i32x4Abs, Family.i32x4Abs),
    other(.vectorUnary, .i32x4Neg, Family.i32x4Neg),
    other(.vectorTest, .i32x4AllTrue, Family.i32x4AllTrue),
    other(.vectorTest, .i32x4Bitmask, Family.i32x4Bitmask),
    other(.vectorShift, .i32x4Shl, Family.i32x4Shl),
    other(.vectorShift, .i32x4ShrS, Family.i32x4ShrS),
    other(.vectorShift, .i32x4ShrU, Family.i32x4ShrU),
    other(.vectorUnary, .i64x2Abs, Family.i64x2Abs),
    other(.vectorUnary, .i64x2Neg, Family.i64x2Neg),
    other(.vectorTest, .i64x2AllTrue, Family.i64x2AllTrue),
    other(.vectorTest, .i64x2Bitmask, Family.i64x2Bitmask),
    other(.vectorShift, .i64x2Shl, Family.i64x2Shl),
    other(.vectorShift, .i64x2ShrS, Family.i64x2ShrS),
    other(.vectorShift, .i64x2ShrU, Family.i64x2ShrU),
    other(.vectorUnary, .i16x8ExtendLowI8x16S, Family.i16x8ExtendLowI8x16S),
    other(.vectorUnary, .i16x8ExtendHighI8x16S, Family.i16x8ExtendHighI8x16S),
    other(.vectorUnary, .i16x8ExtaddPairwiseI8x16S, Family.i16x8ExtaddPairwiseI8x16S),
    other(.vectorUnary, .i16x8ExtendLowI8x16U, Family.i16x8ExtendLowI8x16U),
    other(.vectorUnary, .i16x8ExtendHighI8x16U, Family.i16x8ExtendHighI8x16U),
    other(.vectorUnary, .i16x8ExtaddPairwiseI8x16U, Family.i16x8ExtaddPairwiseI8x16U),
    other(.vectorUnary, .i32x4ExtendLowI16x8S, Family.i32x4ExtendLowI16x8S),
    other(.vectorUnary, .i32x4ExtendHighI16x8S, Family.i32x4ExtendHighI16x8S),
    other(.vectorUnary, .i32x4ExtaddPairwiseI16x8S, Family.i32x4ExtaddPairwiseI16x8S),
    other(.vectorUnary, .i32x4ExtendLowI16x8U, Family.i32x4ExtendLowI16x8U),
    other(.vectorUnary, .i32x4ExtendHighI16x8U, Family.i32x4ExtendHighI16x8U),
    other(.vectorUnary, .i32x4ExtaddPairwiseI16x8U, Family.i32x4ExtaddPairwiseI16x8U),
    other(.vectorUnary, .i64x2ExtendLowI32x4S, Family.i64x2ExtendLowI32x4S),
    other(.vectorUnary, .i64x2ExtendHighI32x4S, Family.i64x2ExtendHighI32x4S),
    other(.vectorUnary, .i64x2ExtendLowI32x4U, Family.i64x2ExtendLowI32x4U),
    other(.vectorUnary, .i64x2ExtendHighI32x4U, Family.i64x2ExtendHighI32x4U),
  ]

  private static let vectorComparisons: [(Opcode, Rule)] = [
    binary(.i8x16Eq, Family.i8x16Eq, commutative: true),
    binary(.i8x16Ne, Family.i8x16Ne, commutative: true),
    binary(.i8x16LtS, Family.i8x16LtS),
    binary(.i8x16LtU, Family.i8x16LtU),
    binary(.i8x16GtS, Family.i8x16GtS),
    binary(.i8x16GtU, Family.i8x16GtU),
    binary(.i8x16LeS, Family.i8x16LeS),
    binary(.i8x16LeU, Family.i8x16LeU),
    binary(.i8x16GeS, Family.i8x16GeS),
    binary(.i8x16GeU, Family.i8x16GeU),
    binary(.i16x8Eq, Family.i16x8Eq, commutative: true),
    binary(.i16x8Ne, Family.i16x8Ne, commutative: true),
    binary(.i16x8LtS, Family.i16x8LtS),
    binary(.i16x8LtU, Family.i16x8LtU),
    binary(.i16x8GtS, Family.i16x8GtS),
    binary(.i16x8GtU, Family.i16x8GtU),
    binary(.i16x8LeS, Family.i16x8LeS),
    binary(.i16x8LeU, Family.i16x8LeU),
    binary(.i16x8GeS, Family.i16x8GeS),
    binary(.i16x8GeU, Family.i16x8GeU),
    binary(.i32x4Eq, Family.i32x4Eq, commutative: true),
    binary(.i32x4Ne, Family.i32x4Ne, commutative: true),
    binary(.i32x4LtS, Family.i32x4LtS),
    binary(.i32x4LtU, Family.i32x4LtU),
    binary(.i32x4GtS, Family.i32x4GtS),
    binary(.i32x4GtU, Family.i32x4GtU),
    binary(.i32x4LeS, Family.i32x4LeS),
    binary(.i32x4LeU, Family.i32x4LeU),
    binary(.i32x4GeS, Family.i32x4GeS),
    binary(.i32x4GeU, Family.i32x4GeU),
    binary(.i64x2Eq, Family.i64x2Eq, commutative: true),
    binary(.i64x2Ne, Family.i64x2Ne, commutative: true),
    binary(.i64x2LtS, Family.i64x2LtS),
    binary(.i64x2GtS, Family.i64x2GtS),
    binary(.i64x2LeS, Family.i64x2LeS),
    binary(.i64x2GeS, Family.i64x2GeS),
    binary(.f32x4Eq, Family.f32x4Eq, commutative: true),
    binary(.f32x4Ne, Family.f32x4Ne, commutative: true),
    binary(.f32x4Lt, Family.f32x4Lt),
    binary(.f32x4Gt, Family.f32x4Gt),
    binary(.f32x4Le, Family.f32x4Le),
    binary(.f32x4Ge, Family.f32x4Ge),
    binary(.f64x2Eq, Family.f64x2Eq, commutative: true),
    binary(.f64x2Ne, Family.f64x2Ne, commutative: true),
    binary(.f64x2Lt, Family.f64x2Lt),
    binary(.f64x2Gt, Family.f64x2Gt),
    binary(.f64x2Le, Family.f64x2Le),
    binary(.f64x2Ge, Family.f64x2Ge),
  ]

  private static let vectorFloats: [(Opcode, Rule)] = [
    float(.vectorBinary, .f32x4Add, Family.f32x4Add, 4),
    float(.vectorBinary, .f32x4Sub, Family.f32x4Sub, 4),
    float(.vectorBinary, .f32x4Mul, Family.f32x4Mul, 4),
    float(.vectorBinary, .f32x4Div, Family.f32x4Div, 4),
    float(.vectorBinary, .f32x4Min, Family.f32x4Min, 4),
    float(.vectorBinary, .f32x4Max, Family.f32x4Max, 4),
    binary(.f32x4Pmin, Family.f32x4Pmin),
    binary(.f32x4Pmax, Family.f32x4Pmax),
    other(.vectorUnary, .f32x4Abs, Family.f32x4Abs),
    other(.vectorUnary, .f32x4Neg, Family.f32x4Neg),
    float(.vectorUnary, .f32x4Sqrt, Family.f32x4Sqrt, 4),
    float(.vectorUnary, .f32x4Ceil, Family.f32x4Ceil, 4),
    float(.vectorUnary, .f32x4Floor, Family.f32x4Floor, 4),
    float(.vectorUnary, .f32x4Trunc, Family.f32x4Trunc, 4),
    float(.vectorUnary, .f32x4Nearest, Family.f32x4Nearest, 4),
    float(.vectorBinary, .f64x2Add, Family.f64x2Add, 8),
    float(.vectorBinary, .f64x2Sub, Family.f64x2Sub, 8),
    float(.vectorBinary, .f64x2Mul, Family.f64x2Mul, 8),
    float(.vectorBinary, .f64x2Div, Family.f64x2Div, 8),
    float(.vectorBinary, .f64x2Min, Family.f64x2Min, 8),
    float(.vectorBinary, .f64x2Max, Family.f64x2Max, 8),
    binary(.f64x2Pmin, Family.f64x2Pmin),
    binary(.f64x2Pmax, Family.f64x2Pmax),
    other(.vectorUnary, .f64x2Abs, Family.f64x2Abs),
    other(.vectorUnary, .f64x2Neg, Family.f64x2Neg),
    float(.vectorUnary, .f64x2Sqrt, Family.f64x2Sqrt, 8),
    float(.vectorUnary, .f64x2Ceil, Family.f64x2Ceil, 8),
    float(.vectorUnary, .f64x2Floor, Family.f64x2Floor, 8),
    float(.vectorUnary, .f64x2Trunc, Family.f64x2Trunc, 8),
    float(.vectorUnary, .f64x2Nearest, Family.f64x2Nearest, 8),
    float(.vectorUnary, .f32x4DemoteF64x2Zero, Family.f32x4DemoteF64x2Zero, 4),
    float(.vectorUnary, .f64x2PromoteLowF32x4, Family.f64x2PromoteLowF32x4, 8),
    other(.vectorUnary, .i32x4TruncSatF32x4S, Family.i32x4TruncSatF32x4S),
    other(.vectorUnary, .i32x4TruncSatF64x2SZero, Family.i32x4TruncSatF64x2SZero),
    other(.vectorUnary, .f32x4ConvertI32x4S, Family.f32x4ConvertI32x4S),
    other(.vectorUnary, .f64x2ConvertLowI32x4S, Family.f64x2ConvertLowI32x4S),
    other(.vectorUnary, .i32x4TruncSatF32x4U, Family.i32x4TruncSatF32x4U),
    other(.vectorUnary, .i32x4TruncSatF64x2UZero, Family.i32x4TruncSatF64x2UZero),
    other(.vectorUnary, .f32x4ConvertI32x4U, Family.f32x4ConvertI32x4U),
    other(.vectorUnary, .f64x2ConvertLowI32x4U, Family.f64x2ConvertLowI32x4U),
  ]

  private static func lane(
    _ kind: Kind, _ opcode: Opcode, _ family: Int, _ operand: ValueType, _ result: ValueType,
    _ byteCount: Int
  ) -> (Opcode, Rule) {
    (
      opcode,
      Rule(kind: kind, family: family, operand: operand, result: result, byteCount: byteCount)
    )
  }

  private static let vectorLanes: [(Opcode, Rule)] = [
    lane(.vectorSplat, .i8x16Splat, Family.i8x16Splat, .i32, .v128, 1),
    lane(.vectorExtract, .i8x16ExtractLaneS, Family.extract8S, .v128, .i32, 1),
    lane(.vectorExtract, .i8x16ExtractLaneU, Family.extract8U, .v128, .i32, 1),
    lane(.vectorReplace, .i8x16ReplaceLane, Family.replace8, .i32, .v128, 1),
    lane(.vectorSplat, .i16x8Splat, Family.i16x8Splat, .i32, .v128, 2),
    lane(.vectorExtract, .i16x8ExtractLaneS, Family.extract16S, .v128, .i32, 2),
    lane(.vectorExtract, .i16x8ExtractLaneU, Family.extract16U, .v128, .i32, 2),
    lane(.vectorReplace, .i16x8ReplaceLane, Family.replace16, .i32, .v128, 2),
    lane(.vectorSplat, .i32x4Splat, Family.i32x4Splat, .i32, .v128, 4),
    lane(.vectorExtract, .i32x4ExtractLane, Family.extract32, .v128, .i32, 4),
    lane(.vectorReplace, .i32x4ReplaceLane, Family.replace32, .i32, .v128, 4),
    lane(.vectorSplat, .i64x2Splat, Family.i64x2Splat, .i64, .v128, 8),
    lane(.vectorExtract, .i64x2ExtractLane, Family.extract64, .v128, .i64, 8),
    lane(.vectorReplace, .i64x2ReplaceLane, Family.replace64, .i64, .v128, 8),
    lane(.vectorSplat, .f32x4Splat, Family.f32x4Splat, .f32, .v128, 4),
    lane(.vectorExtract, .f32x4ExtractLane, Family.extractF32, .v128, .f32, 4),
    lane(.vectorReplace, .f32x4ReplaceLane, Family.replace32, .f32, .v128, 4),
    lane(.vectorSplat, .f64x2Splat, Family.f64x2Splat, .f64, .v128, 8),
    lane(.vectorExtract, .f64x2ExtractLane, Family.extractF64, .v128, .f64, 8),
    lane(.vectorReplace, .f64x2ReplaceLane, Family.replace64, .f64, .v128, 8),
    binary(.i8x16Swizzle, Family.i8x16Swizzle),
  ]

  private static let vectorMemory: [(Opcode, Rule)] = [
    lane(.vectorLoad, .v128Load, Family.v128Load, .v128, .v128, 16),
    lane(.vectorLoad, .v128Load8x8S, Family.v128Load8x8S, .v128, .v128, 8),
    lane(.vectorLoad, .v128Load8x8U, Family.v128Load8x8U, .v128, .v128, 8),
    lane(.vectorLoad, .v128Load16x4S, Family.v128Load16x4S, .v128, .v128, 8),
    lane(.vectorLoad, .v128Load16x4U, Family.v128Load16x4U, .v128, .v128, 8),
    lane(.vectorLoad, .v128Load32x2S, Family.v128Load32x2S, .v128, .v128, 8),
    lane(.vectorLoad, .v128Load32x2U, Family.v128Load32x2U, .v128, .v128, 8),
    lane(.vectorLoad, .v128Load8Splat, Family.v128Load8Splat, .v128, .v128, 1),
    lane(.vectorLoad, .v128Load16Splat, Family.v128Load16Splat, .v128, .v128, 2),
    lane(.vectorLoad, .v128Load32Splat, Family.v128Load32Splat, .v128, .v128, 4),
    lane(.vectorLoad, .v128Load64Splat, Family.v128Load64Splat, .v128, .v128, 8),
    lane(.vectorLoad, .v128Load32Zero, Family.v128Load32Zero, .v128, .v128, 4),
    lane(.vectorLoad, .v128Load64Zero, Family.v128Load64Zero, .v128, .v128, 8),
    lane(.vectorStore, .v128Store, Family.v128Store, .v128, .v128, 16),
    lane(.vectorLoadLane, .v128Load8Lane, Family.v128Load8Lane, .v128, .v128, 1),
    lane(.vectorStoreLane, .v128Store8Lane, Family.v128Store8Lane, .v128, .v128, 1),
    lane(.vectorLoadLane, .v128Load16Lane, Family.v128Load16Lane, .v128, .v128, 2),
    lane(.vectorStoreLane, .v128Store16Lane, Family.v128Store16Lane, .v128, .v128, 2),
    lane(.vectorLoadLane, .v128Load32Lane, Family.v128Load32Lane, .v128, .v128, 4),
    lane(.vectorStoreLane, .v128Store32Lane, Family.v128Store32Lane, .v128, .v128, 4),
    lane(.vectorLoadLane, .v128Load64Lane, Family.v128Load64Lane, .v128, .v128, 8),
    lane(.vectorStoreLane, .v128Store64Lane, Family.v128Store64Lane, .v128, .v128, 8),
  ]

  /// Of the results the specification allows, the first one each, as in its deterministic profile:
  /// most are those of another operator.
  ///
  /// Specification: https://webassembly.github.io/spec/core/appendix/profiles.html#deterministic-profile-det
  private static let relaxed: [(Opcode, Rule)] = [
    binary(.i8x16RelaxedSwizzle, Family.i8x16Swizzle),
    other(.vectorUnary, .i32x4RelaxedTruncF32x4S, Family.i32x4TruncSatF32x4S),
    other(.vectorUnary, .i32x4RelaxedTruncF64x2SZero, Family.i32x4TruncSatF64x2SZero),
    other(.vectorUnary, .i32x4RelaxedTruncF32x4U, Family.i32x4TruncSatF32x4U),
    other(.vectorUnary, .i32x4RelaxedTruncF64x2UZero, Family.i32x4TruncSatF64x2UZero),
    float(.vectorTernary, .f32x4RelaxedMadd, Family.f32x4RelaxedMadd, 4),
    float(.vectorTernary, .f32x4RelaxedNmadd, Family.f32x4RelaxedNmadd, 4),
    float(.vectorBinary, .f32x4RelaxedMin, Family.f32x4Min, 4),
    float(.vectorBinary, .f32x4RelaxedMax, Family.f32x4Max, 4),
    float(.vectorTernary, .f64x2RelaxedMadd, Family.f64x2RelaxedMadd, 8),
    float(.vectorTernary, .f64x2RelaxedNmadd, Family.f64x2RelaxedNmadd, 8),
    float(.vectorBinary, .f64x2RelaxedMin, Family.f64x2Min, 8),
    float(.vectorBinary, .f64x2RelaxedMax, Family.f64x2Max, 8),
    other(.vectorTernary, .i8x16RelaxedLaneselect, Family.v128Bitselect),
    other(.vectorTernary, .i16x8RelaxedLaneselect, Family.v128Bitselect),
    other(.vectorTernary, .i32x4RelaxedLaneselect, Family.v128Bitselect),
    other(.vectorTernary, .i64x2RelaxedLaneselect, Family.v128Bitselect),
    binary(.i16x8RelaxedQ15mulrS, Family.i16x8Q15mulrSatS, commutative: true),
    binary(.i16x8RelaxedDotI8x16I7x16S, Family.i16x8RelaxedDotI8x16I7x16S, commutative: true),
    other(.vectorTernary, .i32x4RelaxedDotI8x16I7x16AddS, Family.i32x4RelaxedDotI8x16I7x16AddS),
  ]
}
