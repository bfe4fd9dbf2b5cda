/// Families that load from and store to the first linear memory.
enum MemoryAccess {
  /// What a load does: name, bytes, the expression of `r` from the pointer `e`, the result's kind.
  static let loads: [(name: String, bytes: Int, expression: String, kind: Kind)] = [
    ("load8U", 1, "UInt64(e.load(as: UInt8.self))", .i64),
    ("load8S", 1, "UInt64(bitPattern: Int64(e.load(as: Int8.self)))", .i64),
    ("load16U", 2, "UInt64(le(e.loadUnaligned(as: UInt16.self)))", .i64),
    (
      "load16S", 2,
      "UInt64(bitPattern: Int64(Int16(bitPattern: le(e.loadUnaligned(as: UInt16.self)))))", .i64
    ),
    ("load32U", 4, "UInt64(le(e.loadUnaligned(as: UInt32.self)))", .i64),
    (
      "load32S", 4,
      "UInt64(bitPattern: Int64(Int32(bitPattern: le(e.loadUnaligned(as: UInt32.self)))))", .i64
    ),
    ("load64", 8, "le(e.loadUnaligned(as: UInt64.self))", .i64),
    ("loadF32", 4, "Float(bitPattern: le(e.loadUnaligned(as: UInt32.self)))", .f32),
    ("loadF64", 8, "Double(bitPattern: le(e.loadUnaligned(as: UInt64.self)))", .f64),
  ]

  /// Where a load's address comes from: a slot, the accumulator, a constant, the sum of two slots,
  /// the sum of accumulator and slot, of slot and constant, of accumulator and constant, of a
  /// shifted slot and a slot.
  static let loadForms = ["s", "a", "k", "ss", "as", "sk", "ak", "x"]

  static func load(_ name: String, _ bytes: Int, _ expression: String, _ kind: Kind) -> Family {
    var handlers: [Handler?] = []
    for form in loadForms {
      let (address, words) = loadAddress(form)
      for toSlot in [true, false] {
        var body = [
          "let t = \(address)",
          "if t &+ \(bytes) > n { return trap(p, f, x, .outOfBoundsMemoryAccess) }",
          "let e = at(m, t)",
          "let r = \(expression)",
        ]
        body += kind.finish(words: words, toSlot: toSlot)
        handlers.append(Handler(form: form + (toSlot ? "_s" : "_a"), body: body))
      }
    }
    return Family(name: name, handlers: handlers)
  }

  static func loadAddress(_ form: String) -> (String, Int) {
    switch form {
    case "s": ("UInt64(u32(p, f, 10)) &+ o32(p, 12)", 2)
    case "a": ("UInt64(UInt32(truncatingIfNeeded: a)) &+ o32(p, 12)", 2)
    case "k": ("o32(p, 12)", 2)
    case "ss": ("UInt64(u32(p, f, 10) &+ u32(p, f, 12)) &+ o32(p, 16)", 3)
    case "as": ("UInt64(UInt32(truncatingIfNeeded: a) &+ u32(p, f, 12)) &+ o32(p, 16)", 3)
    case "sk": ("UInt64(u32(p, f, 10) &+ k32(p, 12)) &+ o32(p, 16)", 3)
    case "ak": ("UInt64(UInt32(truncatingIfNeeded: a) &+ k32(p, 12)) &+ o32(p, 16)", 3)
    default: ("UInt64((u32(p, f, 10) &<< j32(p, 14)) &+ u32(p, f, 12)) &+ o32(p, 16)", 3)
    }
  }

  /// What a store does: name, bytes, the Swift type written.
  static let stores: [(name: String, bytes: Int, type: String)] = [
    ("store8", 1, "UInt8"), ("store16", 2, "UInt16"), ("store32", 4, "UInt32"),
    ("store64", 8, "UInt64"),
  ]

  /// Address place, then value place; `f` is the float accumulator, `x` the sum of two slots.
  static let storeForms = [
    "ss", "as", "ks", "sa", "ka", "sk", "ak", "kk", "sf", "kf", "af", "xs", "xk",
  ]

  static func store(_ name: String, _ bytes: Int, _ type: String) -> Family {
    let handlers = storeForms.map { form -> Handler? in
      let value: String
      let isSum = form.first == "x"
      switch form.last {
      case "s" where isSum: value = "\(type)(truncatingIfNeeded: u64(p, f, 12))"
      case "k" where isSum: value = "\(type)(truncatingIfNeeded: k64(p, 20))"
      case "s": value = "\(type)(truncatingIfNeeded: u64(p, f, 10))"
      case "a": value = "\(type)(truncatingIfNeeded: a)"
      case "k": value = "\(type)(truncatingIfNeeded: k64(p, 16))"
      default:
        if bytes < 4 { return nil }
        value = bytes == 4 ? "low(d).bitPattern" : "d.bitPattern"
      }
      let address =
        switch form.first {
        case "s": "UInt64(u32(p, f, 8)) &+ o32(p, 12)"
        case "a": "UInt64(UInt32(truncatingIfNeeded: a)) &+ o32(p, 12)"
        case "x": "UInt64(u32(p, f, 8) &+ u32(p, f, 10)) &+ o32(p, 16)"
        default: "o32(p, 12)"
        }
      return Handler(
        form: form,
        body: [
          "let t = \(address)",
          "if t &+ \(bytes) > n { return trap(p, f, x, .outOfBoundsMemoryAccess) }",
          "at(m, t).storeBytes(of: le(\(value)), as: \(type).self)",
          Body.next(words: form.last == "k" || isSum ? 3 : 2),
        ])
    }
    return Family(name: name, handlers: handlers)
  }
}
