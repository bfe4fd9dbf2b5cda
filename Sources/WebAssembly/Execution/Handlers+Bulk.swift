// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Handlers of bulk memory and table access. Long runs go to the driver, which works in chunks.

/// The longest run a bulk operator moves without a safepoint, in bytes.
let chunkByteCount: UInt64 = 65536

/// The bytes of linear memory one unit of fuel pays for in a bulk operator.
let byteCountPerFuel: UInt64 = 64

/// The size of memory in pages. 8: result; 12: base-two logarithm of the page size.
@c func gh_memorySize_s(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let r = n &>> o32(p, 12)
  put(p, f, r)
  return next(p + 16, f, r, x, m, n, d)
}

/// Charges a bulk operator's surcharge; false when the fuel does not pay for it.
@inline(__always)
private func pay(_ p: Code, _ x: Context, _ byteCount: UInt64) -> Bool {
  if k32(p, 16) == 0 { return true }
  let left = context(x).pointee.fuel &- Int64(byteCount / byteCountPerFuel)
  if left < 0 { return false }
  context(x).pointee.fuel = left
  return true
}

/// Copies within the first memory. 8: which; 12: offset of destination, source and count, in
/// consecutive slots; 16: whether metered.
@c func gh_memoryCopy_s(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let operands = f + Int(i32(p, 12))
  let target = UInt64(operands.load(as: UInt32.self))
  let source = UInt64(operands.load(fromByteOffset: 8, as: UInt32.self))
  let count = UInt64(operands.load(fromByteOffset: 16, as: UInt32.self))
  if count > chunkByteCount { return leave(p, f, x, .operation) }
  if target &+ count > n || source &+ count > n {
    return trap(p, f, x, .outOfBoundsMemoryAccess)
  }
  if !pay(p, x, count) { return leave(p, f, x, .outOfFuel) }
  at(m, target).copyMemory(from: at(m, source), byteCount: Int(count))
  return next(p + 24, f, a, x, m, n, d)
}

/// Fills the first memory. 8: which; 12: offset of destination, value and count, in consecutive
/// slots; 16: whether metered.
@c func gh_memoryFill_s(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let operands = f + Int(i32(p, 12))
  let target = UInt64(operands.load(as: UInt32.self))
  let value = operands.load(fromByteOffset: 8, as: UInt8.self)
  let count = UInt64(operands.load(fromByteOffset: 16, as: UInt32.self))
  if count > chunkByteCount { return leave(p, f, x, .operation) }
  if target &+ count > n { return trap(p, f, x, .outOfBoundsMemoryAccess) }
  if !pay(p, x, count) { return leave(p, f, x, .outOfFuel) }
  UnsafeMutableRawBufferPointer(start: at(m, target), count: Int(count))
    .initializeMemory(as: UInt8.self, repeating: value)
  return next(p + 24, f, a, x, m, n, d)
}

/// Reads a table element. 8: result; 10: slot of the index; 12: offset of the table's address in
/// the instance.
@c func gh_tableGet_s(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let table = sharedGlobal(x, p).assumingMemoryBound(to: TableRecord.self)
  let index = UInt64(u32(p, f, 10))
  if index >= table.pointee.count { return trap(p, f, x, .outOfBoundsTableAccess) }
  let r = UInt64(table.pointee.base[Int(index)])
  put(p, f, r)
  return next(p + 16, f, r, x, m, n, d)
}

/// Writes a table element. 8: slot of the index; 10: slot of the value; 12: offset of the table's
/// address in the instance.
@c func gh_tableSet_s(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let table = sharedGlobal(x, p).assumingMemoryBound(to: TableRecord.self)
  let index = UInt64(u32(p, f, 8))
  if index >= table.pointee.count { return trap(p, f, x, .outOfBoundsTableAccess) }
  table.pointee.base[Int(index)] = UInt(u64(p, f, 10))
  return next(p + 16, f, a, x, m, n, d)
}
