// The floating-point operators that Swift's own don't match in every bit.
//
// Specification: https://webassembly.github.io/spec/core/exec/numerics.html#floating-point-operations

/// A type with the bits WebAssembly's floats have.
protocol WebAssemblyFloat: BinaryFloatingPoint & BitwiseCopyable where Magnitude == Self {
  associatedtype Bits: FixedWidthInteger & UnsignedInteger
  init(bitPattern: Bits)
  var bitPattern: Bits { get }
  /// The sign bit alone.
  static var signBit: Bits { get }
  /// The canonical NaN.
  static var canonicalNaN: Self { get }
  /// The least power of two from which on every value is integral.
  static var integralFrom: Self { get }
  /// The integer part; the caller has checked that it fits.
  var integer: Int64 { get }
}

extension Float: WebAssemblyFloat {
  @inline(__always) static var signBit: UInt32 { 1 << 31 }
  @inline(__always) static var canonicalNaN: Float { Float(bitPattern: 0x7FC0_0000) }
  @inline(__always) static var integralFrom: Float { 8_388_608 }
  @inline(__always) var integer: Int64 { Int64(self) }
}

extension Double: WebAssemblyFloat {
  @inline(__always) static var signBit: UInt64 { 1 << 63 }
  @inline(__always) static var canonicalNaN: Double { Double(bitPattern: 0x7FF8_0000_0000_0000) }
  @inline(__always) static var integralFrom: Double { 4_503_599_627_370_496 }
  @inline(__always) var integer: Int64 { Int64(self) }
}

@inline(__always)
func minimum<T: WebAssemblyFloat>(_ l: T, _ q: T) -> T {
  if l < q { return l }
  if q < l { return q }
  // Equal, which leaves the sign of zero, or unordered.
  return l == q ? T(bitPattern: l.bitPattern | q.bitPattern) : l + q
}

@inline(__always)
func maximum<T: WebAssemblyFloat>(_ l: T, _ q: T) -> T {
  if l > q { return l }
  if q > l { return q }
  return l == q ? T(bitPattern: l.bitPattern & q.bitPattern) : l + q
}

@inline(__always)
func copySign<T: WebAssemblyFloat>(_ l: T, _ q: T) -> T {
  T(bitPattern: (l.bitPattern & ~T.signBit) | (q.bitPattern & T.signBit))
}

@inline(__always)
func absolute<T: WebAssemblyFloat>(_ l: T) -> T { T(bitPattern: l.bitPattern & ~T.signBit) }

@inline(__always)
func negated<T: WebAssemblyFloat>(_ l: T) -> T { T(bitPattern: l.bitPattern ^ T.signBit) }

/// The value itself, or the canonical NaN for any NaN.
@inline(__always)
func canonical<T: WebAssemblyFloat>(_ l: T) -> T { l == l ? l : T.canonicalNaN }

/// The square root.
@inline(__always)
func squareRoot<T: WebAssemblyFloat>(_ l: T) -> T {
  // Of the magnitude, so that the processor does it alone; the library looks for negative ones.
  l >= 0 ? copySign(l.magnitude.squareRoot(), l) : l + T.canonicalNaN
}

/// Rounds to an integral value, ties to even.
///
/// Adding and taking away the power of two from which on all values are integral makes the
/// processor round, without a call into the C library.
@inline(__always)
func roundedToEven<T: WebAssemblyFloat>(_ l: T) -> T {
  let magnitude = absolute(l)
  guard magnitude < T.integralFrom else { return l == l ? l : l + l }
  return copySign((magnitude + T.integralFrom) - T.integralFrom, l)
}

@inline(__always)
func roundedDown<T: WebAssemblyFloat>(_ l: T) -> T {
  let nearest = roundedToEven(l)
  return nearest > l ? copySign(nearest - 1, l) : nearest
}

@inline(__always)
func roundedUp<T: WebAssemblyFloat>(_ l: T) -> T {
  let nearest = roundedToEven(l)
  return nearest < l ? copySign(nearest + 1, l) : nearest
}

@inline(__always)
func roundedToZero<T: WebAssemblyFloat>(_ l: T) -> T {
  let magnitude = absolute(l)
  guard magnitude < T.integralFrom else { return l == l ? l : l + l }
  let nearest = (magnitude + T.integralFrom) - T.integralFrom
  return copySign(nearest > magnitude ? nearest - 1 : nearest, l)
}

/// The integer part, or `nil` for NaN and for what does not fit.
@inline(__always)
func truncated<T: WebAssemblyFloat, I: FixedWidthInteger>(_ l: T, to type: I.Type) -> I? {
  fits(l, in: type) ? integer(l, type) : nil
}

/// The integer part, zero for NaN, the nearest bound for what does not fit.
@inline(__always)
func saturated<T: WebAssemblyFloat, I: FixedWidthInteger>(_ l: T, to type: I.Type) -> I {
  if fits(l, in: type) { return integer(l, type) }
  return l != l ? 0 : (l < 0 ? I.min : I.max)
}

/// The integer part, by way of the one conversion that processors have; the generic initialisers
/// of Swift's integers are a call, and a slow one.
@inline(__always)
private func integer<T: WebAssemblyFloat, I: FixedWidthInteger>(_ l: T, _ type: I.Type) -> I {
  if I.isSigned || I.bitWidth < 64 { return I(truncatingIfNeeded: l.integer) }
  let half = T(1 << 62) * 2
  if l < half { return I(truncatingIfNeeded: l.integer) }
  return I(truncatingIfNeeded: (l - half).integer) ^ (1 << 63)
}

@inline(__always)
private func fits<T: WebAssemblyFloat, I: FixedWidthInteger>(_ l: T, in type: I.Type) -> Bool {
  // Both bounds are powers of two, hence exact.
  let upper = T(I.max / 2 + 1) * 2
  if I.isSigned {
    // Where the type can tell the numbers just below the minimum, they truncate to it.
    return T.significandBitCount >= I.bitWidth
      ? l > -upper - 1 && l < upper : l >= -upper && l < upper
  }
  return l > -1 && l < upper
}
