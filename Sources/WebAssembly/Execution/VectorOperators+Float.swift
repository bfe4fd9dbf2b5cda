// Operators on vectors of floating-point numbers; each agrees in every bit with its scalar
// counterpart in `FloatOperators.swift`. Written once per type, because what is generic in the
// number of lanes becomes a loop.
//
// Specification: https://webassembly.github.io/spec/core/exec/numerics.html#floating-point-operations

// MARK: F32x4

@inline(__always)
func absolute(_ l: F32x4) -> F32x4 { bits((bits(l) as U32x4) & ~U32x4(repeating: Float.signBit)) }

@inline(__always)
func negated(_ l: F32x4) -> F32x4 { bits((bits(l) as U32x4) ^ U32x4(repeating: Float.signBit)) }

@inline(__always)
private func copySign(_ l: F32x4, _ q: F32x4) -> F32x4 {
  let sign = U32x4(repeating: Float.signBit)
  return bits(((bits(l) as U32x4) & ~sign) | ((bits(q) as U32x4) & sign))
}

@inline(__always)
func canonical(_ l: F32x4) -> F32x4 {
  l.replacing(with: F32x4(repeating: Float.canonicalNaN), where: l .!= l)
}

@inline(__always)
func squareRoot(_ l: F32x4) -> F32x4 {
  // Of magnitudes, so that the processor does it alone; the library would look for negative ones.
  let roots = F32x4(
    l[0].magnitude.squareRoot(), l[1].magnitude.squareRoot(), l[2].magnitude.squareRoot(),
    l[3].magnitude.squareRoot())
  let sign = (bits(l) as U32x4) & U32x4(repeating: Float.signBit)
  let signed: F32x4 = bits((bits(roots) as U32x4) | sign)
  let nan = l + F32x4(repeating: Float.canonicalNaN)
  return nan.replacing(with: signed, where: l .>= F32x4())
}

@inline(__always)
func minimum(_ l: F32x4, _ q: F32x4) -> F32x4 {
  // Of equal operands the sign counts, of unordered ones the sum is a quiet NaN.
  let less: U32x4 = bits(q.replacing(with: l, where: l .< q))
  let equal = (bits(l) as U32x4) & (bits(lanes(l .== q)) as U32x4)
  let ordered: F32x4 = bits(less | equal)
  return ordered.replacing(with: l + q, where: (l .!= l) .| (q .!= q))
}

@inline(__always)
func maximum(_ l: F32x4, _ q: F32x4) -> F32x4 {
  let greater: U32x4 = bits(q.replacing(with: l, where: q .< l))
  let equal = (bits(l) as U32x4) | ~(bits(lanes(l .== q)) as U32x4)
  let ordered: F32x4 = bits(greater & equal)
  return ordered.replacing(with: l + q, where: (l .!= l) .| (q .!= q))
}

/// Rounds magnitudes to integral values, ties to even; those that are integral already, and NaN,
/// are left out by the callers.
@inline(__always)
private func nearest(_ magnitude: F32x4) -> F32x4 {
  let integral = F32x4(repeating: Float.integralFrom)
  return (magnitude + integral) - integral
}

/// Puts numbers that are integral already in place of what rounding made of them, and NaNs as
/// quiet ones.
@inline(__always)
private func keepIntegral(_ rounded: F32x4, _ l: F32x4, _ magnitude: F32x4) -> F32x4 {
  let small = magnitude .< F32x4(repeating: Float.integralFrom)
  return (l + F32x4()).replacing(with: copySign(rounded, l), where: small)
}

/// One in lanes where a comparison holds, zero in the others.
@inline(__always)
private func ones(_ mask: SIMDMask<I32x4>) -> F32x4 {
  bits((bits(lanes(mask)) as U32x4) & (bits(F32x4(repeating: 1)) as U32x4))
}

@inline(__always)
func roundedToEven(_ l: F32x4) -> F32x4 {
  let magnitude = absolute(l)
  return keepIntegral(nearest(magnitude), l, magnitude)
}

@inline(__always)
func roundedToZero(_ l: F32x4) -> F32x4 {
  let magnitude = absolute(l)
  let rounded = nearest(magnitude)
  return keepIntegral(rounded - ones(magnitude .< rounded), l, magnitude)
}

@inline(__always)
func roundedDown(_ l: F32x4) -> F32x4 {
  let magnitude = absolute(l)
  let rounded = copySign(nearest(magnitude), l)
  return keepIntegral(rounded - ones(l .< rounded), l, magnitude)
}

