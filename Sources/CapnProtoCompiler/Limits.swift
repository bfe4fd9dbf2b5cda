// The limits of CapnProtoCompiler, each with its reason.

/// What a schema may cost.
enum SchemaLimits {
  /// The bytes of one schema file; the largest known in the wild has 200 KB.
  static let fileSize = 8 << 20
  /// The bytes of one embedded file; a message of default limits has 64 MiB.
  static let embedSize = 64 << 20
  /// How deep blocks, parentheses and brackets may nest: each level takes native stack.
  static let nesting = 64
  /// How many declarations may wait for each other's values: each level takes native stack.
  static let dependencyDepth = 64
  /// The suffixes of one expression (`a.b.c(d)…`): each becomes a level of the tree.
  static let suffixes = 64
  /// The parameters of a generic declaration; each name in it is compared with each of them.
  static let parameters = 1000
  /// The types that one type expression may stand for once all of its aliases are replaced;
  /// without it a few lines of aliases stand for any number.
  static let typeSize = 4096
  /// The types that all type expressions may stand for.
  static let totalTypeSize = 1 << 22
  /// The words that all values may have once all constants in them are replaced: 64 MiB, what
  /// readers of messages accept by default.
  static let valueWords = 8 << 20
  /// How many files a compilation may read.
  static let files = 4096
  /// The errors that are told; what follows more than these are mostly consequences.
  static let diagnostics = 100
  /// The highest ordinal.
  static let ordinal: UInt64 = 65_535
  /// The words and pointers of a struct: the wire format has 16 bits for either.
  static let structSize = 65_535
}

/// What a request to generate code may hold.
enum GeneratorLimits {
  /// How deep declarations may be nested: far above any real schema, far below what recursion
  /// over the levels could cost.
  static let nestingDepth = 64
}
