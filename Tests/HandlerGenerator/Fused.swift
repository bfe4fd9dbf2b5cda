/// Families that do what several operators do in one dispatch; which ones was decided by counting.
enum Fused {
  /// Additions of a constant to a local, and the loop's comparison behind them.
  static var additions: [Family] {
    var families: [Family] = []
    for (kind, signed) in [(Kind.i32, "Int32"), (.i64, "Int64")] {
      let k = kind.rawValue
      let first = [
        "let l = \(kind.slot(10)) &+ \(kind.immediate)", "put(p, f, l)",
      ]
      families.append(
        Family(
          name: k + "AddPair",
          handlers: [
            Handler(
              form: "s",
              body: [
                "put(p, f, \(kind.slot(10)) &+ \(kind.immediate))",
                "let r = \(kind.slot(18)) &+ \(kind == .i32 ? "k32(p, 20)" : "k64(p, 20)")",
                "put(p, f, 16, UInt64(r))",
                Body.next(words: 3, acc: kind.passed.acc),
              ])
          ]))
      for (name, condition) in Operators.comparisons(signed) {
        var handlers: [Handler] = []
        for form in ["s", "k"] {
          let q = form == "s" ? kind.slot(16) : (kind == .i32 ? "j32(p, 16)" : "j64(p, 16)")
          for way in Arithmetic.ways {
            handlers.append(
              Handler(
                form: form + "_" + way,
                body: first + ["let q = \(q)", "let c = UInt64(l)"]
                  + Arithmetic.taken(condition, way, at: 20, words: 3, acc: "c")))
          }
        }
        families.append(Family(name: k + "AddBr" + name, handlers: handlers))
      }
      guard kind == .i32 else { continue }
      for (name, condition) in Operators.comparisons(signed) {
        families.append(
          Family(
            name: k + "AddAddBr" + name,
            handlers: ["s", "k"].map { form in
              Handler(
                form: form + "_b",
                body: [
                  "put(p, f, u32(p, f, 10) &+ k32(p, 12))",
                  "let l = u32(p, f, 18) &+ k32(p, 20)",
                  "put(p, f, 16, UInt64(l))",
                  "let q = \(form == "s" ? "u32(p, f, 24)" : "j32(p, 24)")",
                  "let c = UInt64(l)",
                  "if \(condition) { return back(p, 28, f, c, x, m, n, d) }",
                  Body.next(words: 4, acc: "c"),
                ])
            }))
      }
    }
    return families
  }

  /// A shift by a constant, then an addition: 10: shifted slot; 12: other slot; 14: the shift.
  static let shiftAdd = Family(
    name: "i32ShlAdd",
    handlers: [true, false].map { toSlot in
      Handler(
        form: toSlot ? "s" : "a",
        body: ["let r = (u32(p, f, 10) &<< j32(p, 14)) &+ u32(p, f, 12)"]
          + Kind.i32.finish(words: 2, toSlot: toSlot))
    })

  /// A comparison, then `select`. 10, 12: what to select from; 14, 16: what to compare.
  static var selects: [Family] {
    Operators.comparisons("Int32").map { name, condition in
      var handlers: [Handler] = []
      for form in Arithmetic.branchForms {
        let l = form.first == "s" ? "u32(p, f, 14)" : Kind.i32.accumulator
        let q = form.last == "s" ? "u32(p, f, 16)" : "j32(p, 16)"
        for toSlot in [true, false] {
          handlers.append(
            Handler(
              form: form + (toSlot ? "_s" : "_a"),
              body: [
                "let l = \(l), q = \(q)",
                "let r = \(condition) ? u64(p, f, 10) : u64(p, f, 12)",
              ] + Kind.i64.finish(words: 3, toSlot: toSlot)))
        }
      }
      return Family(name: "selectI32" + name, handlers: handlers)
    }
  }

  /// Branches on bits: what integer comparisons are extended by.
  static let bitTests = [("AndZero", "l & q == 0"), ("AndNonzero", "l & q != 0")]
}
