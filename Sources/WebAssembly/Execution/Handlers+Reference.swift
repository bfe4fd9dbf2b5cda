// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Handlers of references.

/// Traps on null. 8: slot of the reference.
@c func gh_nonNull_s(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  if u64(p, f, 8) == 0 { return trap(p, f, x, .nullReference) }
  return next(p + 16, f, a, x, m, n, d)
}

/// The same with the reference in the accumulator.
@c func gh_nonNull_a(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  if a == 0 { return trap(p, f, x, .nullReference) }
  return next(p + 16, f, a, x, m, n, d)
}
