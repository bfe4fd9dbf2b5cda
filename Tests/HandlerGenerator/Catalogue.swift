/// All handler families, grouped by the file they are written to.
enum Catalogue {
  static let groups: [(file: String, families: [Family])] = scalarGroups + vectorGroups

  private static let scalarGroups: [(file: String, families: [Family])] = [
    ("IntegerArithmetic", Operators.integerBinary.map { Arithmetic.family($0) }),
    ("FloatArithmetic", Operators.floatBinary.map { Arithmetic.family($0) }),
    (
      "IntegerComparison",
      [(Kind.i32, "Int32"), (.i64, "Int64")].flatMap { kind, signed in
        Operators.comparisons(signed).map { Arithmetic.comparison(kind, $0.0, $0.1) }
      }
    ),
    (
      "FloatComparison",
      [Kind.f32, .f64].flatMap { kind in
        Operators.floatComparisons.prefix(6).map { Arithmetic.comparison(kind, $0.0, $0.1) }
      }
    ),
    (
      "Branch",
      [(Kind.i32, "Int32"), (.i64, "Int64")].flatMap { kind, signed in
        (Operators.comparisons(signed) + (kind == .i32 ? Fused.bitTests : [])).map {
          Arithmetic.branch(kind, $0.0, $0.1, backward: true)
        }
      }
        + [Kind.f32, .f64].flatMap { kind in
          Operators.floatComparisons.map { Arithmetic.branch(kind, $0.0, $0.1, backward: false) }
        }
    ),
    ("Unary", Operators.unary.map { Arithmetic.family($0) }),
    (
      "MemoryAccess",
      MemoryAccess.loads.map { MemoryAccess.load($0.name, $0.bytes, $0.expression, $0.kind) }
        + MemoryAccess.stores.map { MemoryAccess.store($0.name, $0.bytes, $0.type) }
    ),
    (
      "WideMemoryAccess",
      MemoryAccess.loads.map { WideMemoryAccess.load($0.name, $0.bytes, $0.expression, $0.kind) }
        + MemoryAccess.stores.map { WideMemoryAccess.store($0.name, $0.bytes, $0.type) }
    ),
    ("Movement", Movement.families),
    ("Fused", Fused.additions + [Fused.shiftAdd] + Fused.selects),
    ("Aggregate", Aggregates.families),
  ]

  /// Handlers written by hand, by family: the functions are called `gh_<family>_<form>`.
  static let handwritten: [(name: String, forms: [String])] = [
    ("jump", Arithmetic.ways),
    ("brTable", ["s", "a"]),
    ("copyRun", ["s"]),
    ("call", ["direct", "imported", "indirect", "direct_copy", "reference"]),
    ("tail", ["direct", "imported", "indirect", "reference"]),
    ("nonNull", ["s", "a"]),
    ("functionReturn", ["none", "s", "a", "k", "f64_s", "f32_s", "f64_a", "f32_a"]),
    ("meter", ["f", "b"]),
    ("exit", ["finish", "translate", "unreachable", "restore"]),
    ("slow", ["operation"]),
    ("memorySize", ["s", "other"]),
    ("wide", ["add", "sub", "mulS", "mulU"]),
    ("atomic", ["operation"]),
    ("reach", ["s32", "a32", "s64", "a64", "back"]),
    ("memoryCopy", ["s"]),
    ("memoryFill", ["s"]),
    ("tableGet", ["s"]),
    ("tableSet", ["s"]),
    ("structNew", ["uniform", "mixed", "default"]),
    ("arrayNew", ["value", "default", "fixed"]),
    ("wideField", ["structGet", "structSet", "arrayGet", "arraySet"]),
  ]
}
