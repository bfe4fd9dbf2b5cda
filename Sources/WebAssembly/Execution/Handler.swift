import Synchronization

/// The position of an instruction in translated code.
typealias Code = UnsafeRawPointer
/// The first slot of a frame on the value stack.
typealias Frame = UnsafeMutableRawPointer
/// Points to an `ExecutionContext`.
typealias Context = UnsafeMutableRawPointer
/// The first byte of the running instance's first memory.
typealias Base = UnsafeMutableRawPointer

/// What an instruction's first word points to.
///
/// The arguments, short because every handler names them: `p` the instruction, `f` the frame, `a`
/// the accumulator, `x` the context, `m` and `n` base and size of the first memory, `d` the
/// floating-point accumulator. All seven travel in registers.
typealias HandlerFunction =
  @convention(c) (Code, Frame, UInt64, Context, Base, UInt64, Double) -> Void

/// The address of a handler, as it stands in code.
func address(_ handler: HandlerFunction) -> UInt {
  unsafeBitCast(handler, to: UInt.self)
}

/// Whether handlers return to a driver loop instead of jumping to each other.
///
/// Where the optimiser does not turn the last call into a jump, the native stack would overflow.
@inline(__always)
package var usesDriverLoop: Bool {
  #if Sanitized
    true
  #else
    _isDebugAssertConfiguration()
  #endif
}

/// Goes on with the instruction at `p`; a handler's last act.
@inline(__always)
func next(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  if usesDriverLoop { return save(p, f, a, x, m, n, d) }
  let handler = unsafeBitCast(p.load(as: UInt.self), to: HandlerFunction.self)
  return handler(p, f, a, x, m, n, d)
}

/// Writes the machine's state to the context.
@inline(__always)
func save(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let context = context(x)
  context.pointee.code = p
  context.pointee.frame = f
  context.pointee.accumulator = a
  context.pointee.base = m
  context.pointee.size = n
  context.pointee.float = d
}

@inline(__always)
func context(_ x: Context) -> UnsafeMutablePointer<ExecutionContext> {
  x.assumingMemoryBound(to: ExecutionContext.self)
}

/// Goes on at the displacement that stands at byte `at` of the instruction.
@inline(__always)
func jump(
  _ p: Code, _ at: Int, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  return next(p + Int(i32(p, at)), f, a, x, m, n, d)
}

/// The same for a loop's back edge: stops there when asked to.
@inline(__always)
func back(
  _ p: Code, _ at: Int, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let target = p + Int(i32(p, at))
  if UInt(bitPattern: f) >= context(x).pointee.stackLimit.load(ordering: .relaxed) {
    return leave(target, f, x, .limit)
  }
  return next(target, f, a, x, m, n, d)
}

/// Pays for a stretch at the `meter` it starts with, and goes on behind that.
@inline(__always)
func pay(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  let left = context(x).pointee.fuel &- Int64(k32(p, 8))
  if left < 0 { return leave(p, f, x, .outOfFuel) }
  context(x).pointee.fuel = left
  return next(p + 16, f, a, x, m, n, d)
}

/// The same at a loop's head, where a stop may be asked for.
@inline(__always)
func payBack(
  _ p: Code, _ f: Frame, _ a: UInt64, _ x: Context, _ m: Base, _ n: UInt64, _ d: Double
) {
  if UInt(bitPattern: f) >= context(x).pointee.stackLimit.load(ordering: .relaxed) {
    return leave(p, f, x, .limit)
  }
  return pay(p, f, a, x, m, n, d)
}

/// Returns to the driver with a reason.
@inline(never)
func leave(_ p: Code, _ f: Frame, _ x: Context, _ exit: Exit) {
  let context = context(x)
  context.pointee.code = p
  context.pointee.frame = f
  context.pointee.exit = exit
}

/// Returns to the driver with a trap at `p`.
@inline(never)
func trap(_ p: Code, _ f: Frame, _ x: Context, _ kind: TrapKind) {
  context(x).pointee.trap = kind
  leave(p, f, x, .trapped)
}
