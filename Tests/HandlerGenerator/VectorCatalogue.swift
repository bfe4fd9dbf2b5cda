extension Catalogue {
  /// The families on vectors.
  static let vectorGroups: [(file: String, families: [Family])] = [
    ("VectorIntegerBinary", VectorIntegers.binary.map { VectorFamilies.binary($0) }),
    (
      "VectorComparison",
      (VectorIntegers.comparisons + VectorFloats.comparisons).map { VectorFamilies.binary($0) }
    ),
    ("VectorFloatBinary", VectorFloats.binary.map { VectorFamilies.binary($0) }),
    (
      "VectorUnary",
      (VectorIntegers.unary + VectorFloats.unary).map { VectorFamilies.unary($0) }
    ),
    (
      "VectorOther",
      (VectorIntegers.ternary + VectorFloats.ternary).map { VectorFamilies.ternary($0) }
        + VectorIntegers.shifts.map { VectorFamilies.shift($0) }
        + VectorIntegers.tests.map { VectorFamilies.test($0) }
    ),
    ("VectorLanes", VectorLanes.families),
    ("VectorMemory", VectorMemory.families),
    ("VectorMovement", VectorMovement.families),
  ]
}
