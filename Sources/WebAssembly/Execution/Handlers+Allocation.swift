// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Handlers that make objects. Where there is no free cell, the driver finds one, perhaps by a
// collection, and the instruction runs again.

/// Takes a cell of the class whose cursor's offset stands at byte 24; `nil` when there is none.
@inline(__always)
private func take(_ cursor: UnsafeMutablePointer<AllocationCursor>) -> UnsafeMutableRawPointer? {
  let cell = cursor.pointee.next
  if cell == cursor.pointee.end { return nil }
  cursor.pointee.next = cell &+ cursor.pointee.cellByteCount
  return UnsafeMutableRawPointer(bitPattern: cell)
}

@inline(__always)
private func cursor(_ x: Context, _ p: Code) -> UnsafeMutablePointer<AllocationCursor> {
  (UnsafeMutableRawPointer(context(x).pointee.cursors) + Int(i32(p, 24)))
    .assumingMemoryBound(to: AllocationCursor.self)
}

/// Makes the object the result, in its slot and in the accumulator.
@inline(__always)
private func finish(
  _ object: UnsafeMutableRawPointer, _ operands: Frame, _ p: Code, _ f: Frame, _ x: Context,
  _ m: Base, _ n: UInt64, _ d: Double
) {
  let r = UInt64(UInt(bitPattern: object))
  operands.storeBytes(of: r, as: UInt64.self)
  return next(p + 32, f, r, x, m, n, d)
}

@inline(__always)
func type(_ p: Code) -> UnsafePointer<RuntimeType> {
  p.load(fromByteOffset: 16, as: UnsafePointer<RuntimeType>.self)
}

/// Makes a structure whose fields take 8 bytes each. 8: operation; 12: offset of the operands,
/// whose first is replaced by the result; 16: type; 24: offset of the class's cursor; 28: bytes of
/// the operands.
@c func gh_structNew_uniform(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  guard let object = take(cursor(x, p)) else { return leave(p, f, x, .operation) }
  let operands = f + Int(i32(p, 12))
  object.storeBytes(of: type(p), as: UnsafePointer<RuntimeType>.self)
  let byteCount = Int(i32(p, 28))
  var offset = 0
  while offset < byteCount {
    let value = operands.load(fromByteOffset: offset, as: UInt64.self)
    object.storeBytes(of: value, toByteOffset: offset &+ 8, as: UInt64.self)
    offset &+= 8
  }
  return finish(object, operands, p, f, x, m, n, d)
}

/// The same for fields of any size.
@c func gh_structNew_mixed(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  guard let object = take(cursor(x, p)) else { return leave(p, f, x, .operation) }
  let operands = f + Int(i32(p, 12))
  object.storeBytes(of: type(p), as: UnsafePointer<RuntimeType>.self)
  storeFields(operands, in: object, type(p))
  return finish(object, operands, p, f, x, m, n, d)
}

/// The same for fields that all start as zero or null.
@c func gh_structNew_default(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  guard let object = take(cursor(x, p)) else { return leave(p, f, x, .operation) }
  object.storeBytes(of: type(p), as: UnsafePointer<RuntimeType>.self)
  return finish(object, f + Int(i32(p, 12)), p, f, x, m, n, d)
}

/// Copies the fields of a structure from slots.
func storeFields(
  _ operands: UnsafeRawPointer, in object: UnsafeMutableRawPointer,
  _ type: UnsafePointer<RuntimeType>
) {
  var operand = operands
  let fields = type.pointee.fields
  for index in 0..<Int(type.pointee.fieldCount) {
    let field = fields[index]
    store(operand, at: object + Int(field.offset), shift: field.shift)
    operand += field.shift == 4 ? 16 : 8
  }
}

/// Copies a value from its slot or slots to a field or element.
@inline(__always)
func store(_ value: UnsafeRawPointer, at place: UnsafeMutableRawPointer, shift: UInt8) {
  switch shift {
  case 0: place.storeBytes(of: value.load(as: UInt8.self), as: UInt8.self)
  case 1: place.storeBytes(of: value.load(as: UInt16.self), as: UInt16.self)
  case 2: place.storeBytes(of: value.load(as: UInt32.self), as: UInt32.self)
  case 3: place.storeBytes(of: value.load(as: UInt64.self), as: UInt64.self)
  default:
    place.storeBytes(of: value.load(as: UInt64.self), as: UInt64.self)
    place.storeBytes(
      of: value.load(fromByteOffset: 8, as: UInt64.self), toByteOffset: 8, as: UInt64.self)
  }
}

