/// Families that move lanes into, out of and within vectors.
enum VectorLanes {
  static var families: [Family] { splats + extractions + replacements + shuffles }

  private static var splats: [Family] {
    (VectorShape.integers + VectorShape.floats).map { shape in
      let kind: Kind =
        switch (shape.name.first, shape.bits) {
        case ("f", 32): .f32
        case ("f", _): .f64
        case (_, 64): .i64
        default: .i32
        }
      let type = kind.isFloat ? shape.signed : shape.unsigned
      return Family(
        name: shape.name + "Splat",
        handlers: [("s", kind.slot(10)), ("a", kind.accumulator)].map { form, value in
          let lane = kind.isFloat ? "l" : "\(shape.lane)(truncatingIfNeeded: l)"
          return Handler(
            form: form,
            body: [
              "let l = \(value)", "putVector(p, f, \(type)(repeating: \(lane)))",
              Body.next(words: 2),
            ])
        })
    }
  }

  /// A lane is read straight from the frame: the offset at byte 10 is the lane's own.
  private static var extractions: [Family] {
    let rows: [(String, String, Kind)] = [
      ("8S", "UInt32(bitPattern: Int32(lane(p, f, 10) as Int8))", .i32),
      ("8U", "UInt32(lane(p, f, 10) as UInt8)", .i32),
      ("16S", "UInt32(bitPattern: Int32(lane(p, f, 10) as Int16))", .i32),
      ("16U", "UInt32(lane(p, f, 10) as UInt16)", .i32),
      ("32", "lane(p, f, 10) as UInt32", .i32),
      ("64", "lane(p, f, 10) as UInt64", .i64),
      ("F32", "lane(p, f, 10) as Float", .f32),
      ("F64", "lane(p, f, 10) as Double", .f64),
    ]
    return rows.map { name, expression, kind in
      Family(
        name: "extract" + name,
        handlers: [true, false].map { toSlot in
          Handler(
            form: toSlot ? "s_s" : "s_a",
            body: ["let r = \(expression)"] + kind.finish(words: 2, toSlot: toSlot))
        })
    }
  }

  /// The value is in a slot or an accumulator; the lane's number stands at byte 14.
  private static var replacements: [Family] {
    VectorShape.integers.map { shape in
      var forms = [("s", "u64(p, f, 12)"), ("a", "a")]
      if shape.bits == 32 { forms.append(("f", "low(d).bitPattern")) }
      if shape.bits == 64 { forms.append(("f", "d.bitPattern")) }
      return Family(
        name: "replace\(shape.bits)",
        handlers: forms.map { form, value in
          Handler(
            form: form,
            body: [
              "let l: \(shape.unsigned) = v(p, f, 10), t = \(value)",
              "putVector(p, f, replaced(l, slot(p, 14), \(shape.lane)(truncatingIfNeeded: t)))",
              Body.next(words: 2),
            ])
        })
    }
  }

  private static var shuffles: [Family] {
    func family(_ name: String, _ body: [String], words: Int) -> Family {
      Family(name: name, handlers: [Handler(form: "s", body: body + [Body.next(words: words)])])
    }
    func gather(_ type: String, _ lane: String, _ count: Int) -> String {
      let lanes = (0..<count).map { "lane(p, f, \(16 + 2 * $0)) as \(lane)" }
      return "putVector(p, f, \(type)(\(lanes.joined(separator: ", "))))"
    }
    return [
      family(
        "i8x16Swizzle", ["putVector(p, f, swizzled(f + slot(p, 10), v(p, f, 12)))"], words: 2),
      // The frame offset of every lane stands in the instruction.
      family("shuffle8", ["putVector(p, f, gathered(p, f, 16))"], words: 6),
      family("shuffle16", [gather("U16x8", "UInt16", 8)], words: 4),
      family("shuffle32", [gather("U32x4", "UInt32", 4)], words: 3),
      family("shuffle64", [gather("U64x2", "UInt64", 2)], words: 3),
      // Three consecutive words, and how many bits of them to leave out.
      family(
        "shuffleBytes",
        [
          "let s = u64(p, f, 10), t = u64(p, f, 12), u = u64(p, f, 14), k = p.load(fromByteOffset: 16, as: UInt64.self)",
          "putVector(p, f, U64x2(s &>> k | t &<< (64 &- k), t &>> k | u &<< (64 &- k)))",
        ], words: 3),
      VectorFamilies.unary(
        VectorOperator(
          name: "shuffleReverse", type: "U64x2",
          expression: "U64x2(l[1].byteSwapped, l[0].byteSwapped)")),
    ]
      + [
        ("shuffleInterleaveLow", "interleavedLow(l, q)"),
        ("shuffleInterleaveHigh", "interleavedHigh(l, q)"), ("shuffleEven", "even(l, q)"),
        ("shuffleOdd", "odd(l, q)"), ("shuffleWidenLow", "widenedLow(l, q)"),
        ("shuffleWidenHigh", "widenedHigh(l, q)"),
      ].map { name, expression in
        let o = VectorOperator(name: name, type: "U8x16", expression: expression)
        return VectorFamilies.binary(o)
      }
  }
}
