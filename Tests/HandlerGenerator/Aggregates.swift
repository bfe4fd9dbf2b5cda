/// Families that read and write fields of structures and elements of arrays, and that cast.
enum Aggregates {
  /// How a field is read: name, the expression of `r` from the pointer `e`, the result's kind.
  private static let reads: [(name: String, expression: String, kind: Kind)] = [
    ("8U", "UInt64(e.load(as: UInt8.self))", .i64),
    ("8S", "UInt64(UInt32(bitPattern: Int32(e.load(as: Int8.self))))", .i64),
    ("16U", "UInt64(e.load(as: UInt16.self))", .i64),
    ("16S", "UInt64(UInt32(bitPattern: Int32(e.load(as: Int16.self))))", .i64),
    ("32", "UInt64(e.load(as: UInt32.self))", .i64),
    ("64", "e.load(as: UInt64.self)", .i64),
    ("F32", "e.load(as: Float.self)", .f32),
    ("F64", "e.load(as: Double.self)", .f64),
  ]

  /// How a field is written: name, the Swift type written.
  private static let writes: [(name: String, type: String, byteCount: Int)] = [
    ("8", "UInt8", 1), ("16", "UInt16", 2), ("32", "UInt32", 4), ("64", "UInt64", 8),
  ]

  static var families: [Family] {
    reads.map { structGet($0.name, $0.expression, $0.kind) }
      + writes.map { structSet($0.name, $0.type) }
      + reads.map { arrayGet($0.name, $0.expression, $0.kind) }
      + writes.map { arraySet($0.name, $0.type) }
      + [arrayCount] + casts + integers
  }

  private static func check(_ kind: String) -> String {
    "if o == 0 { return trap(p, f, x, .null\(kind)) }"
  }

  /// The object in a slot or in the accumulator. 8: result; 10: slot; 12: offset of the field.
  private static func structGet(_ name: String, _ expression: String, _ kind: Kind) -> Family {
    var handlers: [Handler] = []
    for (form, object) in [("s", "u64(p, f, 10)"), ("a", "a")] {
      for toSlot in [true, false] {
        handlers.append(
          Handler(
            form: form + (toSlot ? "_s" : "_a"),
            body: [
              "let o = \(object)", check("Structure"), "let e = field(o, p, 12)",
              "let r = \(expression)",
            ] + kind.finish(words: 2, toSlot: toSlot)))
      }
    }
    return Family(name: "structGet" + name, handlers: handlers)
  }

  /// Object place, then value place. 8: slot of the object; 10: of the value; 12: offset of the
  /// field; 16: a constant value.
  private static func structSet(_ name: String, _ type: String) -> Family {
    Family(
      name: "structSet" + name,
      handlers: ["ss", "sa", "as", "sk"].map { form in
        let value =
          switch form.last {
          case "s": "u64(p, f, 10)"
          case "a": "a"
          default: "k64(p, 16)"
          }
        return Handler(
          form: form,
          body: [
            "let o = \(form.first == "a" ? "a" : "u64(p, f, 8)")", check("Structure"),
            "field(o, p, 12).storeBytes(of: \(type)(truncatingIfNeeded: \(value)), as: \(type).self)",
            Body.next(words: form == "sk" ? 3 : 2),
          ])
      })
  }

  /// Checks the index `i` of the array `o` and makes `e` point to the element.
  private static func element(_ shift: Int) -> [String] {
    [
      check("Array"),
      "if i >= HeapObject.count(o) { return trap(p, f, x, .outOfBoundsArrayAccess) }",
      "let e = element(o, i, \(shift))",
    ]
  }

  private static func shift(_ name: String) -> Int {
    if name.contains("8") { return 0 }
    if name.contains("16") { return 1 }
    return name.contains("32") ? 2 : 3
  }

  /// The index in a slot, the accumulator or a constant. 8: result; 10: slot of the array; 12: of
  /// the index, or the index.
  private static func arrayGet(_ name: String, _ expression: String, _ kind: Kind) -> Family {
    var handlers: [Handler] = []
    let forms = [
      ("s", "u32(p, f, 12)"), ("a", "UInt32(truncatingIfNeeded: a)"), ("k", "k32(p, 12)"),
    ]
    for (form, index) in forms {
      for toSlot in [true, false] {
        handlers.append(
          Handler(
            form: form + (toSlot ? "_s" : "_a"),
            body: ["let o = u64(p, f, 10), i = \(index)"] + element(shift(name))
              + ["let r = \(expression)"] + kind.finish(words: 2, toSlot: toSlot)))
      }
    }
    return Family(name: "arrayGet" + name, handlers: handlers)
  }

  /// The value in a slot or in the accumulator. 8: slot of the array; 10: of the index; 12: of the
  /// value.
  private static func arraySet(_ name: String, _ type: String) -> Family {
    Family(
      name: "arraySet" + name,
      handlers: [("s", "u64(p, f, 12)"), ("a", "a")].map { form, value in
        Handler(
          form: form,
          body: ["let o = u64(p, f, 8), i = u32(p, f, 10)"] + element(shift(name)) + [
            "e.storeBytes(of: \(type)(truncatingIfNeeded: \(value)), as: \(type).self)",
            Body.next(words: 2),
          ])
      })
  }

  private static var arrayCount: Family {
    unary("arrayCount", .i32, [check("Array"), "let r = HeapObject.count(o)"], words: 2)
  }

  /// A reference in a slot or in the accumulator. 8: result; 10: slot.
  private static func unary(
    _ name: String, _ result: Kind, _ body: [String], words: Int
  ) -> Family {
    var handlers: [Handler] = []
    for (form, object) in [("s", "u64(p, f, 10)"), ("a", "a")] {
      for toSlot in [true, false] {
        handlers.append(
          Handler(
            form: form + (toSlot ? "_s" : "_a"),
            body: ["let o = \(object)"] + body + result.finish(words: words, toSlot: toSlot)))
      }
    }
    return Family(name: name, handlers: handlers)
  }

  /// Whether a reference is of a type, and a trap if it is not. 10: slot; 12: whether null is
  /// (16 bits); 14: which abstract type (16 bits); 16: identity; 20: depth.
  private static var casts: [Family] {
    let tests = [("", "isBelow(o, p)"), ("Abstract", "isAbstract(o, p)")]
    return tests.flatMap { suffix, test in
      [
        unary(
          "refTest" + suffix, .i32, ["let r: UInt32 = \(test) ? 1 : 0"], words: 3),
        Family(
          name: "refCast" + suffix,
          handlers: [("s", "u64(p, f, 10)"), ("a", "a")].map { form, object in
            Handler(
              form: form,
              body: [
                "let o = \(object)",
                "if !\(test) { return trap(p, f, x, .castFailure) }",
                Body.next(words: 3),
              ])
          }),
      ]
    }
  }

  private static var integers: [Family] {
    [
      unary("refI31", .i64, ["let r = UInt64(UInt32(truncatingIfNeeded: o) &<< 1 | 1)"], words: 2),
      unary(
        "i31GetS", .i32,
        [
          check("Integer"),
          "let r = UInt32(bitPattern: Int32(bitPattern: UInt32(truncatingIfNeeded: o)) &>> 1)",
        ], words: 2),
      unary(
        "i31GetU", .i32, [check("Integer"), "let r = UInt32(truncatingIfNeeded: o) &>> 1"],
        words: 2),
    ]
  }
}
