// swift-format-ignore-file: AlwaysUseLowerCamelCase
import Synchronization

// Handlers of control flow, calls apart. Every layout is listed byte by byte.

/// 8: displacement.
@c func gh_jump_f(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return jump(p, 8, f, a, x, m, n, d)
}

/// 8: displacement, backwards.
@c func gh_jump_b(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return back(p, 8, f, a, x, m, n, d)
}

/// 8: displacement of a `meter`, which is paid at on the way.
@c func gh_jump_m(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return pay(p + Int(i32(p, 8)), f, a, x, m, n, d)
}

/// The same for the `meter` of a loop.
@c func gh_jump_l(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return payBack(p + Int(i32(p, 8)), f, a, x, m, n, d)
}

/// 8: slot of the index; 12: number of targets without the default; 16: displacements.
@c func gh_brTable_s(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let index = min(u32(p, f, 8), k32(p, 12))
  return next(p + Int(i32(p, 16 &+ 4 &* Int(index))), f, a, x, m, n, d)
}

/// The same with the index in the accumulator.
@c func gh_brTable_a(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let index = min(UInt32(truncatingIfNeeded: a), k32(p, 12))
  return next(p + Int(i32(p, 16 &+ 4 &* Int(index))), f, a, x, m, n, d)
}

/// Copies a run of slots to a lower place. 8: offset of the target; 12: of the source; 16: bytes.
@c func gh_copyRun_s(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  (f + Int(i32(p, 8))).copyMemory(from: f + Int(i32(p, 12)), byteCount: Int(i32(p, 16)))
  return next(p + 24, f, a, x, m, n, d)
}

/// Pays for the stretch that follows. 8: its operators.
@c func gh_meter_f(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return pay(p, f, a, x, m, n, d)
}

/// The same at a loop's head.
@c func gh_meter_b(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return payBack(p, f, a, x, m, n, d)
}

/// The outermost function returned.
@c func gh_exit_finish(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  leave(p, f, x, .finished)
}

/// A function that is not translated yet was entered; its record is in the accumulator.
@c func gh_exit_translate(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  context(x).pointee.argument = UnsafeMutableRawPointer(mutating: p - CodeRecord.stubOffset)
  leave(p, f, x, .untranslated)
}

@c func gh_exit_unreachable(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  trap(p, f, x, .unreachable)
}

/// A call into another instance returned.
@c func gh_exit_restore(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  leave(p, f, x, .foreignReturn)
}

/// An operation the driver carries out. 8: which; 12: offset of its first operand; 16, 20:
/// immediates. Its operands stand in consecutive slots and its result replaces the first.
@c func gh_slow_operation(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  leave(p, f, x, .operation)
}
