/// How the translator treats an operator.
struct Rule {
  enum Kind: UInt8 {
    /// By name, in a switch.
    case special
    case binary
    case comparison
    /// A comparison with zero.
    case zeroTest
    case unary
    /// The same bits under another type, and integer types at that: no code at all.
    case alias
    case load
    case store
    case vectorBinary, vectorUnary, vectorTernary, vectorShift, vectorTest
    case vectorSplat, vectorExtract, vectorReplace
    case vectorLoad, vectorLoadLane, vectorStore, vectorStoreLane
  }

  var kind = Kind.special
  /// Whether operands may change places.
  var isCommutative = false
  /// Whether the result may be a NaN that is not canonical.
  var makesNaN = false
  private var accessed: UInt8 = 0
  /// The type of the operands.
  var operand = ValueType.i32
  /// The type of the result.
  var result = ValueType.i32
  private var firstHandler: UInt16 = 0
  private var swappedHandler: UInt16 = 0

  init() {}

  init(
    kind: Kind, family: Int = 0, operand: ValueType = .i32, result: ValueType = .i32,
    isCommutative: Bool = false, swapped: Int = 0, byteCount: Int = 0, makesNaN: Bool = false
  ) {
    self.kind = kind
    self.isCommutative = isCommutative
    self.makesNaN = makesNaN
    self.operand = operand
    self.result = result
    self.family = family
    swappedHandler = UInt16(truncatingIfNeeded: swapped)
    accessed = UInt8(truncatingIfNeeded: byteCount)
  }

  /// The first handler of the family.
  var family: Int {
    get { Int(firstHandler) }
    set { firstHandler = UInt16(truncatingIfNeeded: newValue) }
  }
  /// Of a comparison, the family with the operands in the other order.
  var swapped: Int { Int(swappedHandler) }
  /// Of a load or store, the bytes accessed; of a vector operator, the bytes of a lane.
  var byteCount: Int { Int(accessed) }

  /// The rule for an opcode.
  @inline(__always)
  static func of(_ raw: UInt16) -> Rule {
    raw < Opcode.vectorBase ? narrow[Int(raw)] : wide[Int(raw - Opcode.vectorBase)]
  }

  /// The rules by opcode number, below the vectors'.
  private static let narrow = table(
    [binary, comparisons, unary, memory], from: 0, to: Int(Opcode.vectorBase))

  /// The rules from the vectors' on; most programs need none of them.
  private static let wide = table(vector, from: Int(Opcode.vectorBase), to: 0x600)

  private static func table(_ lists: [[(Opcode, Rule)]], from first: Int, to end: Int) -> [Rule] {
    var table = [Rule](repeating: Rule(), count: end - first)
    for list in lists {
      for (opcode, rule) in list { table[Int(opcode.rawValue) - first] = rule }
    }
    return table
  }

