// swift-format-ignore-file: AlwaysUseLowerCamelCase
// What handlers of structures, arrays and casts share, and those that are not generated.

/// A field of a structure, by its offset in the instruction; the caller has checked for null.
@inline(__always)
func field(_ o: UInt64, _ p: Code, _ at: Int) -> UnsafeMutableRawPointer {
  HeapObject.at(o) + Int(i32(p, at))
}

/// An element of an array; the caller has checked the index.
@inline(__always)
func element(_ o: UInt64, _ i: UInt32, _ shift: Int) -> UnsafeMutableRawPointer {
  HeapObject.at(o) + Int(HeapObject.elements) + (Int(i) &<< shift)
}

/// Whether a reference is one to a structure or array of a type. 12: whether null is (16 bits);
/// 16: the type's identity; 20: its depth.
@inline(__always)
func isBelow(_ o: UInt64, _ p: Code) -> Bool {
  if o == 0 { return slot(p, 12) != 0 }
  if HeapObject.isInteger(o) { return false }
  return HeapObject.type(o).pointee.isBelow(k32(p, 16), k32(p, 20))
}

/// The types that can be tested for besides structures and arrays that a module defines.
enum AbstractTarget: UInt16 {
  /// Everything but null.
  case everything
  /// Nothing but, perhaps, null.
  case nothing
  case eq
  case i31
  case structure
  case array
  /// A function of the type with an identity.
  case function
}

/// Whether a reference is of an abstract type or a function of a type. 12: whether null is (16
/// bits); 14: which (16 bits); 16: the identity of a function's type.
@inline(never)
func isAbstract(_ o: UInt64, _ p: Code) -> Bool {
  if o == 0 { return slot(p, 12) != 0 }
  switch AbstractTarget(rawValue: UInt16(truncatingIfNeeded: slot(p, 14))) {
  case .everything: return true
  case .eq: return HeapObject.isInteger(o) || HeapObject.type(o).pointee.shape != .host
  case .i31: return HeapObject.isInteger(o)
  case .structure:
    return !HeapObject.isInteger(o) && HeapObject.type(o).pointee.shape == .structure
  case .array: return !HeapObject.isInteger(o) && HeapObject.type(o).pointee.shape == .array
  case .function:
    guard let function = UnsafeMutablePointer<FunctionRecord>(bitPattern: UInt(o)) else {
      return false
    }
    return function.pointee.type == k32(p, 16) || isSubtype(function, k32(p, 16))
  case .nothing, nil: return false
  }
}

// MARK: Vectors

/// Reads a vector field. 8: result, two slots; 10: slot of the object; 12: offset of the field.
@c func gh_wideField_structGet(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let o = u64(p, f, 10)
  if o == 0 { return trap(p, f, x, .nullStructure) }
  copyPair(from: field(o, p, 12), to: f + slot(p, 8))
  return next(p + 16, f, a, x, m, n, d)
}

/// Writes a vector field. 8: slot of the object; 10: of the value; 12: offset of the field.
@c func gh_wideField_structSet(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let o = u64(p, f, 8)
  if o == 0 { return trap(p, f, x, .nullStructure) }
  copyPair(from: f + slot(p, 10), to: field(o, p, 12))
  return next(p + 16, f, a, x, m, n, d)
}

/// Reads a vector element. 8: result, two slots; 10: slot of the array; 12: of the index.
@c func gh_wideField_arrayGet(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let o = u64(p, f, 10), i = u32(p, f, 12)
  if o == 0 { return trap(p, f, x, .nullArray) }
  if i >= HeapObject.count(o) { return trap(p, f, x, .outOfBoundsArrayAccess) }
  copyPair(from: element(o, i, 4), to: f + slot(p, 8))
  return next(p + 16, f, a, x, m, n, d)
}

/// Writes a vector element. 8: slot of the array; 10: of the index; 12: of the value.
@c func gh_wideField_arraySet(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let o = u64(p, f, 8), i = u32(p, f, 10)
  if o == 0 { return trap(p, f, x, .nullArray) }
  if i >= HeapObject.count(o) { return trap(p, f, x, .outOfBoundsArrayAccess) }
  copyPair(from: f + slot(p, 12), to: element(o, i, 4))
  return next(p + 16, f, a, x, m, n, d)
}

@inline(__always)
private func copyPair(from source: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer) {
  let low = source.load(as: UInt64.self)
  let high = source.load(fromByteOffset: 8, as: UInt64.self)
  target.storeBytes(of: low, as: UInt64.self)
  target.storeBytes(of: high, toByteOffset: 8, as: UInt64.self)
}
