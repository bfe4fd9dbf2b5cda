/// A two-operand operator: `l` and `q` are the operands, `r` is the result.
struct BinaryOperator {
  let name: String
  let operand: Kind
  let result: Kind
  /// The expression of the result.
  let expression: String
  /// Statements that run before, such as trap checks.
  var checks: [String] = []
  var isCommutative = false
}

/// A one-operand operator: `l` is the operand, `r` is the result.
struct UnaryOperator {
  let name: String
  let operand: Kind
  let result: Kind
  let expression: String
  var checks: [String] = []
}

enum Operators {
  static var integerBinary: [BinaryOperator] {
    var all: [BinaryOperator] = []
    for (kind, unsigned, signed, bits) in [
      (Kind.i32, "UInt32", "Int32", 32), (Kind.i64, "UInt64", "Int64", 64),
    ] {
      func add(
        _ name: String, _ expression: String, checks: [String] = [], commutative: Bool = false
      ) {
        all.append(
          BinaryOperator(
            name: kind.rawValue + name, operand: kind, result: kind, expression: expression,
            checks: checks, isCommutative: commutative))
      }
      let zero = "if q == 0 { return trap(p, f, x, .integerDivideByZero) }"
      add("Add", "l &+ q", commutative: true)
      add("Sub", "l &- q")
      add("Mul", "l &* q", commutative: true)
      add("And", "l & q", commutative: true)
      add("Or", "l | q", commutative: true)
      add("Xor", "l ^ q", commutative: true)
      add("Shl", "l &<< q")
      add("ShrS", "\(unsigned)(bitPattern: \(signed)(bitPattern: l) &>> \(signed)(bitPattern: q))")
      add("ShrU", "l &>> q")
      add("Rotl", "(l &<< q) | (l &>> (\(bits) &- q))")
      add("Rotr", "(l &>> q) | (l &<< (\(bits) &- q))")
      add(
        "DivS",
        "\(unsigned)(bitPattern: \(signed)(bitPattern: l) / \(signed)(bitPattern: q))",
        checks: [
          zero,
          "if q == \(unsigned).max && l == 1 &<< \(bits - 1) {",
          "  return trap(p, f, x, .integerOverflow)",
          "}",
        ])
      add("DivU", "l / q", checks: [zero])
      add(
        "RemS",
        "q == \(unsigned).max ? 0 : "
          + "\(unsigned)(bitPattern: \(signed)(bitPattern: l) % \(signed)(bitPattern: q))",
        checks: [zero])
      add("RemU", "l % q", checks: [zero])
    }
    return all
  }

  /// Name and condition of each integer comparison.
  static func comparisons(_ signed: String) -> [(String, String)] {
    func s(_ o: String) -> String { "\(signed)(bitPattern: l) \(o) \(signed)(bitPattern: q)" }
    return [
      ("Eq", "l == q"), ("Ne", "l != q"),
      ("LtS", s("<")), ("LtU", "l < q"), ("GtS", s(">")), ("GtU", "l > q"),
      ("LeS", s("<=")), ("LeU", "l <= q"), ("GeS", s(">=")), ("GeU", "l >= q"),
    ]
  }

  static var floatBinary: [BinaryOperator] {
    var all: [BinaryOperator] = []
    for kind in [Kind.f32, .f64] {
      func add(_ name: String, _ expression: String, commutative: Bool = false) {
        all.append(
          BinaryOperator(
            name: kind.rawValue + name, operand: kind, result: kind, expression: expression,
            isCommutative: commutative))
      }
      add("Add", "l + q")
      add("Sub", "l - q")
      add("Mul", "l * q")
      add("Div", "l / q")
      add("Min", "minimum(l, q)")
      add("Max", "maximum(l, q)")
      add("Copysign", "copySign(l, q)")
    }
    return all
  }

  /// Name and condition of each float comparison, the negated ones for branches included.
  static let floatComparisons = [
    ("Eq", "l == q"), ("Ne", "l != q"), ("Lt", "l < q"), ("Gt", "l > q"), ("Le", "l <= q"),
    ("Ge", "l >= q"), ("NotLt", "!(l < q)"), ("NotGt", "!(l > q)"), ("NotLe", "!(l <= q)"),
    ("NotGe", "!(l >= q)"),
  ]

