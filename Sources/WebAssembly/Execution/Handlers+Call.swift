// swift-format-ignore-file: AlwaysUseLowerCamelCase
import Synchronization

// Handlers of calls and returns.
//
// A callee's frame begins at its first argument, in the caller's frame. After the slots for
// parameters and results stands the link: where to go on, then the caller's frame.

/// The bytes of a link.
let linkByteCount = 16

/// Enters a function whose frame's offset stands at byte 16 and its link's at byte 20.
@inline(__always)
private func enter(
  _ record: UnsafeMutablePointer<CodeRecord>, returnTo code: Code, _ p: Code, _ f: Frame,
  _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let entry = record.pointee.code
  let byteCount = (entry - 8).load(as: UInt.self)
  let frame = f + Int(i32(p, 16))
  if byteCount &+ UInt(bitPattern: frame)
    >= context(x).pointee.stackLimit.load(ordering: .relaxed)
  {
    return leave(p, f, x, .limit)
  }
  let link = frame + Int(i32(p, 20))
  link.storeBytes(of: code, as: Code.self)
  link.storeBytes(of: f, toByteOffset: 8, as: Frame.self)
  return next(entry, frame, 0, x, m, n, d)
}

/// Calls a function of the same module. 8: its record; 16: offset of its frame; 20: offset of the
/// link in it.
@c func gh_call_direct(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let record = p.load(fromByteOffset: 8, as: UnsafeMutablePointer<CodeRecord>.self)
  return enter(record, returnTo: p + 24, p, f, x, m, n, d)
}

/// The same after copying a slot, as a rule the last argument. 24: to; 26: from.
@c func gh_call_direct_copy(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  put(p, f, 24, u64(p, f, 26))
  let record = p.load(fromByteOffset: 8, as: UnsafeMutablePointer<CodeRecord>.self)
  return enter(record, returnTo: p + 32, p, f, x, m, n, d)
}

/// Calls an import. 12: offset of its record's address in the instance; 16, 20: as above.
@c func gh_call_imported(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  context(x).pointee.argument = sharedGlobal(x, p)
  context(x).pointee.callFrame = f + Int(i32(p, 16))
  context(x).pointee.accumulator = 24
  leave(p, f, x, .foreignCall)
}

/// Calls through a table. 8: slot of the index; 12: offset of the table's address in the instance;
/// 16, 20: as above; 24: canonical type.
@c func gh_call_indirect(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let table = sharedGlobal(x, p).assumingMemoryBound(to: TableRecord.self)
  let index = UInt64(u32(p, f, 8))
  if index >= table.pointee.count { return trap(p, f, x, .undefinedElement) }
  let element = table.pointee.base[Int(index)]
  guard let function = UnsafeMutablePointer<FunctionRecord>(bitPattern: element) else {
    return trap(p, f, x, .uninitializedElement)
  }
  if function.pointee.type != k32(p, 24), !isSubtype(function, k32(p, 24)) {
    return trap(p, f, x, .indirectCallTypeMismatch)
  }
  if function.pointee.instance == context(x).pointee.instance, let code = function.pointee.code {
    return enter(code, returnTo: p + 32, p, f, x, m, n, d)
  }
  context(x).pointee.argument = UnsafeMutableRawPointer(function)
  context(x).pointee.callFrame = f + Int(i32(p, 16))
  context(x).pointee.accumulator = 32
  leave(p, f, x, .foreignCall)
}

/// Calls a reference. 8: its slot; 16, 20: as above.
@c func gh_call_reference(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  guard let function = UnsafeMutablePointer<FunctionRecord>(bitPattern: UInt(u64(p, f, 8))) else {
    return trap(p, f, x, .nullFunctionReference)
  }
  if function.pointee.instance == context(x).pointee.instance, let code = function.pointee.code {
    return enter(code, returnTo: p + 24, p, f, x, m, n, d)
  }
  context(x).pointee.argument = UnsafeMutableRawPointer(function)
  context(x).pointee.callFrame = f + Int(i32(p, 16))
  context(x).pointee.accumulator = 24
  leave(p, f, x, .foreignCall)
}

/// Replaces the running function by one of the same module. 8: its record; 16: offset of the
/// arguments; 20: their number of slots; 24: offset of the link here; 28: of the link there.
@c func gh_tail_direct(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let record = p.load(fromByteOffset: 8, as: UnsafeMutablePointer<CodeRecord>.self)
  return replace(record, p, f, x, m, n, d)
}

@inline(__always)
private func replace(
  _ record: UnsafeMutablePointer<CodeRecord>, _ p: Code, _ f: Frame, _ x: Context, _ m: Base,
  _ n: UInt64, _ d: Double
) {
  let entry = record.pointee.code
  let byteCount = (entry - 8).load(as: UInt.self)
  if UInt(bitPattern: f) &+ byteCount >= context(x).pointee.stackLimit.load(ordering: .relaxed) {
    return leave(p, f, x, .limit)
  }
  moveLink(p, f)
  return next(entry, f, 0, x, m, n, d)
}

