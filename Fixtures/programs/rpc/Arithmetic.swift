// What a compiler's runtime library would supply.

/// Multiplies numbers of 128 bits, in pieces: checked multiplication of 64-bit numbers needs it.
@_cdecl("__multi3")
public func multiply128(
  _ result: UnsafeMutablePointer<UInt64>, _ aLow: UInt64, _ aHigh: UInt64, _ bLow: UInt64,
  _ bHigh: UInt64
) {
  let mask: UInt64 = 0xffff_ffff
  let (a0, a1) = (aLow & mask, aLow >> 32)
  let (b0, b1) = (bLow & mask, bLow >> 32)
  let low = a0 &* b0
  let middle = a1 &* b0 &+ (low >> 32)
  let cross = a0 &* b1 &+ (middle & mask)
  result[0] = (cross << 32) | (low & mask)
  result[1] = a1 &* b1 &+ (middle >> 32) &+ (cross >> 32) &+ aLow &* bHigh &+ aHigh &* bLow
}
