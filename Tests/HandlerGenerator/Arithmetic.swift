/// Families of operators that compute.
enum Arithmetic {
  /// The forms of a two-operand family: slot-slot, accumulator-slot, slot-accumulator,
  /// slot-constant, accumulator-constant, constant-slot, constant-accumulator; each to a slot (and
  /// the accumulator) or to the accumulator alone.
  static let binaryForms = ["ss", "as", "sa", "sk", "ak", "ks", "ka"]

  static func family(_ o: BinaryOperator, isComparison: Bool = false) -> Family {
    var handlers: [Handler?] = []
    for form in binaryForms {
      for toSlot in [true, false] {
        // Operands that may change places, or comparisons that have a mirror image, need fewer.
        if (o.isCommutative && form == "sa")
          || ((o.isCommutative || isComparison) && form.first == "k")
        {
          handlers.append(nil)
          continue
        }
        let (l, q, words) = operands(form, o.operand)
        var body = ["let l = \(l), q = \(q)"] + o.checks + ["let r = \(o.expression)"]
        body += o.result.finish(words: words, toSlot: toSlot)
        handlers.append(Handler(form: form + (toSlot ? "_s" : "_a"), body: body))
      }
    }
    return Family(name: o.name, handlers: handlers)
  }

  /// The operand expressions of a form and the instruction's length in words.
  static func operands(_ form: String, _ kind: Kind) -> (String, String, Int) {
    switch form {
    case "ss": (kind.slot(10), kind.slot(12), 2)
    case "as": (kind.accumulator, kind.slot(12), 2)
    case "sa": (kind.slot(10), kind.accumulator, 2)
    case "sk": (kind.slot(10), kind.immediate, kind.constantWords)
    case "ks": (kind.immediate, kind.slot(10), kind.constantWords)
    case "ka": (kind.immediate, kind.accumulator, kind.constantWords)
    default: (kind.accumulator, kind.immediate, kind.constantWords)
    }
  }

  /// The forms of a one-operand family: from slot or accumulator, to slot or accumulator.
  static func family(_ o: UnaryOperator) -> Family {
    var handlers: [Handler?] = []
    for (form, l) in [("s", o.operand.slot(10)), ("a", o.operand.accumulator)] {
      for toSlot in [true, false] {
        var body = ["let l = \(l)"] + o.checks + ["let r = \(o.expression)"]
        body += o.result.finish(words: 2, toSlot: toSlot)
        handlers.append(Handler(form: form + (toSlot ? "_s" : "_a"), body: body))
      }
    }
    return Family(name: o.name, handlers: handlers)
  }

  /// A comparison whose result is a value.
  static func comparison(_ kind: Kind, _ name: String, _ condition: String) -> Family {
    family(
      BinaryOperator(
        name: kind.rawValue + name, operand: kind, result: .i32,
        expression: "UInt32(\(condition) ? 1 : 0)"), isComparison: true)
  }

  /// The forms of a comparison that branches: operand places, then where to.
  static let branchForms = ["ss", "as", "sk", "ak"]

  /// Where a branch goes, and what it does on its way: forward; backward, where a stop may be asked
  /// for; to the `meter` of a label and of a loop, which it pays at, as at the one behind it.
  static let ways = ["f", "b", "m", "l"]

  /// A branch that is taken on `condition`.
  ///
  /// - Parameters:
  ///   - way: where it goes.
  ///   - at: where the displacement stands.
  ///   - words: the instruction's length.
  ///   - acc: the accumulator that is passed on.
  static func taken(
    _ condition: String, _ way: String, at: Int, words: Int, acc: String = "a"
  ) -> [String] {
    let rest = "f, \(acc), x, m, n, d)"
    let target = "p + Int(i32(p, \(at)))"
    let go =
      switch way {
      case "f": "jump(p, \(at), \(rest)"
      case "b": "back(p, \(at), \(rest)"
      case "m": "pay(\(target), \(rest)"
      default: "payBack(\(target), \(rest)"
      }
    let on =
      way == "m" || way == "l"
      ? "return pay(p + \(words * 8), \(rest)" : Body.next(words: words, acc: acc)
    return ["if \(condition) {", "  return \(go)", "}", on]
  }

  /// A comparison that branches when it holds.
  static func branch(
    _ kind: Kind, _ name: String, _ condition: String, backward: Bool
  ) -> Family {
    var handlers: [Handler?] = []
    for form in branchForms {
      let isLong = kind.isFloat && form.last == "k"
      let l = form.first == "s" ? kind.slot(8) : kind.accumulator
      let q: String
      switch (form.last, kind) {
      case ("s", _): q = kind.slot(10)
      case (_, .i32): q = "j32(p, 10)"
      case (_, .i64): q = "j64(p, 10)"
      case (_, .f32): q = "kf32(p, 16)"
      default: q = "kf64(p, 16)"
      }
      for way in ways where way != "b" || backward {
        handlers.append(
          Handler(
            form: form + "_" + way,
            body: ["let l = \(l), q = \(q)"]
              + taken(condition, way, at: 12, words: isLong ? 3 : 2)))
      }
    }
    return Family(name: "br" + kind.rawValue.uppercased() + name, handlers: handlers)
  }
}