  private static var binary: [(Opcode, Rule)] {
    let integer: [(Opcode, Int, Bool)] = [
      (.i32Add, Family.i32Add, true), (.i32Sub, Family.i32Sub, false),
      (.i32Mul, Family.i32Mul, true), (.i32DivS, Family.i32DivS, false),
      (.i32DivU, Family.i32DivU, false), (.i32RemS, Family.i32RemS, false),
      (.i32RemU, Family.i32RemU, false), (.i32And, Family.i32And, true),
      (.i32Or, Family.i32Or, true), (.i32Xor, Family.i32Xor, true),
      (.i32Shl, Family.i32Shl, false), (.i32ShrS, Family.i32ShrS, false),
      (.i32ShrU, Family.i32ShrU, false), (.i32Rotl, Family.i32Rotl, false),
      (.i32Rotr, Family.i32Rotr, false),
    ]
    let long: [(Opcode, Int, Bool)] = [
      (.i64Add, Family.i64Add, true), (.i64Sub, Family.i64Sub, false),
      (.i64Mul, Family.i64Mul, true), (.i64DivS, Family.i64DivS, false),
      (.i64DivU, Family.i64DivU, false), (.i64RemS, Family.i64RemS, false),
      (.i64RemU, Family.i64RemU, false), (.i64And, Family.i64And, true),
      (.i64Or, Family.i64Or, true), (.i64Xor, Family.i64Xor, true),
      (.i64Shl, Family.i64Shl, false), (.i64ShrS, Family.i64ShrS, false),
      (.i64ShrU, Family.i64ShrU, false), (.i64Rotl, Family.i64Rotl, false),
      (.i64Rotr, Family.i64Rotr, false),
    ]
    let float: [(Opcode, Int, Bool)] = [
      (.f32Add, Family.f32Add, true), (.f32Sub, Family.f32Sub, true),
      (.f32Mul, Family.f32Mul, true), (.f32Div, Family.f32Div, true),
      (.f32Min, Family.f32Min, true), (.f32Max, Family.f32Max, true),
      (.f32Copysign, Family.f32Copysign, false),
    ]
    let double: [(Opcode, Int, Bool)] = [
      (.f64Add, Family.f64Add, true), (.f64Sub, Family.f64Sub, true),
      (.f64Mul, Family.f64Mul, true), (.f64Div, Family.f64Div, true),
      (.f64Min, Family.f64Min, true), (.f64Max, Family.f64Max, true),
      (.f64Copysign, Family.f64Copysign, false),
    ]
    func rules(_ rows: [(Opcode, Int, Bool)], _ type: ValueType) -> [(Opcode, Rule)] {
      rows.map {
        var rule = Rule(kind: .binary, family: $0.1, operand: type, result: type)
        // Operands of floats keep their places, which decides whose NaN comes out.
        if type == .f32 || type == .f64 {
          rule.makesNaN = $0.2
        } else {
          rule.isCommutative = $0.2
        }
        return ($0.0, rule)
      }
    }
    return rules(integer, .i32) + rules(long, .i64) + rules(float, .f32) + rules(double, .f64)
  }

  private static var comparisons: [(Opcode, Rule)] {
    func rules(_ first: Opcode, _ type: ValueType, _ families: [Int], _ swapped: [Int]) -> [(
      Opcode, Rule
    )] {
      families.indices.compactMap { position in
        Opcode(rawValue: first.rawValue + UInt16(position)).map {
          (
            $0,
            Rule(
              kind: .comparison, family: families[position], operand: type, result: .i32,
              swapped: swapped[position])
          )
        }
      }
    }
    typealias F = Family
    var all = rules(
      .i32Eq, .i32,
      [
        F.i32Eq, F.i32Ne, F.i32LtS, F.i32LtU, F.i32GtS, F.i32GtU, F.i32LeS, F.i32LeU, F.i32GeS,
        F.i32GeU,
      ],
      [
        F.i32Eq, F.i32Ne, F.i32GtS, F.i32GtU, F.i32LtS, F.i32LtU, F.i32GeS, F.i32GeU, F.i32LeS,
        F.i32LeU,
      ])
    all += rules(
      .i64Eq, .i64,
      [
        F.i64Eq, F.i64Ne, F.i64LtS, F.i64LtU, F.i64GtS, F.i64GtU, F.i64LeS, F.i64LeU, F.i64GeS,
        F.i64GeU,
      ],
      [
        F.i64Eq, F.i64Ne, F.i64GtS, F.i64GtU, F.i64LtS, F.i64LtU, F.i64GeS, F.i64GeU, F.i64LeS,
        F.i64LeU,
      ])
    all += rules(
      .f32Eq, .f32, [F.f32Eq, F.f32Ne, F.f32Lt, F.f32Gt, F.f32Le, F.f32Ge],
      [F.f32Eq, F.f32Ne, F.f32Gt, F.f32Lt, F.f32Ge, F.f32Le])
    all += rules(
      .f64Eq, .f64, [F.f64Eq, F.f64Ne, F.f64Lt, F.f64Gt, F.f64Le, F.f64Ge],
      [F.f64Eq, F.f64Ne, F.f64Gt, F.f64Lt, F.f64Ge, F.f64Le])
    all.append((.i32Eqz, Rule(kind: .zeroTest, family: F.i32Eq, operand: .i32)))
    all.append((.i64Eqz, Rule(kind: .zeroTest, family: F.i64Eq, operand: .i64)))
    all.append((.refIsNull, Rule(kind: .zeroTest, family: F.i64Eq, operand: .i64)))
    all.append(
      (.refEq, Rule(kind: .comparison, family: F.i64Eq, operand: .i64, swapped: F.i64Eq)))
    return all
  }

