// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Handlers of 128-bit arithmetic on pairs of 64-bit integers, lower half first. 12: offset of the
// first operand; the operands stand in consecutive slots, and the results replace the first ones.
//
// Specification: https://github.com/WebAssembly/wide-arithmetic

@inline(__always)
private func operand(_ p: Code, _ f: Frame, _ position: Int) -> UInt64 {
  f.load(fromByteOffset: Int(i32(p, 12)) &+ position &* 8, as: UInt64.self)
}

@inline(__always)
private func put(_ p: Code, _ f: Frame, low: UInt64, high: UInt64) {
  let results = f + Int(i32(p, 12))
  results.storeBytes(of: low, as: UInt64.self)
  results.storeBytes(of: high, toByteOffset: 8, as: UInt64.self)
}

@c func gh_wide_add(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let (low, carry) = operand(p, f, 0).addingReportingOverflow(operand(p, f, 2))
  put(p, f, low: low, high: operand(p, f, 1) &+ operand(p, f, 3) &+ (carry ? 1 : 0))
  return next(p + 16, f, a, x, m, n, d)
}

@c func gh_wide_sub(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let (low, borrow) = operand(p, f, 0).subtractingReportingOverflow(operand(p, f, 2))
  put(p, f, low: low, high: operand(p, f, 1) &- operand(p, f, 3) &- (borrow ? 1 : 0))
  return next(p + 16, f, a, x, m, n, d)
}

@c func gh_wide_mulS(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let product = Int64(bitPattern: operand(p, f, 0))
    .multipliedFullWidth(by: Int64(bitPattern: operand(p, f, 1)))
  put(p, f, low: product.low, high: UInt64(bitPattern: product.high))
  return next(p + 16, f, a, x, m, n, d)
}

@c func gh_wide_mulU(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let product = operand(p, f, 0).multipliedFullWidth(by: operand(p, f, 1))
  put(p, f, low: product.low, high: product.high)
  return next(p + 16, f, a, x, m, n, d)
}
