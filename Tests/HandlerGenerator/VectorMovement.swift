/// Families that move whole vectors.
enum VectorMovement {
  static let families = [
    Family(
      name: "copyVector",
      handlers: [
        Handler(
          form: "s", body: ["putVector(p, f, v(p, f, 10) as U64x2)", Body.next(words: 2)]),
        Handler(form: "k", body: ["putVector(p, f, kv(p, 16) as U64x2)", Body.next(words: 4)]),
      ]),
    Family(
      name: "selectVector",
      handlers: [("s", "u32(p, f, 14)"), ("a", "UInt32(truncatingIfNeeded: a)")].map {
        form, condition in
        Handler(
          form: form,
          body: [
            "let e = \(condition) != 0 ? slot(p, 10) : slot(p, 12)",
            "putVector(p, f, f.loadUnaligned(fromByteOffset: e, as: U64x2.self))",
            Body.next(words: 2),
          ])
      }),
    get("globalGetVector", "global(x, p)"),
    get("globalGetVectorShared", "sharedGlobal(x, p)"),
    set("globalSetVector", "global(x, p)"),
    set("globalSetVectorShared", "sharedGlobal(x, p)"),
  ]

  private static func get(_ name: String, _ address: String) -> Family {
    Family(
      name: name,
      handlers: [
        Handler(
          form: "s",
          body: [
            "putVector(p, f, \(address).loadUnaligned(as: U64x2.self))", Body.next(words: 2),
          ])
      ])
  }

  private static func set(_ name: String, _ address: String) -> Family {
    Family(
      name: name,
      handlers: [
        Handler(
          form: "s",
          body: [
            "\(address).storeBytes(of: v(p, f, 8) as U64x2, as: U64x2.self)", Body.next(words: 2),
          ])
      ])
  }
}
