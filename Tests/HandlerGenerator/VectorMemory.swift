/// Families that load vectors from and store them to the first linear memory.
enum VectorMemory {
  static var families: [Family] {
    loads.map { load($0.name, $0.bytes, $0.expression) } + [store]
      + VectorShape.integers.flatMap { [loadLane($0), storeLane($0)] }
  }

  private static var loads: [(name: String, bytes: Int, expression: String)] {
    var all = [("v128Load", 16, "e.loadUnaligned(as: U64x2.self)")]
    for (wide, narrow) in VectorIntegers.widenings {
      let count = wide.count
      for (suffix, from, to) in [
        ("S", "Int\(narrow.bits)", wide.signed), ("U", "UInt\(narrow.bits)", wide.unsigned),
      ] {
        all.append(
          (
            "v128Load\(narrow.bits)x\(count)\(suffix)", 8,
            count == 8
              ? "\(to == wide.signed ? "widened" : "widenedUnsigned")(e.loadUnaligned(as: UInt64.self))"
              : "\(to)(truncatingIfNeeded: e.loadUnaligned(as: SIMD\(count)<\(from)>.self))"
          ))
      }
    }
    for shape in VectorShape.integers {
      all.append(
        (
          "v128Load\(shape.bits)Splat", shape.bits / 8,
          "\(shape.unsigned)(repeating: e.loadUnaligned(as: \(shape.lane).self))"
        ))
    }
    all.append(("v128Load32Zero", 4, "U32x4(e.loadUnaligned(as: UInt32.self), 0, 0, 0)"))
    all.append(("v128Load64Zero", 8, "U64x2(e.loadUnaligned(as: UInt64.self), 0)"))
    return all
  }

  /// The address forms of scalar loads, with the same layout.
  private static func load(_ name: String, _ bytes: Int, _ expression: String) -> Family {
    Family(
      name: name,
      handlers: MemoryAccess.loadForms.map { form in
        let (address, words) = MemoryAccess.loadAddress(form)
        return Handler(
          form: form,
          body: access(address, bytes) + [
            "putVector(p, f, \(expression))", Body.next(words: words),
          ])
      })
  }

  static func access(_ address: String, _ bytes: Int) -> [String] {
    [
      "let t = \(address)",
      "if t &+ \(bytes) > n { return trap(p, f, x, .outOfBoundsMemoryAccess) }",
      "let e = at(m, t)",
    ]
  }

  /// Laid out like a load; the vector's slot stands at byte 8.
  private static let store = store("v128Store", 16, "v(p, f, 8)", "U64x2")

  /// The frame offset at byte 8 is the lane's own.
  private static func storeLane(_ shape: VectorShape) -> Family {
    store("v128Store\(shape.bits)Lane", shape.bits / 8, "lane(p, f, 8)", shape.lane)
  }

  private static func store(
    _ name: String, _ bytes: Int, _ value: String, _ type: String
  ) -> Family {
    Family(
      name: name,
      handlers: MemoryAccess.loadForms.map { form in
        let (address, words) = MemoryAccess.loadAddress(form)
        return Handler(
          form: form,
          body: access(address, bytes) + [
            "e.storeBytes(of: \(value) as \(type), as: \(type).self)", Body.next(words: words),
          ])
      })
  }

  /// The vector's slot stands at byte 16, the lane's number at byte 18.
  private static func loadLane(_ shape: VectorShape) -> Family {
    Family(
      name: "v128Load\(shape.bits)Lane",
      handlers: MemoryAccess.loadForms.prefix(3).map { form in
        Handler(
          form: form,
          body: access(MemoryAccess.loadAddress(form).0, shape.bits / 8) + [
            "let l: \(shape.unsigned) = v(p, f, 16)",
            "putVector(p, f, replaced(l, slot(p, 18), e.loadUnaligned(as: \(shape.lane).self)))",
            Body.next(words: 3),
          ])
      })
  }
}
