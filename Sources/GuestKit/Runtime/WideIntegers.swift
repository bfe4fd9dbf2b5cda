// What the compiler calls for arithmetic on 128 bits. Each number comes as its low and its high half.

private let half: UInt64 = 32
private let halfMask: UInt64 = 0xFFFF_FFFF

/// The 128 bits of a product, from 32-bit halves: a wider multiplication would come back here.
private func product(_ a: UInt64, _ b: UInt64) -> (low: UInt64, high: UInt64) {
  let (a0, a1, b0, b1) = (a & halfMask, a >> half, b & halfMask, b >> half)
  let low = a0 &* b0
  let middle = a1 &* b0 &+ (low >> half)
  let other = a0 &* b1 &+ (middle & halfMask)
  return (other << half | low & halfMask, a1 &* b1 &+ (middle >> half) &+ (other >> half))
}

/// Divides, bit by bit.
private func divide(
  _ low: UInt64, _ high: UInt64, _ divisorLow: UInt64, _ divisorHigh: UInt64
) -> (quotient: (UInt64, UInt64), remainder: (UInt64, UInt64)) {
  if high == 0 && divisorHigh == 0 && divisorLow != 0 {
    return ((low / divisorLow, 0), (low % divisorLow, 0))
  }
  var (quotientLow, quotientHigh, restLow, restHigh): (UInt64, UInt64, UInt64, UInt64) =
    (0, 0, 0, 0)
  for bit in 0..<128 {
    let next = bit < 64 ? high >> UInt64(63 &- bit) & 1 : low >> UInt64(127 &- bit) & 1
    let carry = restHigh >> 63
    restHigh = restHigh << 1 | restLow >> 63
    restLow = restLow << 1 | next
    quotientHigh = quotientHigh << 1 | quotientLow >> 63
    quotientLow = quotientLow << 1
    let isEnough =
      carry != 0 || restHigh > divisorHigh
      || restHigh == divisorHigh && restLow >= divisorLow
    if isEnough {
      let borrow: UInt64 = restLow < divisorLow ? 1 : 0
      restLow = restLow &- divisorLow
      restHigh = restHigh &- divisorHigh &- borrow
      quotientLow |= 1
    }
  }
  return ((quotientLow, quotientHigh), (restLow, restHigh))
}

private func negated(_ low: UInt64, _ high: UInt64) -> (UInt64, UInt64) {
  (0 &- low, ~high &+ (low == 0 ? 1 : 0))
}

private func magnitude(_ low: UInt64, _ high: UInt64) -> (UInt64, UInt64) {
  high >> 63 == 0 ? (low, high) : negated(low, high)
}

/// Multiplies.
@_cdecl("__multi3")
public func guestMultiply128(
  _ result: UnsafeMutablePointer<UInt64>, _ aLow: UInt64, _ aHigh: UInt64, _ bLow: UInt64,
  _ bHigh: UInt64
) {
  let (low, high) = product(aLow, bLow)
  result[0] = low
  result[1] = high &+ aLow &* bHigh &+ aHigh &* bLow
}

/// Divides without sign.
@_cdecl("__udivti3")
public func guestDivideUnsigned128(
  _ result: UnsafeMutablePointer<UInt64>, _ aLow: UInt64, _ aHigh: UInt64, _ bLow: UInt64,
  _ bHigh: UInt64
) {
  (result[0], result[1]) = divide(aLow, aHigh, bLow, bHigh).quotient
}

/// The remainder of that.
@_cdecl("__umodti3")
public func guestRemainderUnsigned128(
  _ result: UnsafeMutablePointer<UInt64>, _ aLow: UInt64, _ aHigh: UInt64, _ bLow: UInt64,
  _ bHigh: UInt64
) {
  (result[0], result[1]) = divide(aLow, aHigh, bLow, bHigh).remainder
}

/// Divides with sign.
@_cdecl("__divti3")
public func guestDivideSigned128(
  _ result: UnsafeMutablePointer<UInt64>, _ aLow: UInt64, _ aHigh: UInt64, _ bLow: UInt64,
  _ bHigh: UInt64
) {
  let (a, b) = (magnitude(aLow, aHigh), magnitude(bLow, bHigh))
  let quotient = divide(a.0, a.1, b.0, b.1).quotient
  (result[0], result[1]) =
    (aHigh ^ bHigh) >> 63 == 0 ? quotient : negated(quotient.0, quotient.1)
}

/// The remainder of that, with the sign of what is divided.
@_cdecl("__modti3")
public func guestRemainderSigned128(
  _ result: UnsafeMutablePointer<UInt64>, _ aLow: UInt64, _ aHigh: UInt64, _ bLow: UInt64,
  _ bHigh: UInt64
) {
  let (a, b) = (magnitude(aLow, aHigh), magnitude(bLow, bHigh))
  let remainder = divide(a.0, a.1, b.0, b.1).remainder
  (result[0], result[1]) = aHigh >> 63 == 0 ? remainder : negated(remainder.0, remainder.1)
}

/// Shifts to the left.
@_cdecl("__ashlti3")
public func guestShiftLeft128(
  _ result: UnsafeMutablePointer<UInt64>, _ low: UInt64, _ high: UInt64, _ count: Int32
) {
  let count = UInt64(count & 127)
  (result[0], result[1]) =
    count == 0
    ? (low, high)
    : count >= 64 ? (0, low << (count &- 64)) : (low << count, high << count | low >> (64 &- count))
}

/// Shifts to the right, with zeros.
@_cdecl("__lshrti3")
public func guestShiftRightUnsigned128(
  _ result: UnsafeMutablePointer<UInt64>, _ low: UInt64, _ high: UInt64, _ count: Int32
) {
  let count = UInt64(count & 127)
  (result[0], result[1]) =
    count == 0
    ? (low, high)
    : count >= 64
      ? (high >> (count &- 64), 0) : (low >> count | high << (64 &- count), high >> count)
}

/// Shifts to the right, with the sign.
@_cdecl("__ashrti3")
public func guestShiftRightSigned128(
  _ result: UnsafeMutablePointer<UInt64>, _ low: UInt64, _ high: UInt64, _ count: Int32
) {
  let count = UInt64(count & 127)
  let sign = Int64(bitPattern: high)
  let fill = UInt64(bitPattern: sign >> 63)
  (result[0], result[1]) =
    count == 0
    ? (low, high)
    : count >= 64
      ? (UInt64(bitPattern: sign >> Int64(count &- 64)), fill)
      : (low >> count | high << (64 &- count), UInt64(bitPattern: sign >> Int64(count)))
}
