/// Families that move values without computing.
enum Movement {
  static let families = [
    Family(
      name: "copy",
      handlers: [
        Handler(form: "s_s", body: ["put(p, f, u64(p, f, 10))", Body.next(words: 2)]),
        Handler(form: "a_s", body: ["put(p, f, a)", Body.next(words: 2)]),
        Handler(form: "f64_s", body: ["put(p, f, d)", Body.next(words: 2)]),
        Handler(form: "f32_s", body: ["put(p, f, low(d))", Body.next(words: 2)]),
        Handler(form: "k_s", body: ["put(p, f, k64(p, 12))", Body.next(words: 2)]),
        Handler(
          form: "k64_s",
          body: ["put(p, f, p.load(fromByteOffset: 16, as: UInt64.self))", Body.next(words: 3)]),
        Handler(form: "k_a", body: [Body.next(words: 2, acc: "k64(p, 12)")]),
        Handler(
          form: "k64_a",
          body: [Body.next(words: 3, acc: "p.load(fromByteOffset: 16, as: UInt64.self)")]),
        Handler(
          form: "k_f",
          body: [Body.next(words: 3, float: "p.load(fromByteOffset: 16, as: Double.self)")]),
        Handler(form: "s_a", body: [Body.next(words: 2, acc: "u64(p, f, 10)")]),
        // Two copies at once: slot 10 to 8, slot 14 to 12.
        Handler(
          form: "pair",
          body: [
            "put(p, f, u64(p, f, 10))", "put(p, f, 12, u64(p, f, 14))", Body.next(words: 2),
          ]),
        // 32-bit slot offsets: 12 to 8.
        Handler(
          form: "far",
          body: [
            "f.storeBytes(of: f.load(fromByteOffset: Int(i32(p, 12)), as: UInt64.self), "
              + "toByteOffset: Int(i32(p, 8)), as: UInt64.self)",
            Body.next(words: 2),
          ]),
      ]),
    Family(
      name: "clear",
      handlers: [
        // Zeroes a run of slots: 32-bit offset of the first, 32-bit byte count.
        Handler(
          form: "run",
          body: [
            "clear(f + Int(i32(p, 8)), byteCount: Int(i32(p, 12)))", Body.next(words: 2),
          ]),
        Handler(form: "1", body: clear(1)),
        Handler(form: "2", body: clear(2)),
        Handler(form: "3", body: clear(3)),
        Handler(form: "4", body: clear(4)),
        Handler(form: "6", body: clear(6)),
        Handler(form: "8", body: clear(8)),
        Handler(form: "12", body: clear(12)),
        Handler(form: "16", body: clear(16)),
      ]),
    Family(
      name: "select",
      handlers: ["s", "a"].flatMap { form in
        [true, false].map { toSlot in
          let condition = form == "s" ? "u32(p, f, 14)" : "UInt32(truncatingIfNeeded: a)"
          return Handler(
            form: form + (toSlot ? "_s" : "_a"),
            body: [
              "let r = \(condition) != 0 ? u64(p, f, 10) : u64(p, f, 12)"
            ] + Kind.i64.finish(words: 2, toSlot: toSlot))
        }
      }),
    global("globalGet", address: "global(x, p)"),
    global("globalGetShared", address: "sharedGlobal(x, p)"),
    globalSet("globalSet", address: "global(x, p)"),
    globalSet("globalSetShared", address: "sharedGlobal(x, p)"),
  ]

  private static func clear(_ count: Int) -> [String] {
    var body = ["let e = f + Int(i32(p, 8))"]
    for pair in 0..<count / 2 {
      body.append(
        "e.storeBytes(of: SIMD2<UInt64>(), toByteOffset: \(pair * 16), as: SIMD2<UInt64>.self)")
    }
    if count % 2 == 1 {
      body.append("e.storeBytes(of: 0, toByteOffset: \((count - 1) * 8), as: UInt64.self)")
    }
    body.append(Body.next(words: 2))
    return body
  }

  private static func global(_ name: String, address: String) -> Family {
    Family(
      name: name,
      handlers: [true, false].map { toSlot in
        Handler(
          form: toSlot ? "s" : "a",
          body: ["let r = \(address).load(as: UInt64.self)"]
            + Kind.i64.finish(words: 2, toSlot: toSlot))
      })
  }

  private static func globalSet(_ name: String, address: String) -> Family {
    Family(
      name: name,
      handlers: [("s", "u64(p, f, 8)"), ("a", "a"), ("k", "k64(p, 16)")].map { form, value in
        Handler(
          form: form,
          body: [
            "\(address).storeBytes(of: \(value), as: UInt64.self)",
            Body.next(words: form == "k" ? 3 : 2),
          ])
      })
  }
}
