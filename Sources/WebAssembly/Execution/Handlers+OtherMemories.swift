// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Handlers that lead accesses to memories other than a first one with 32-bit addresses.
//
// Three instructions make such an access: one checks the whole range and lends it to the access
// as if it were the memory, the access itself goes to address zero, and one takes the loan back.
// So every load and store has handlers for the first memory only.

/// Lends the bytes that an access reaches.
@inline(__always)
private func reach(
  _ address: UInt64, _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ d: Double
) {
  let memory = sharedGlobal(x, p).assumingMemoryBound(to: MemoryRecord.self)
  let byteCount = UInt64(slot(p, 10))
  let (start, overflow) = address.addingReportingOverflow(
    p.load(fromByteOffset: 16, as: UInt64.self))
  let size = memory.pointee.byteCount
  if overflow || size < byteCount || start > size &- byteCount {
    return trap(p, f, x, .outOfBoundsMemoryAccess)
  }
  return next(p + 24, f, a, x, at(memory.pointee.base, start), byteCount, d)
}

/// 8: slot of a 32-bit address; 10: bytes accessed; 12: offset of the memory's record's address in
/// the instance; 16: 64-bit static offset.
@c func gh_reach_s32(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return reach(UInt64(u32(p, f, 8)), p, f, a, x, d)
}

/// The same with the address in the accumulator.
@c func gh_reach_a32(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return reach(UInt64(UInt32(truncatingIfNeeded: a)), p, f, a, x, d)
}

/// The same with a 64-bit address in a slot.
@c func gh_reach_s64(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return reach(u64(p, f, 8), p, f, a, x, d)
}

/// The same with a 64-bit address in the accumulator.
@c func gh_reach_a64(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return reach(a, p, f, a, x, d)
}

/// Takes the loan back: the first memory is the memory again.
@c func gh_reach_back(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let memory = context(x).pointee.instance.pointee.memory
  return next(p + 8, f, a, x, memory.pointee.base, memory.pointee.byteCount, d)
}

/// The size of another memory in pages. 8: result; 12: offset of the memory's record's address in
/// the instance; 16: base-two logarithm of the page size.
@c func gh_memorySize_other(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let memory = sharedGlobal(x, p).assumingMemoryBound(to: MemoryRecord.self)
  let r = memory.pointee.byteCount &>> o32(p, 16)
  put(p, f, r)
  return next(p + 24, f, r, x, m, n, d)
}
