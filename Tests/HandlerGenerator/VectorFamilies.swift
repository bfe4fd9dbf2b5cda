/// Families of handlers on vectors, which are read from slots and written to slots: no accumulator
/// can carry one.
enum VectorFamilies {
  /// Two operands: two slots, a slot and sixteen bytes of the instruction, or, where counting
  /// showed that it pays, a slot and memory.
  static func binary(_ o: VectorOperator) -> Family {
    let places: [(String, [String], String, Int)] = [
      ("ss", [], "v(p, f, 12)", 2), ("sk", [], "kv(p, 16)", 4),
      ("sm", VectorMemory.access(memoryAddress, 16), "e.loadUnaligned(as: \(o.type).self)", 3),
    ]
    return Family(
      name: o.name,
      handlers: places.prefix(o.canLoad ? 3 : 2).map { form, lines, second, words in
        Handler(
          form: form,
          body: lines + ["let l: \(o.type) = v(p, f, 10), q: \(o.type) = \(second)"] + o.lines
            + ["let r = \(o.expression)", "putVector(p, f, r)", Body.next(words: words)])
      })
  }

  private static let memoryAddress = "UInt64(u32(p, f, 12)) &+ o32(p, 16)"

  /// One operand.
  static func unary(_ o: VectorOperator) -> Family {
    Family(
      name: o.name,
      handlers: [
        Handler(
          form: "s",
          body: ["let l: \(o.type) = v(p, f, 10)"] + o.lines + [
            "let r = \(o.expression)", "putVector(p, f, r)", Body.next(words: 2),
          ])
      ])
  }

  /// Three operands, the first one perhaps a constant.
  static func ternary(_ o: VectorOperator) -> Family {
    let places = [("sss", "v(p, f, 10)", 2), ("kss", "kv(p, 16)", 4)]
    return Family(
      name: o.name,
      handlers: places.prefix(o.name == "v128Bitselect" ? 2 : 1).map { form, first, words in
        Handler(
          form: form,
          body: [
            "let l: \(o.type) = \(first), q: \(o.type) = v(p, f, 12), c: \(o.type) = v(p, f, 14)"
          ] + o.lines + ["let r = \(o.expression)", "putVector(p, f, r)", Body.next(words: words)])
      })
  }

  /// One operand, and a 32-bit integer as the result.
  static func test(_ o: VectorOperator) -> Family {
    Family(
      name: o.name,
      handlers: [true, false].map { toSlot in
        Handler(
          form: toSlot ? "s_s" : "s_a",
          body: ["let l: \(o.type) = v(p, f, 10)"] + o.lines + ["let r: UInt32 = \(o.expression)"]
            + Kind.i32.finish(words: 2, toSlot: toSlot))
      })
  }

  /// A vector and the number `k` of bits to shift by: a slot, the accumulator, or a constant.
  static func shift(_ o: VectorOperator) -> Family {
    Family(
      name: o.name,
      handlers: [
        ("ss", "u32(p, f, 12)"), ("sa", "UInt32(truncatingIfNeeded: a)"), ("sk", "k32(p, 12)"),
      ].map { form, amount in
        Handler(
          form: form,
          body: ["let l: \(o.type) = v(p, f, 10), k = \(amount)"] + o.lines + [
            "let r = \(o.expression)", "putVector(p, f, r)", Body.next(words: 2),
          ])
      })
  }
}
