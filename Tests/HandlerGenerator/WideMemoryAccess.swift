/// Families that load from and store to the first linear memory with 64-bit addresses.
///
/// An address that lies inside leaves room for any 32-bit static offset: no sum overflows.
enum WideMemoryAccess {
  static func load(_ name: String, _ bytes: Int, _ expression: String, _ kind: Kind) -> Family {
    Family(
      name: name + "Wide",
      handlers: [("s", "u64(p, f, 10)"), ("a", "a")].flatMap { form, address in
        [true, false].map { toSlot in
          Handler(
            form: form + (toSlot ? "_s" : "_a"),
            body: check(address, bytes) + ["let r = \(expression)"]
              + kind.finish(words: 2, toSlot: toSlot))
        }
      })
  }

  /// Address place, then value place; `f` is the float accumulator.
  static func store(_ name: String, _ bytes: Int, _ type: String) -> Family {
    Family(
      name: name + "Wide",
      handlers: ["ss", "as", "sa", "sk", "ak", "sf", "af"].map { form -> Handler? in
        let value: String
        switch form.last {
        case "s": value = "\(type)(truncatingIfNeeded: u64(p, f, 10))"
        case "a": value = "\(type)(truncatingIfNeeded: a)"
        case "k": value = "\(type)(truncatingIfNeeded: k64(p, 16))"
        default:
          if bytes < 4 { return nil }
          value = bytes == 4 ? "low(d).bitPattern" : "d.bitPattern"
        }
        return Handler(
          form: form,
          body: check(form.first == "s" ? "u64(p, f, 8)" : "a", bytes) + [
            "e.storeBytes(of: le(\(value)), as: \(type).self)",
            Body.next(words: form.last == "k" ? 3 : 2),
          ])
      })
  }

  private static func check(_ address: String, _ bytes: Int) -> [String] {
    [
      "let s = \(address)",
      "let t = s &+ o32(p, 12)",
      "if s > n || t &+ \(bytes) > n { return trap(p, f, x, .outOfBoundsMemoryAccess) }",
      "let e = at(m, t)",
    ]
  }
}
