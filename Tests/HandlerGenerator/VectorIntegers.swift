/// Operators on vectors of integers.
enum VectorIntegers {
  static var binary: [VectorOperator] {
    var all: [VectorOperator] = []
    for shape in VectorShape.integers {
      func add(_ name: String, _ type: String, _ expression: String, _ lines: [String] = []) {
        all.append(
          VectorOperator(
            name: shape.name + name, type: type, lines: lines, expression: expression,
            canLoad: ["Add", "Mul"].contains(name)))
      }
      let (s, u) = (shape.signed, shape.unsigned)
      add("Add", u, "l &+ q")
      add("Sub", u, "l &- q")
      if shape.bits > 8 { add("Mul", u, "l &* q") }
      guard shape.bits < 64 else { continue }
      for (suffix, type) in [("S", s), ("U", u)] {
        add("Min" + suffix, type, "l.replacing(with: q, where: q .< l)")
        add("Max" + suffix, type, "l.replacing(with: q, where: l .< q)")
      }
      guard shape.bits < 32 else { continue }
      add("AvgrU", u, "(l | q) &- ((l ^ q) &>> \(u)(repeating: 1))")
      add("AddSatU", u, "l &+ q.replacing(with: ~l, where: ~l .< q)")
      add("SubSatU", u, "l.replacing(with: q, where: l .< q) &- q")
      // Where the sum has the wrong sign, the bound is the one of the other sign.
      let bound = "let b = (t &>> \(s)(repeating: \(shape.bits - 1))) ^ \(s)(repeating: .min)"
      add(
        "AddSatS", s, "t.replacing(with: b, where: ((l ^ t) & (q ^ t)) .< \(s)())",
        ["let t = l &+ q", bound])
      add(
        "SubSatS", s, "t.replacing(with: b, where: ((l ^ q) & (l ^ t)) .< \(s)())",
        ["let t = l &- q", bound])
    }
    return all + logic + narrowing + products
  }

  private static let logic = [
    VectorOperator(name: "v128And", type: "U64x2", expression: "l & q", canLoad: true),
    VectorOperator(name: "v128Andnot", type: "U64x2", expression: "l & ~q"),
    VectorOperator(name: "v128Or", type: "U64x2", expression: "l | q", canLoad: true),
    VectorOperator(name: "v128Xor", type: "U64x2", expression: "l ^ q", canLoad: true),
  ]

  private static let narrowing = [
    VectorOperator(name: "i8x16NarrowI16x8S", type: "I16x8", expression: "narrowed(l, q)"),
    VectorOperator(name: "i8x16NarrowI16x8U", type: "I16x8", expression: "narrowedUnsigned(l, q)"),
    VectorOperator(name: "i16x8NarrowI32x4S", type: "I32x4", expression: "narrowed(l, q)"),
    VectorOperator(name: "i16x8NarrowI32x4U", type: "I32x4", expression: "narrowedUnsigned(l, q)"),
  ]

  private static var products: [VectorOperator] {
    var all = [
      VectorOperator(name: "i16x8Q15mulrSatS", type: "I16x8", expression: "roundedProduct(l, q)"),
      VectorOperator(name: "i32x4DotI16x8S", type: "I16x8", expression: "dotProduct(l, q)"),
      VectorOperator(
        name: "i16x8RelaxedDotI8x16I7x16S", type: "I16x8", expression: "dotProductOfBytes(l, q)"),
    ]
    for (wide, narrow) in widenings {
      for half in ["Low", "High"] {
        for (suffix, from, to) in [
          ("S", narrow.signed, wide.signed), ("U", narrow.unsigned, wide.unsigned),
        ] {
          all.append(
            VectorOperator(
              name: "\(wide.name)Extmul\(half)\(narrow.name.uppercased(first: 1))\(suffix)",
              type: from,
              expression: widen("l", half, from, to) + " &* " + widen("q", half, from, to)))
        }
      }
    }
    return all
  }

  /// The lanes of one half, made wider. Swift's conversion of eight lanes is a call.
  private static func widen(_ operand: String, _ half: String, _ from: String, _ to: String)
    -> String
  {
    guard from.hasSuffix("8x16") else {
      return "\(to)(truncatingIfNeeded: \(operand).\(half.lowercased())Half)"
    }
    let word = "(bits(\(operand)) as U64x2)[\(half == "Low" ? 0 : 1)]"
    return "\(from.hasPrefix("I") ? "widened" : "widenedUnsigned")(\(word))"
  }

