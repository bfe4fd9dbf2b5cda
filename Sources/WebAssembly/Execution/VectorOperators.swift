// How handlers read and write vectors, which stand in two consecutive slots.

typealias I8x16 = SIMD16<Int8>
typealias U8x16 = SIMD16<UInt8>
typealias I16x8 = SIMD8<Int16>
typealias U16x8 = SIMD8<UInt16>
typealias I32x4 = SIMD4<Int32>
typealias U32x4 = SIMD4<UInt32>
typealias I64x2 = SIMD2<Int64>
typealias U64x2 = SIMD2<UInt64>
typealias F32x4 = SIMD4<Float>
typealias F64x2 = SIMD2<Double>

/// The vector in the slots whose 16-bit offset stands at a byte offset of the instruction.
@inline(__always)
func v<T: BitwiseCopyable>(_ p: Code, _ f: Frame, _ at: Int) -> T {
  f.loadUnaligned(fromByteOffset: slot(p, at), as: T.self)
}

/// A vector in the instruction.
@inline(__always)
func kv<T: BitwiseCopyable>(_ p: Code, _ at: Int) -> T {
  p.loadUnaligned(fromByteOffset: at, as: T.self)
}

/// One lane of a vector; the offset is the lane's own, a multiple of its size.
@inline(__always)
func lane<T: BitwiseCopyable>(_ p: Code, _ f: Frame, _ at: Int) -> T {
  f.load(fromByteOffset: slot(p, at), as: T.self)
}

/// Writes a result to the slots whose offset stands at byte 8.
@inline(__always)
func putVector<T: BitwiseCopyable>(_ p: Code, _ f: Frame, _ r: T) {
  f.storeBytes(of: r, toByteOffset: slot(p, 8), as: T.self)
}

/// The same 128 bits as other lanes.
@inline(__always)
func bits<T: BitwiseCopyable, R: BitwiseCopyable>(_ value: T) -> R {
  // Safe: all callers convert between types of sixteen bytes that admit every pattern.
  unsafeBitCast(value, to: R.self)
}

/// All ones in lanes where a comparison holds, zero in the others.
@inline(__always)
func lanes<T: BitwiseCopyable>(_ mask: SIMDMask<T>) -> T {
  // Safe: a mask is nothing but its storage.
  unsafeBitCast(mask, to: T.self)
}
