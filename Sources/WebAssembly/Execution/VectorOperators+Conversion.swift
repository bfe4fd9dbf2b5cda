// Conversions from floating-point numbers to integers that saturate.
//
// A number below two to the power of 52, added to that power, has its integral part in the low bits
// of the sum. It is rounded to the nearest; where that is too much, one is taken away.
//
// Specification: https://webassembly.github.io/spec/core/exec/numerics.html#op-trunc-sat-u

/// The integral parts of non-negative numbers, in the low halves of the lanes.
@inline(__always)
private func integral(_ magnitude: F64x2) -> U64x2 {
  let integral = F64x2(repeating: Double.integralFrom)
  let sum = magnitude + integral
  let excess: U64x2 = bits(lanes(magnitude .< sum - integral))
  return (bits(sum) as U64x2) &+ excess
}

@inline(__always)
private func clamped(_ l: F64x2, _ lower: Double, _ upper: Double) -> F64x2 {
  // NaN becomes the lower bound.
  let (lower, upper) = (F64x2(repeating: lower), F64x2(repeating: upper))
  let t = lower.replacing(with: l, where: lower .< l)
  return t.replacing(with: upper, where: upper .< t)
}

@inline(__always)
private func unsigned(_ l: F64x2) -> U32x4 {
  bits(integral(clamped(l, 0, 4_294_967_295)))
}

@inline(__always)
private func signed(_ l: F64x2) -> U32x4 {
  let t = clamped(l, -2_147_483_648, 2_147_483_647)
  let sign: U64x2 = bits(lanes(t .< F64x2()))
  let number: U64x2 = bits(lanes(l .== l))
  return bits(((integral(absolute(t)) ^ sign) &- sign) & number)
}

@inline(__always)
func saturated(_ l: F32x4) -> U32x4 {
  let (low, high) = (signed(F64x2(l.lowHalf)), signed(F64x2(l.highHalf)))
  return U32x4(low[0], low[2], high[0], high[2])
}

@inline(__always)
func saturatedUnsigned(_ l: F32x4) -> U32x4 {
  let (low, high) = (unsigned(F64x2(l.lowHalf)), unsigned(F64x2(l.highHalf)))
  return U32x4(low[0], low[2], high[0], high[2])
}

/// The same; the upper lanes of the result are zero.
@inline(__always)
func saturated(_ l: F64x2) -> U32x4 {
  let low = signed(l)
  return U32x4(low[0], low[2], 0, 0)
}

@inline(__always)
func saturatedUnsigned(_ l: F64x2) -> U32x4 {
  let low = unsigned(l)
  return U32x4(low[0], low[2], 0, 0)
}