  static let widenings: [(VectorShape, VectorShape)] = [
    (.i16x8, .i8x16), (.i32x4, .i16x8), (.i64x2, .i32x4),
  ]

  /// Comparisons, whose result is all ones where they hold.
  static var comparisons: [VectorOperator] {
    VectorShape.integers.flatMap { shape -> [VectorOperator] in
      func make(_ name: String, _ type: String, _ symbol: String) -> VectorOperator {
        VectorOperator(
          name: shape.name + name, type: type, expression: "lanes(l \(symbol) q)",
          canLoad: name == "Eq")
      }
      var all = [
        make("Eq", shape.unsigned, ".=="), make("Ne", shape.unsigned, ".!="),
      ]
      for (name, symbol) in [("Lt", ".<"), ("Gt", ".>"), ("Le", ".<="), ("Ge", ".>=")] {
        all.append(make(name + "S", shape.signed, symbol))
        if shape.bits < 64 { all.append(make(name + "U", shape.unsigned, symbol)) }
      }
      return all
    }
  }

  static var unary: [VectorOperator] {
    var all = [
      VectorOperator(name: "v128Not", type: "U64x2", expression: "~l"),
      VectorOperator(name: "i8x16Popcnt", type: "U8x16", expression: "bitCounts(l)"),
    ]
    for shape in VectorShape.integers {
      all.append(
        VectorOperator(
          name: shape.name + "Abs", type: shape.signed,
          lines: ["let t = l &>> \(shape.signed)(repeating: \(shape.bits - 1))"],
          expression: "(l ^ t) &- t"))
      all.append(
        VectorOperator(
          name: shape.name + "Neg", type: shape.unsigned, expression: "\(shape.unsigned)() &- l"))
    }
    for (wide, narrow) in widenings {
      let name = narrow.name.uppercased(first: 1)
      for (suffix, from, to) in [
        ("S", narrow.signed, wide.signed), ("U", narrow.unsigned, wide.unsigned),
      ] {
        for half in ["Low", "High"] {
          all.append(
            VectorOperator(
              name: "\(wide.name)Extend\(half)\(name)\(suffix)", type: from,
              expression: widen("l", half, from, to)))
        }
        guard wide.bits < 64 else { continue }
        // The odd lanes are the upper halves of wide ones, the even lanes the lower halves.
        let by = "\(to)(repeating: \(narrow.bits))"
        all.append(
          VectorOperator(
            name: "\(wide.name)ExtaddPairwise\(name)\(suffix)", type: to,
            expression: "((l &<< \(by)) &>> \(by)) &+ (l &>> \(by))"))
      }
    }
    return all
  }

  static let ternary = [
    VectorOperator(name: "v128Bitselect", type: "U64x2", expression: "q ^ ((l ^ q) & c)"),
    VectorOperator(
      name: "i32x4RelaxedDotI8x16I7x16AddS", type: "I16x8", expression: "dotProductOfBytes(l, q, c)"
    ),
  ]

  static var shifts: [VectorOperator] {
    VectorShape.integers.flatMap { shape in
      [
        ("Shl", shape.unsigned, "&<<"), ("ShrS", shape.signed, "&>>"),
        ("ShrU", shape.unsigned, "&>>"),
      ]
      .map { name, type, symbol in
        let scalar = type == shape.signed ? "Int\(shape.bits)" : shape.lane
        return VectorOperator(
          name: shape.name + name, type: type,
          expression: "l \(symbol) \(type)(repeating: \(scalar)(truncatingIfNeeded: k))")
      }
    }
  }

  static var tests: [VectorOperator] {
    var all = [
      VectorOperator(name: "v128AnyTrue", type: "U64x2", expression: "(l[0] | l[1]) != 0 ? 1 : 0")
    ]
    for shape in VectorShape.integers {
      all.append(
        VectorOperator(
          name: shape.name + "AllTrue", type: shape.unsigned,
          lines: ["let t: U64x2 = bits(lanes(l .== \(shape.unsigned)()))"],
          expression: "(t[0] | t[1]) == 0 ? 1 : 0"))
      all.append(
        VectorOperator(
          name: shape.name + "Bitmask", type: "U64x2", expression: "signs\(shape.bits)(l)"))
    }
    return all
  }
}

extension String {
  /// The string with its first characters in upper case.
  func uppercased(first count: Int) -> String {
    prefix(count).uppercased() + dropFirst(count)
  }
}