// MARK: Arrays

/// The largest array that handlers make; larger ones are the driver's.
let smallArrayByteCount = 1024

/// Makes an array of equal elements. 8: operation; 12: offset of the operands, value and count,
/// the first replaced by the result; 16: type; 24: whether metered; 28: bytes of the value. The
/// instruction behind fills large arrays.
@c func gh_arrayNew_value(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let operands = f + Int(i32(p, 12))
  let count = operands.load(fromByteOffset: Int(i32(p, 28)), as: UInt32.self)
  guard let object = makeSmallArray(p, x, count) else { return leave(p, f, x, .operation) }
  fill(object, operands, 0..<Int(count), shift: type(p).pointee.elementShift)
  let r = UInt64(UInt(bitPattern: object))
  operands.storeBytes(of: r, as: UInt64.self)
  return next(p + 64, f, r, x, m, n, d)
}

/// Makes an array of zeros or nulls. As above, but the count is the only operand.
@c func gh_arrayNew_default(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let operands = f + Int(i32(p, 12))
  let count = operands.load(as: UInt32.self)
  guard let object = makeSmallArray(p, x, count) else { return leave(p, f, x, .operation) }
  return finish(object, operands, p, f, x, m, n, d)
}

/// Makes an array of the elements given, as `structNew`.
@c func gh_arrayNew_fixed(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  guard let object = take(cursor(x, p)) else { return leave(p, f, x, .operation) }
  let operands = f + Int(i32(p, 12))
  storeElements(operands, byteCount: Int(i32(p, 28)), in: object, type(p))
  return finish(object, operands, p, f, x, m, n, d)
}

/// Makes an array if it is small, there is a cell, and the fuel pays for it.
@inline(__always)
private func makeSmallArray(
  _ p: Code, _ x: Context, _ count: UInt32
) -> UnsafeMutableRawPointer? {
  let type = type(p)
  let byteCount = Int(count) &<< Int(type.pointee.elementShift)
  if byteCount > smallArrayByteCount { return nil }
  let units = (byteCount &+ Int(HeapObject.elements) &+ 15) &>> 4
  let cursor = context(x).pointee.cursors + Int(context(x).pointee.sizeClasses[units])
  if cursor.pointee.next == cursor.pointee.end { return nil }
  if k32(p, 24) != 0 {
    let left = context(x).pointee.fuel &- Int64(byteCount &>> 6)
    if left < 0 { return nil }
    context(x).pointee.fuel = left
  }
  guard let object = take(cursor) else { return nil }
  object.storeBytes(of: type, as: UnsafePointer<RuntimeType>.self)
  object.storeBytes(of: count, toByteOffset: HeapObject.count, as: UInt32.self)
  return object
}

/// Fills elements with a value that stands in a slot.
@inline(never)
func fill(
  _ object: UnsafeMutableRawPointer, _ value: UnsafeRawPointer, _ range: Range<Int>, shift: UInt8
) {
  let elements = object + Int(HeapObject.elements)
  func fill<T: BitwiseCopyable>(_ type: T.Type) {
    (elements.assumingMemoryBound(to: T.self) + range.lowerBound)
      .update(repeating: value.load(as: T.self), count: range.count)
  }
  switch shift {
  case 0: fill(UInt8.self)
  case 1: fill(UInt16.self)
  case 2: fill(UInt32.self)
  case 3: fill(UInt64.self)
  default:
    for index in range { store(value, at: elements + index * 16, shift: 4) }
  }
}

/// Makes an array of the elements in slots.
func storeElements(
  _ operands: UnsafeRawPointer, byteCount: Int, in object: UnsafeMutableRawPointer,
  _ type: UnsafePointer<RuntimeType>
) {
  let shift = type.pointee.elementShift
  let step = shift == 4 ? 16 : 8
  let count = byteCount / step
  object.storeBytes(of: type, as: UnsafePointer<RuntimeType>.self)
  object.storeBytes(
    of: UInt32(truncatingIfNeeded: count), toByteOffset: HeapObject.count, as: UInt32.self)
  let elements = object + Int(HeapObject.elements)
  for index in 0..<count {
    store(operands + index * step, at: elements + (index << Int(shift)), shift: shift)
  }
}