  private static var unary: [(Opcode, Rule)] {
    typealias F = Family
    func rule(_ family: Int, _ operand: ValueType, _ result: ValueType, nan: Bool = false) -> Rule {
      Rule(kind: .unary, family: family, operand: operand, result: result, makesNaN: nan)
    }
    var all: [(Opcode, Rule)] = [
      (.i32Clz, rule(F.i32Clz, .i32, .i32)), (.i32Ctz, rule(F.i32Ctz, .i32, .i32)),
      (.i32Popcnt, rule(F.i32Popcnt, .i32, .i32)), (.i64Clz, rule(F.i64Clz, .i64, .i64)),
      (.i64Ctz, rule(F.i64Ctz, .i64, .i64)), (.i64Popcnt, rule(F.i64Popcnt, .i64, .i64)),
      (.i32Extend8S, rule(F.i32Extend8S, .i32, .i32)),
      (.i32Extend16S, rule(F.i32Extend16S, .i32, .i32)),
      (.i64Extend8S, rule(F.i64Extend8S, .i64, .i64)),
      (.i64Extend16S, rule(F.i64Extend16S, .i64, .i64)),
      (.i64Extend32S, rule(F.i64Extend32S, .i64, .i64)),
      (.i64ExtendI32S, rule(F.i64Extend32S, .i64, .i64)),
      (.i64ExtendI32U, rule(F.i64ExtendI32U, .i32, .i64)),
      (.i32WrapI64, Rule(kind: .alias, operand: .i64, result: .i32)),
      (.f32DemoteF64, rule(F.f32DemoteF64, .f64, .f32, nan: true)),
      (.f64PromoteF32, rule(F.f64PromoteF32, .f32, .f64, nan: true)),
      (.i32ReinterpretF32, rule(F.i32ReinterpretF32, .f32, .i32)),
      (.i64ReinterpretF64, rule(F.i64ReinterpretF64, .f64, .i64)),
      (.f32ReinterpretI32, rule(F.f32ReinterpretI32, .i32, .f32)),
      (.f64ReinterpretI64, rule(F.f64ReinterpretI64, .i64, .f64)),
      (.i32TruncF32S, rule(F.i32TruncF32S, .f32, .i32)),
      (.i32TruncF32U, rule(F.i32TruncF32U, .f32, .i32)),
      (.i32TruncF64S, rule(F.i32TruncF64S, .f64, .i32)),
      (.i32TruncF64U, rule(F.i32TruncF64U, .f64, .i32)),
      (.i64TruncF32S, rule(F.i64TruncF32S, .f32, .i64)),
      (.i64TruncF32U, rule(F.i64TruncF32U, .f32, .i64)),
      (.i64TruncF64S, rule(F.i64TruncF64S, .f64, .i64)),
      (.i64TruncF64U, rule(F.i64TruncF64U, .f64, .i64)),
      (.i32TruncSatF32S, rule(F.i32TruncSatF32S, .f32, .i32)),
      (.i32TruncSatF32U, rule(F.i32TruncSatF32U, .f32, .i32)),
      (.i32TruncSatF64S, rule(F.i32TruncSatF64S, .f64, .i32)),
      (.i32TruncSatF64U, rule(F.i32TruncSatF64U, .f64, .i32)),
      (.i64TruncSatF32S, rule(F.i64TruncSatF32S, .f32, .i64)),
      (.i64TruncSatF32U, rule(F.i64TruncSatF32U, .f32, .i64)),
      (.i64TruncSatF64S, rule(F.i64TruncSatF64S, .f64, .i64)),
      (.i64TruncSatF64U, rule(F.i64TruncSatF64U, .f64, .i64)),
      (.f32ConvertI32S, rule(F.f32ConvertI32S, .i32, .f32)),
      (.f32ConvertI32U, rule(F.f32ConvertI32U, .i32, .f32)),
      (.f32ConvertI64S, rule(F.f32ConvertI64S, .i64, .f32)),
      (.f32ConvertI64U, rule(F.f32ConvertI64U, .i64, .f32)),
      (.f64ConvertI32S, rule(F.f64ConvertI32S, .i32, .f64)),
      (.f64ConvertI32U, rule(F.f64ConvertI32U, .i32, .f64)),
      (.f64ConvertI64S, rule(F.f64ConvertI64S, .i64, .f64)),
      (.f64ConvertI64U, rule(F.f64ConvertI64U, .i64, .f64)),
      (.refI31, rule(F.refI31, .i32, .i64)), (.i31GetS, rule(F.i31GetS, .i64, .i32)),
      (.i31GetU, rule(F.i31GetU, .i64, .i32)),
    ]
    let f32: [(Opcode, Int, Bool)] = [
      (.f32Abs, F.f32Abs, false), (.f32Neg, F.f32Neg, false), (.f32Ceil, F.f32Ceil, true),
      (.f32Floor, F.f32Floor, true), (.f32Trunc, F.f32Trunc, true),
      (.f32Nearest, F.f32Nearest, true), (.f32Sqrt, F.f32Sqrt, true),
    ]
    let f64: [(Opcode, Int, Bool)] = [
      (.f64Abs, F.f64Abs, false), (.f64Neg, F.f64Neg, false), (.f64Ceil, F.f64Ceil, true),
      (.f64Floor, F.f64Floor, true), (.f64Trunc, F.f64Trunc, true),
      (.f64Nearest, F.f64Nearest, true), (.f64Sqrt, F.f64Sqrt, true),
    ]
    all += f32.map { ($0.0, rule($0.1, .f32, .f32, nan: $0.2)) }
    all += f64.map { ($0.0, rule($0.1, .f64, .f64, nan: $0.2)) }
    return all
  }

