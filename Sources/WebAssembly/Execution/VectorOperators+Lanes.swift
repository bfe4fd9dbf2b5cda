// Operators that move lanes within vectors.

// MARK: Replacing a lane

@inline(__always)
func replaced(_ l: U8x16, _ lane: Int, _ value: UInt8) -> U8x16 {
  let numbers = U8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  let chosen = numbers .== U8x16(repeating: UInt8(truncatingIfNeeded: lane))
  return l.replacing(with: U8x16(repeating: value), where: chosen)
}

@inline(__always)
func replaced(_ l: U16x8, _ lane: Int, _ value: UInt16) -> U16x8 {
  let numbers = U16x8(0, 1, 2, 3, 4, 5, 6, 7)
  let chosen = numbers .== U16x8(repeating: UInt16(truncatingIfNeeded: lane))
  return l.replacing(with: U16x8(repeating: value), where: chosen)
}

@inline(__always)
func replaced(_ l: U32x4, _ lane: Int, _ value: UInt32) -> U32x4 {
  let chosen = U32x4(0, 1, 2, 3) .== U32x4(repeating: UInt32(truncatingIfNeeded: lane))
  return l.replacing(with: U32x4(repeating: value), where: chosen)
}

@inline(__always)
func replaced(_ l: U64x2, _ lane: Int, _ value: UInt64) -> U64x2 {
  lane == 0 ? U64x2(value, l[1]) : U64x2(l[0], value)
}

// MARK: Shuffles

/// Bytes of the vector at `table` by their numbers in `q`; zero for numbers beyond 15.
@inline(__always)
func swizzled(_ table: UnsafeMutableRawPointer, _ q: U8x16) -> U8x16 {
  let within = q & U8x16(repeating: 15)
  let numbers: U64x2 = bits(within)
  @inline(__always)
  func byte(_ word: UInt64, _ shift: UInt64) -> UInt64 {
    let number = Int(truncatingIfNeeded: (word &>> shift) & 0xFF)
    return UInt64(table.load(fromByteOffset: number, as: UInt8.self)) &<< shift
  }
  @inline(__always)
  func word(_ word: UInt64) -> UInt64 {
    let low = byte(word, 0) | byte(word, 8) | byte(word, 16) | byte(word, 24)
    return low | byte(word, 32) | byte(word, 40) | byte(word, 48) | byte(word, 56)
  }
  let picked: U8x16 = bits(U64x2(word(numbers[0]), word(numbers[1])))
  return picked & (bits(lanes(q .== within)) as U8x16)
}

/// Sixteen bytes of the frame, by their offsets in the instruction.
@inline(__always)
func gathered(_ p: Code, _ f: Frame, _ at: Int) -> U64x2 {
  @inline(__always)
  func byte(_ number: Int) -> UInt64 { UInt64(lane(p, f, at &+ 2 &* number) as UInt8) }
  @inline(__always)
  func word(_ first: Int) -> UInt64 {
    let low = byte(first) | byte(first &+ 1) &<< 8 | byte(first &+ 2) &<< 16
    let middle = byte(first &+ 3) &<< 24 | byte(first &+ 4) &<< 32 | byte(first &+ 5) &<< 40
    return low | middle | byte(first &+ 6) &<< 48 | byte(first &+ 7) &<< 56
  }
  return U64x2(word(0), word(8))
}

@inline(__always)
func interleavedLow(_ l: U8x16, _ q: U8x16) -> U8x16 {
  U8x16(
    l[0], q[0], l[1], q[1], l[2], q[2], l[3], q[3], l[4], q[4], l[5], q[5], l[6], q[6], l[7], q[7])
}

@inline(__always)
func interleavedHigh(_ l: U8x16, _ q: U8x16) -> U8x16 {
  U8x16(
    l[8], q[8], l[9], q[9], l[10], q[10], l[11], q[11], l[12], q[12], l[13], q[13], l[14], q[14],
    l[15], q[15])
}

/// The lower bytes of `l`, each below the odd byte of `q` that stands there: what compilers make of a
/// widening whose upper halves do not matter.
@inline(__always)
func widenedLow(_ l: U8x16, _ q: U8x16) -> U16x8 {
  let upper = U16x8(repeating: 0xFF00)
  return ((bits(interleavedLow(l, l)) as U16x8) & ~upper) | ((bits(q) as U16x8) & upper)
}

/// The same with the upper bytes of `l`.
@inline(__always)
func widenedHigh(_ l: U8x16, _ q: U8x16) -> U16x8 {
  let upper = U16x8(repeating: 0xFF00)
  return ((bits(interleavedHigh(l, l)) as U16x8) & ~upper) | ((bits(q) as U16x8) & upper)
}

/// The bytes with even numbers of both.
@inline(__always)
func even(_ l: U8x16, _ q: U8x16) -> U8x16 {
  U8x16(
    l[0], l[2], l[4], l[6], l[8], l[10], l[12], l[14], q[0], q[2], q[4], q[6], q[8], q[10], q[12],
    q[14])
}

/// The bytes with odd numbers of both.
@inline(__always)
func odd(_ l: U8x16, _ q: U8x16) -> U8x16 {
  U8x16(
    l[1], l[3], l[5], l[7], l[9], l[11], l[13], l[15], q[1], q[3], q[5], q[7], q[9], q[11], q[13],
    q[15])
}

// MARK: Widening

/// Eight bytes as unsigned integers of 16 bits.
@inline(__always)
func widenedUnsigned(_ bytes: UInt64) -> U16x8 {
  let l: U8x16 = bits(U64x2(bytes, 0))
  return bits(interleavedLow(l, U8x16()))
}

/// Eight bytes as signed integers of 16 bits.
@inline(__always)
func widened(_ bytes: UInt64) -> I16x8 {
  let l: U8x16 = bits(U64x2(bytes, 0))
  return (bits(interleavedLow(U8x16(), l)) as I16x8) &>> I16x8(repeating: 8)
}