/// Moves the arguments of a tail call to the start of the frame and the link behind them.
@inline(__always)
func moveLink(_ p: Code, _ f: Frame) {
  let own = f + Int(i32(p, 24))
  let code = own.load(as: Code.self)
  let caller = own.load(fromByteOffset: 8, as: Frame.self)
  f.copyMemory(from: f + Int(i32(p, 16)), byteCount: 8 &* Int(i32(p, 20)))
  let link = f + Int(i32(p, 28))
  link.storeBytes(of: code, as: Code.self)
  link.storeBytes(of: caller, toByteOffset: 8, as: Frame.self)
}

/// Replaces the running function by an import. 12: offset of its record's address in the
/// instance; 16 to 28: as above.
@c func gh_tail_imported(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  context(x).pointee.argument = sharedGlobal(x, p)
  context(x).pointee.callFrame = f + Int(i32(p, 16))
  leave(p, f, x, .foreignTailCall)
}

/// Replaces the running function by one of a table. 8: slot of the index; 12: offset of the
/// table's address in the instance; 16 to 28: as above; 32: canonical type.
@c func gh_tail_indirect(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let table = sharedGlobal(x, p).assumingMemoryBound(to: TableRecord.self)
  let index = UInt64(u32(p, f, 8))
  if index >= table.pointee.count { return trap(p, f, x, .undefinedElement) }
  let element = table.pointee.base[Int(index)]
  guard let function = UnsafeMutablePointer<FunctionRecord>(bitPattern: element) else {
    return trap(p, f, x, .uninitializedElement)
  }
  if function.pointee.type != k32(p, 32), !isSubtype(function, k32(p, 32)) {
    return trap(p, f, x, .indirectCallTypeMismatch)
  }
  if function.pointee.instance == context(x).pointee.instance, let code = function.pointee.code {
    return replace(code, p, f, x, m, n, d)
  }
  context(x).pointee.argument = UnsafeMutableRawPointer(function)
  context(x).pointee.callFrame = f + Int(i32(p, 16))
  leave(p, f, x, .foreignTailCall)
}

/// Replaces the running function by a reference. 8: its slot; 16 to 28: as above.
@c func gh_tail_reference(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  guard let function = UnsafeMutablePointer<FunctionRecord>(bitPattern: UInt(u64(p, f, 8))) else {
    return trap(p, f, x, .nullFunctionReference)
  }
  if function.pointee.instance == context(x).pointee.instance, let code = function.pointee.code {
    return replace(code, p, f, x, m, n, d)
  }
  context(x).pointee.argument = UnsafeMutableRawPointer(function)
  context(x).pointee.callFrame = f + Int(i32(p, 16))
  leave(p, f, x, .foreignTailCall)
}

@inline(__always)
private func leaveFrame(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let link = f + Int(i32(p, 12))
  let code = link.load(as: Code.self)
  let caller = link.load(fromByteOffset: 8, as: Frame.self)
  return next(code, caller, a, x, m, n, d)
}

/// Returns; the results, if any, stand at the start of the frame. 12: offset of the link.
@c func gh_functionReturn_none(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return leaveFrame(p, f, a, x, m, n, d)
}

/// Returns a slot, also in the accumulator. 8: the slot; 12: as above.
@c func gh_functionReturn_s(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let r = u64(p, f, 8)
  let link = f + Int(i32(p, 12))
  let code = link.load(as: Code.self)
  let caller = link.load(fromByteOffset: 8, as: Frame.self)
  f.storeBytes(of: r, as: UInt64.self)
  return next(code, caller, r, x, m, n, d)
}

/// Returns the accumulator. 12: as above.
@c func gh_functionReturn_a(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  f.storeBytes(of: a, as: UInt64.self)
  return leaveFrame(p, f, a, x, m, n, d)
}

/// Returns an integer constant. 12: as above; 16: the constant.
@c func gh_functionReturn_k(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let r = k64(p, 16)
  f.storeBytes(of: r, as: UInt64.self)
  return leaveFrame(p, f, r, x, m, n, d)
}

/// Returns an `f64` slot, also in the floating-point accumulator. 8: the slot; 12: as above.
@c func gh_functionReturn_f64_s(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let r = f64(p, f, 8)
  f.storeBytes(of: r, as: Double.self)
  return leaveFrame(p, f, a, x, m, n, r)
}

/// The same for `f32`.
@c func gh_functionReturn_f32_s(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let r = f32(p, f, 8)
  f.storeBytes(of: r, as: Float.self)
  return leaveFrame(p, f, a, x, m, n, wide(r, d))
}

/// Returns the floating-point accumulator. 12: as above.
@c func gh_functionReturn_f64_a(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  f.storeBytes(of: d, as: Double.self)
  return leaveFrame(p, f, a, x, m, n, d)
}

/// The same for `f32`.
@c func gh_functionReturn_f32_a(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  f.storeBytes(of: low(d), as: Float.self)
  return leaveFrame(p, f, a, x, m, n, d)
}