  static var unary: [UnaryOperator] {
    var all: [UnaryOperator] = []
    func add(
      _ name: String, _ operand: Kind, _ result: Kind, _ expression: String, checks: [String] = []
    ) {
      all.append(
        UnaryOperator(
          name: name, operand: operand, result: result, expression: expression, checks: checks))
    }
    for (kind, unsigned) in [(Kind.i32, "UInt32"), (Kind.i64, "UInt64")] {
      let k = kind.rawValue
      add(k + "Clz", kind, kind, "\(unsigned)(truncatingIfNeeded: l.leadingZeroBitCount)")
      add(k + "Ctz", kind, kind, "\(unsigned)(truncatingIfNeeded: l.trailingZeroBitCount)")
      add(k + "Popcnt", kind, kind, "\(unsigned)(truncatingIfNeeded: l.nonzeroBitCount)")
    }
    func extend(_ name: String, _ kind: Kind, _ from: String) {
      let (u, s) = kind == .i32 ? ("UInt32", "Int32") : ("UInt64", "Int64")
      add(name, kind, kind, "\(u)(bitPattern: \(s)(\(from)(truncatingIfNeeded: l)))")
    }
    extend("i32Extend8S", .i32, "Int8")
    extend("i32Extend16S", .i32, "Int16")
    extend("i64Extend8S", .i64, "Int8")
    extend("i64Extend16S", .i64, "Int16")
    extend("i64Extend32S", .i64, "Int32")
    add("i64ExtendI32U", .i32, .i64, "UInt64(l)")
    // What does not fit becomes the largest integer.
    add("i64Narrow", .i64, .i32, "UInt32(clamping: l)")

    for kind in [Kind.f32, .f64] {
      let k = kind.rawValue
      add(k + "Abs", kind, kind, "absolute(l)")
      add(k + "Neg", kind, kind, "negated(l)")
      add(k + "Ceil", kind, kind, "roundedUp(l)")
      add(k + "Floor", kind, kind, "roundedDown(l)")
      add(k + "Trunc", kind, kind, "roundedToZero(l)")
      add(k + "Nearest", kind, kind, "roundedToEven(l)")
      add(k + "Sqrt", kind, kind, "squareRoot(l)")
      add(k + "Canonical", kind, kind, "canonical(l)")
      for (integer, unsigned) in [(Kind.i32, "UInt32"), (Kind.i64, "UInt64")] {
        let signed = unsigned.dropFirst()
        for (suffix, type) in [("S", String(signed)), ("U", unsigned)] {
          let bits = suffix == "S" ? "\(unsigned)(bitPattern: t)" : "t"
          add(
            "\(integer.rawValue)Trunc\(k.uppercased())\(suffix)", kind, integer, bits,
            checks: [
              "guard let t = truncated(l, to: \(type).self) else {",
              "  return trap(p, f, x, l != l ? .invalidConversionToInteger : .integerOverflow)",
              "}",
            ])
          let saturated = "saturated(l, to: \(type).self)"
          add(
            "\(integer.rawValue)TruncSat\(k.uppercased())\(suffix)", kind, integer,
            suffix == "S" ? "\(unsigned)(bitPattern: \(saturated))" : saturated)
          let target = kind == .f32 ? "Float" : "Double"
          add(
            "\(k)Convert\(integer.rawValue.uppercased())\(suffix)", integer, kind,
            suffix == "S" ? "\(target)(\(type)(bitPattern: l))" : "\(target)(l)")
        }
      }
    }
    add("f32DemoteF64", .f64, .f32, "Float(l)")
    add("f64PromoteF32", .f32, .f64, "Double(l)")
    add("i32ReinterpretF32", .f32, .i32, "l.bitPattern")
    add("i64ReinterpretF64", .f64, .i64, "l.bitPattern")
    add("f32ReinterpretI32", .i32, .f32, "Float(bitPattern: l)")
    add("f64ReinterpretI64", .i64, .f64, "Double(bitPattern: l)")
    return all
  }
}
