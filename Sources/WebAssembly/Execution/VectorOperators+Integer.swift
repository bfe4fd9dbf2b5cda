// Operators on vectors of integers that take more than one of Swift's.
//
// Specification: https://webassembly.github.io/spec/core/exec/numerics.html#integer-operations

/// How many bits are set in each byte.
@inline(__always)
func bitCounts(_ l: U8x16) -> U8x16 {
  let pairs = l &- ((l &>> U8x16(repeating: 1)) & U8x16(repeating: 0x55))
  let mask = U8x16(repeating: 0x33)
  let nibbles = (pairs & mask) &+ ((pairs &>> U8x16(repeating: 2)) & mask)
  return (nibbles &+ (nibbles &>> U8x16(repeating: 4))) & U8x16(repeating: 0x0F)
}

// MARK: Narrowing

@inline(__always)
private func clamped(_ l: I16x8, _ lower: Int16, _ upper: Int16) -> I16x8 {
  let (lower, upper) = (I16x8(repeating: lower), I16x8(repeating: upper))
  let t = upper.replacing(with: l, where: l .< upper)
  return lower.replacing(with: t, where: lower .< t)
}

@inline(__always)
private func clamped(_ l: I32x4, _ lower: Int32, _ upper: Int32) -> I32x4 {
  let (lower, upper) = (I32x4(repeating: lower), I32x4(repeating: upper))
  let t = upper.replacing(with: l, where: l .< upper)
  return lower.replacing(with: t, where: lower .< t)
}

@inline(__always)
func narrowed(_ l: I16x8, _ q: I16x8) -> I8x16 {
  I8x16(
    lowHalf: SIMD8<Int8>(truncatingIfNeeded: clamped(l, -128, 127)),
    highHalf: SIMD8<Int8>(truncatingIfNeeded: clamped(q, -128, 127)))
}

@inline(__always)
func narrowedUnsigned(_ l: I16x8, _ q: I16x8) -> U8x16 {
  U8x16(
    lowHalf: SIMD8<UInt8>(truncatingIfNeeded: clamped(l, 0, 255)),
    highHalf: SIMD8<UInt8>(truncatingIfNeeded: clamped(q, 0, 255)))
}

@inline(__always)
func narrowed(_ l: I32x4, _ q: I32x4) -> I16x8 {
  I16x8(
    lowHalf: SIMD4<Int16>(truncatingIfNeeded: clamped(l, -32768, 32767)),
    highHalf: SIMD4<Int16>(truncatingIfNeeded: clamped(q, -32768, 32767)))
}

@inline(__always)
func narrowedUnsigned(_ l: I32x4, _ q: I32x4) -> U16x8 {
  U16x8(
    lowHalf: SIMD4<UInt16>(truncatingIfNeeded: clamped(l, 0, 65535)),
    highHalf: SIMD4<UInt16>(truncatingIfNeeded: clamped(q, 0, 65535)))
}

// MARK: Products

/// Products of fifteen fractional bits, rounded.
@inline(__always)
func roundedProduct(_ l: I16x8, _ q: I16x8) -> I16x8 {
  let product = SIMD8<Int32>(truncatingIfNeeded: l) &* SIMD8<Int32>(truncatingIfNeeded: q)
  let high = I16x8(truncatingIfNeeded: product &>> SIMD8<Int32>(repeating: 16))
  let low: U16x8 = bits(l &* q)
  let one = U16x8(repeating: 1)
  let carry = ((low &>> U16x8(repeating: 14)) &+ one) &>> one
  let t: U16x8 = ((bits(high) as U16x8) &<< one) &+ carry
  // The only product that does not fit is that of the least number with itself.
  return bits(t ^ lanesOf(t .== U16x8(repeating: 0x8000)))
}

@inline(__always)
private func lanesOf(_ mask: SIMDMask<I16x8>) -> U16x8 { bits(lanes(mask)) }

/// The sums of the products of neighbours.
@inline(__always)
func dotProduct(_ l: I16x8, _ q: I16x8) -> I32x4 {
  let product = SIMD8<Int32>(truncatingIfNeeded: l) &* SIMD8<Int32>(truncatingIfNeeded: q)
  return product.evenHalf &+ product.oddHalf
}

/// The same of bytes; both operands are seen as signed.
@inline(__always)
func dotProductOfBytes(_ l: I16x8, _ q: I16x8) -> I16x8 {
  let eight = I16x8(repeating: 8)
  let even = ((l &<< eight) &>> eight) &* ((q &<< eight) &>> eight)
  return even &+ (l &>> eight) &* (q &>> eight)
}

/// The same, neighbours added up once more, and added to `c`.
@inline(__always)
func dotProductOfBytes(_ l: I16x8, _ q: I16x8, _ c: I16x8) -> I32x4 {
  let sums: I32x4 = bits(dotProductOfBytes(l, q))
  let sixteen = I32x4(repeating: 16)
  return ((sums &<< sixteen) &>> sixteen) &+ (sums &>> sixteen) &+ (bits(c) as I32x4)
}

// MARK: Bit masks

// A multiplication brings the sign bits of eight bytes next to each other.

@inline(__always)
func signs8(_ l: U64x2) -> UInt32 {
  let t = l & U64x2(repeating: 0x8080_8080_8080_8080)
  let low = (t[0] &* 0x0002_0408_1020_4081) &>> 56
  let high = (t[1] &* 0x0002_0408_1020_4081) &>> 56
  return UInt32(truncatingIfNeeded: low | high &<< 8)
}

@inline(__always)
func signs16(_ l: U64x2) -> UInt32 {
  let t = (l &>> U64x2(repeating: 15)) & U64x2(repeating: 0x0001_0001_0001_0001)
  let low = (t[0] &* 0x1000_2000_4000_8000) &>> 60
  let high = (t[1] &* 0x1000_2000_4000_8000) &>> 60
  return UInt32(truncatingIfNeeded: low | high &<< 4)
}

@inline(__always)
func signs32(_ l: U64x2) -> UInt32 {
  let low = (l[0] &>> 31) & 1 | (l[0] &>> 63) &<< 1
  let high = (l[1] &>> 31) & 1 | (l[1] &>> 63) &<< 1
  return UInt32(truncatingIfNeeded: low | high &<< 2)
}

@inline(__always)
func signs64(_ l: U64x2) -> UInt32 {
  UInt32(truncatingIfNeeded: l[0] &>> 63 | (l[1] &>> 63) &<< 1)
}
