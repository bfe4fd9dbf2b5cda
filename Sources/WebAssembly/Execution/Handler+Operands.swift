// How handlers read their operands. In each function `at` is the byte offset, within the
// instruction, of a 16-bit slot offset or of an immediate.

@inline(__always)
func slot(_ p: Code, _ at: Int) -> Int { Int(p.load(fromByteOffset: at, as: UInt16.self)) }

@inline(__always)
func u32(_ p: Code, _ f: Frame, _ at: Int) -> UInt32 {
  f.load(fromByteOffset: slot(p, at), as: UInt32.self)
}

@inline(__always)
func u64(_ p: Code, _ f: Frame, _ at: Int) -> UInt64 {
  f.load(fromByteOffset: slot(p, at), as: UInt64.self)
}

@inline(__always)
func f32(_ p: Code, _ f: Frame, _ at: Int) -> Float {
  f.load(fromByteOffset: slot(p, at), as: Float.self)
}

@inline(__always)
func f64(_ p: Code, _ f: Frame, _ at: Int) -> Double {
  f.load(fromByteOffset: slot(p, at), as: Double.self)
}

/// A 32-bit constant.
@inline(__always)
func k32(_ p: Code, _ at: Int) -> UInt32 { p.load(fromByteOffset: at, as: UInt32.self) }

/// A 64-bit constant kept as a signed 32-bit one.
@inline(__always)
func k64(_ p: Code, _ at: Int) -> UInt64 {
  UInt64(bitPattern: Int64(p.load(fromByteOffset: at, as: Int32.self)))
}

/// A 32-bit constant kept as a signed 16-bit one.
@inline(__always)
func j32(_ p: Code, _ at: Int) -> UInt32 {
  UInt32(bitPattern: Int32(p.load(fromByteOffset: at, as: Int16.self)))
}

/// A 64-bit constant kept as a signed 16-bit one.
@inline(__always)
func j64(_ p: Code, _ at: Int) -> UInt64 {
  UInt64(bitPattern: Int64(p.load(fromByteOffset: at, as: Int16.self)))
}

@inline(__always)
func kf32(_ p: Code, _ at: Int) -> Float { p.load(fromByteOffset: at, as: Float.self) }

@inline(__always)
func kf64(_ p: Code, _ at: Int) -> Double { p.load(fromByteOffset: at, as: Double.self) }

/// A displacement or a 32-bit slot offset.
@inline(__always)
func i32(_ p: Code, _ at: Int) -> Int32 { p.load(fromByteOffset: at, as: Int32.self) }

/// The static offset of a memory access, or its whole constant address.
@inline(__always)
func o32(_ p: Code, _ at: Int) -> UInt64 { UInt64(p.load(fromByteOffset: at, as: UInt32.self)) }

/// A byte of linear memory; the caller has checked the bounds.
@inline(__always)
func at(_ m: Base, _ address: UInt64) -> UnsafeMutableRawPointer {
  m + Int(truncatingIfNeeded: address)
}

/// Linear memory is little-endian.
@inline(__always)
func le<T: FixedWidthInteger>(_ value: T) -> T { T(littleEndian: value) }

/// Writes a result to the slot whose offset stands at byte 8.
@inline(__always)
func put(_ p: Code, _ f: Frame, _ r: UInt64) {
  f.storeBytes(of: r, toByteOffset: slot(p, 8), as: UInt64.self)
}

@inline(__always)
func put(_ p: Code, _ f: Frame, _ at: Int, _ r: UInt64) {
  f.storeBytes(of: r, toByteOffset: slot(p, at), as: UInt64.self)
}

@inline(__always)
func put(_ p: Code, _ f: Frame, _ r: UInt32) {
  f.storeBytes(of: UInt64(r), toByteOffset: slot(p, 8), as: UInt64.self)
}

@inline(__always)
func put(_ p: Code, _ f: Frame, _ r: Float) {
  f.storeBytes(of: r, toByteOffset: slot(p, 8), as: Float.self)
}

@inline(__always)
func put(_ p: Code, _ f: Frame, _ r: Double) {
  f.storeBytes(of: r, toByteOffset: slot(p, 8), as: Double.self)
}

/// The `f32` in the floating-point accumulator.
@inline(__always)
func low(_ d: Double) -> Float { unsafeBitCast(d, to: SIMD2<Float>.self)[0] }

/// Puts an `f32` into the floating-point accumulator; its upper half stays as it was.
@inline(__always)
func wide(_ r: Float, _ d: Double) -> Double {
  var lanes = unsafeBitCast(d, to: SIMD2<Float>.self)
  lanes[0] = r
  return unsafeBitCast(lanes, to: Double.self)
}

/// The cell of a global of the running instance, by its offset in the instance.
@inline(__always)
func global(_ x: Context, _ p: Code) -> UnsafeMutableRawPointer {
  UnsafeMutableRawPointer(context(x).pointee.instance) + Int(i32(p, 12))
}

/// The cell of a global that another instance or the host owns.
@inline(__always)
func sharedGlobal(_ x: Context, _ p: Code) -> UnsafeMutableRawPointer {
  global(x, p).load(as: UnsafeMutableRawPointer.self)
}

/// Zeroes a run of slots.
@inline(never)
func clear(_ start: UnsafeMutableRawPointer, byteCount: Int) {
  UnsafeMutableRawBufferPointer(start: start, count: byteCount)
    .initializeMemory(as: UInt8.self, repeating: 0)
}
