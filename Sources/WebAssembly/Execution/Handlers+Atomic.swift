// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Atomic accesses. A store has one owner, and nothing of it is used by two threads at once, so
// plain accesses are atomic; what is left to do is to check that they are aligned.
//
// Specification: https://github.com/WebAssembly/threads

/// 8: offset of the first operand (32 bits); 12: offset of the memory's record's address in the
/// instance; 16: 64-bit static offset; 24: action (8 bits); 25: base-two logarithm of the bytes (8
/// bits); 26: whether the address has 64 bits (8 bits); 27: whether the integers have (8 bits). The
/// operands stand in consecutive slots, and the result replaces the first one.
@c func gh_atomic_operation(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  if let failure = performAtomic(p, f, x) { return trap(p, f, x, failure) }
  return next(p + 32, f, a, x, m, n, d)
}

@inline(never)
private func performAtomic(_ p: Code, _ f: Frame, _ x: Context) -> TrapKind? {
  let operands = f + Int(i32(p, 8))
  let memory = sharedGlobal(x, p).assumingMemoryBound(to: MemoryRecord.self)
  let width = UInt64(1) &<< UInt64(p.load(fromByteOffset: 25, as: UInt8.self))
  let isWideAddress = p.load(fromByteOffset: 26, as: UInt8.self) != 0
  let address =
    isWideAddress ? operands.load(as: UInt64.self) : UInt64(operands.load(as: UInt32.self))
  let (start, overflow) = address.addingReportingOverflow(
    p.load(fromByteOffset: 16, as: UInt64.self))
  if start & (width &- 1) != 0 { return .unalignedAtomic }
  let size = memory.pointee.byteCount
  if overflow || size < width || start > size &- width { return .outOfBoundsMemoryAccess }
  guard let action = AtomicAction(rawValue: p.load(fromByteOffset: 24, as: UInt8.self)) else {
    return .unreachable
  }
  let isWide = p.load(fromByteOffset: 27, as: UInt8.self) != 0
  // A slot's upper half says nothing about a 32-bit integer.
  func operand(_ position: Int) -> UInt64 {
    guard position < action.operandCount else { return 0 }
    let place = operands + position &* 8
    return isWide ? place.load(as: UInt64.self) : UInt64(place.load(as: UInt32.self))
  }
  let place = at(memory.pointee.base, start)
  let old = loadInteger(place, width)
  if let new = action.value(old, operand(1), operand(2)) { storeInteger(new, place, width) }
  if action != .store { operands.storeBytes(of: old, as: UInt64.self) }
  return nil
}

/// The integer of some bytes, which are aligned; zeros above.
func loadInteger(_ place: UnsafeMutableRawPointer, _ byteCount: UInt64) -> UInt64 {
  switch byteCount {
  case 1: UInt64(place.load(as: UInt8.self))
  case 2: UInt64(le(place.load(as: UInt16.self)))
  case 4: UInt64(le(place.load(as: UInt32.self)))
  default: le(place.load(as: UInt64.self))
  }
}

private func storeInteger(
  _ value: UInt64, _ place: UnsafeMutableRawPointer, _ byteCount: UInt64
) {
  switch byteCount {
  case 1: place.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
  case 2: place.storeBytes(of: le(UInt16(truncatingIfNeeded: value)), as: UInt16.self)
  case 4: place.storeBytes(of: le(UInt32(truncatingIfNeeded: value)), as: UInt32.self)
  default: place.storeBytes(of: le(value), as: UInt64.self)
  }
}
