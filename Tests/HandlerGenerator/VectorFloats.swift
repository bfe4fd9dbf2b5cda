/// Operators on vectors of floating-point numbers.
enum VectorFloats {
  static var binary: [VectorOperator] {
    VectorShape.floats.flatMap { shape -> [VectorOperator] in
      func make(_ name: String, _ expression: String) -> VectorOperator {
        VectorOperator(
          name: shape.name + name, type: shape.signed, expression: expression,
          canLoad: ["Add", "Sub", "Mul"].contains(name))
      }
      return [
        make("Add", "l + q"), make("Sub", "l - q"), make("Mul", "l * q"), make("Div", "l / q"),
        make("Min", "minimum(l, q)"), make("Max", "maximum(l, q)"),
        make("Pmin", "l.replacing(with: q, where: q .< l)"),
        make("Pmax", "l.replacing(with: q, where: l .< q)"),
      ]
    }
  }

  static var comparisons: [VectorOperator] {
    VectorShape.floats.flatMap { shape in
      [
        ("Eq", ".=="), ("Ne", ".!="), ("Lt", ".<"), ("Gt", ".>"), ("Le", ".<="), ("Ge", ".>="),
      ].map { name, symbol in
        VectorOperator(
          name: shape.name + name, type: shape.signed, expression: "lanes(l \(symbol) q)")
      }
    }
  }

  static var unary: [VectorOperator] {
    var all = VectorShape.floats.flatMap { shape -> [VectorOperator] in
      func make(_ name: String, _ expression: String) -> VectorOperator {
        VectorOperator(name: shape.name + name, type: shape.signed, expression: expression)
      }
      return [
        make("Abs", "absolute(l)"), make("Neg", "negated(l)"), make("Sqrt", "squareRoot(l)"),
        make("Ceil", "roundedUp(l)"), make("Floor", "roundedDown(l)"),
        make("Trunc", "roundedToZero(l)"), make("Nearest", "roundedToEven(l)"),
        make("Canonical", "canonical(l)"),
      ]
    }
    all += [
      VectorOperator(
        name: "f32x4DemoteF64x2Zero", type: "F64x2",
        expression: "F32x4(lowHalf: SIMD2<Float>(l), highHalf: SIMD2<Float>())"),
      VectorOperator(
        name: "f64x2PromoteLowF32x4", type: "F32x4", expression: "F64x2(l.lowHalf)"),
    ]
    for (suffix, type) in [("S", "I32x4"), ("U", "U32x4")] {
      let unsigned = suffix == "U" ? "Unsigned" : ""
      all += [
        VectorOperator(
          name: "i32x4TruncSatF32x4" + suffix, type: "F32x4", expression: "saturated\(unsigned)(l)"),
        VectorOperator(
          name: "i32x4TruncSatF64x2\(suffix)Zero", type: "F64x2",
          expression: "saturated\(unsigned)(l)"),
        VectorOperator(name: "f32x4ConvertI32x4" + suffix, type: type, expression: "F32x4(l)"),
        VectorOperator(
          name: "f64x2ConvertLowI32x4" + suffix, type: type, expression: "F64x2(l.lowHalf)"),
      ]
    }
    return all
  }

  static var ternary: [VectorOperator] {
    VectorShape.floats.flatMap { shape in
      [
        VectorOperator(
          name: shape.name + "RelaxedMadd", type: shape.signed, expression: "l * q + c"),
        VectorOperator(
          name: shape.name + "RelaxedNmadd", type: shape.signed, expression: "negated(l) * q + c"),
      ]
    }
  }
}