  private static var memory: [(Opcode, Rule)] {
    typealias F = Family
    func load(_ opcode: Opcode, _ family: Int, _ type: ValueType) -> (Opcode, Rule) {
      (
        opcode,
        Rule(
          kind: .load, family: family, result: type,
          byteCount: 1 << Int(opcode.instruction.alignment))
      )
    }
    func store(_ opcode: Opcode, _ family: Int, _ type: ValueType) -> (Opcode, Rule) {
      (
        opcode,
        Rule(
          kind: .store, family: family, operand: type,
          byteCount: 1 << Int(opcode.instruction.alignment))
      )
    }
    return [
      load(.i32Load, F.load32U, .i32), load(.i64Load, F.load64, .i64),
      load(.f32Load, F.loadF32, .f32), load(.f64Load, F.loadF64, .f64),
      load(.i32Load8S, F.load8S, .i32), load(.i32Load8U, F.load8U, .i32),
      load(.i32Load16S, F.load16S, .i32), load(.i32Load16U, F.load16U, .i32),
      load(.i64Load8S, F.load8S, .i64), load(.i64Load8U, F.load8U, .i64),
      load(.i64Load16S, F.load16S, .i64), load(.i64Load16U, F.load16U, .i64),
      load(.i64Load32S, F.load32S, .i64), load(.i64Load32U, F.load32U, .i64),
      store(.i32Store, F.store32, .i32), store(.i64Store, F.store64, .i64),
      store(.f32Store, F.store32, .f32), store(.f64Store, F.store64, .f64),
      store(.i32Store8, F.store8, .i32), store(.i32Store16, F.store16, .i32),
      store(.i64Store8, F.store8, .i64), store(.i64Store16, F.store16, .i64),
      store(.i64Store32, F.store32, .i64),
    ]
  }
}
