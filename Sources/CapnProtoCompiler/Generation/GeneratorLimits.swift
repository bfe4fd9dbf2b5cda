/// What a request to generate code may hold.
enum GeneratorLimits {
  /// How deep declarations may be nested: far above any real schema, far below what recursion
  /// over the levels could cost.
  static let nestingDepth = 64
}