@inline(__always)
func roundedUp(_ l: F32x4) -> F32x4 {
  let magnitude = absolute(l)
  let rounded = copySign(nearest(magnitude), l)
  return keepIntegral(rounded + ones(rounded .< l), l, magnitude)
}

// MARK: F64x2

@inline(__always)
func absolute(_ l: F64x2) -> F64x2 { bits((bits(l) as U64x2) & ~U64x2(repeating: Double.signBit)) }

@inline(__always)
func negated(_ l: F64x2) -> F64x2 { bits((bits(l) as U64x2) ^ U64x2(repeating: Double.signBit)) }

@inline(__always)
private func copySign(_ l: F64x2, _ q: F64x2) -> F64x2 {
  let sign = U64x2(repeating: Double.signBit)
  return bits(((bits(l) as U64x2) & ~sign) | ((bits(q) as U64x2) & sign))
}

@inline(__always)
func canonical(_ l: F64x2) -> F64x2 {
  l.replacing(with: F64x2(repeating: Double.canonicalNaN), where: l .!= l)
}

@inline(__always)
func squareRoot(_ l: F64x2) -> F64x2 {
  // Of magnitudes, so that the processor does it alone; the library would look for negative ones.
  let roots = F64x2(
    l[0].magnitude.squareRoot(), l[1].magnitude.squareRoot())
  let sign = (bits(l) as U64x2) & U64x2(repeating: Double.signBit)
  let signed: F64x2 = bits((bits(roots) as U64x2) | sign)
  let nan = l + F64x2(repeating: Double.canonicalNaN)
  return nan.replacing(with: signed, where: l .>= F64x2())
}

@inline(__always)
func minimum(_ l: F64x2, _ q: F64x2) -> F64x2 {
  // Of equal operands the sign counts, of unordered ones the sum is a quiet NaN.
  let less: U64x2 = bits(q.replacing(with: l, where: l .< q))
  let equal = (bits(l) as U64x2) & (bits(lanes(l .== q)) as U64x2)
  let ordered: F64x2 = bits(less | equal)
  return ordered.replacing(with: l + q, where: (l .!= l) .| (q .!= q))
}

@inline(__always)
func maximum(_ l: F64x2, _ q: F64x2) -> F64x2 {
  let greater: U64x2 = bits(q.replacing(with: l, where: q .< l))
  let equal = (bits(l) as U64x2) | ~(bits(lanes(l .== q)) as U64x2)
  let ordered: F64x2 = bits(greater & equal)
  return ordered.replacing(with: l + q, where: (l .!= l) .| (q .!= q))
}

/// Rounds magnitudes to integral values, ties to even; those that are integral already, and NaN,
/// are left out by the callers.
@inline(__always)
private func nearest(_ magnitude: F64x2) -> F64x2 {
  let integral = F64x2(repeating: Double.integralFrom)
  return (magnitude + integral) - integral
}

/// Puts numbers that are integral already in place of what rounding made of them, and NaNs as
/// quiet ones.
@inline(__always)
private func keepIntegral(_ rounded: F64x2, _ l: F64x2, _ magnitude: F64x2) -> F64x2 {
  let small = magnitude .< F64x2(repeating: Double.integralFrom)
  return (l + F64x2()).replacing(with: copySign(rounded, l), where: small)
}

/// One in lanes where a comparison holds, zero in the others.
@inline(__always)
private func ones(_ mask: SIMDMask<I64x2>) -> F64x2 {
  bits((bits(lanes(mask)) as U64x2) & (bits(F64x2(repeating: 1)) as U64x2))
}

@inline(__always)
func roundedToEven(_ l: F64x2) -> F64x2 {
  let magnitude = absolute(l)
  return keepIntegral(nearest(magnitude), l, magnitude)
}

@inline(__always)
func roundedToZero(_ l: F64x2) -> F64x2 {
  let magnitude = absolute(l)
  let rounded = nearest(magnitude)
  return keepIntegral(rounded - ones(magnitude .< rounded), l, magnitude)
}

@inline(__always)
func roundedDown(_ l: F64x2) -> F64x2 {
  let magnitude = absolute(l)
  let rounded = copySign(nearest(magnitude), l)
  return keepIntegral(rounded - ones(l .< rounded), l, magnitude)
}

@inline(__always)
func roundedUp(_ l: F64x2) -> F64x2 {
  let magnitude = absolute(l)
  let rounded = copySign(nearest(magnitude), l)
  return keepIntegral(rounded + ones(rounded .< l), l, magnitude)
}
