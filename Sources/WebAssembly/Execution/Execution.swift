import Synchronization

/// A running call: its value stack and its state between stops.
@usableFromInline
package final class Execution {
  /// Why running stopped.
  enum Stop {
    case finished
    case outOfFuel
    case interrupted(InterruptHandle.Kind)
    // Boxed, so that a stop is a word and the usual case costs nothing.
    indirect case suspended(HostFunction, Suspension)
    indirect case trapped(Trap)
  }

  /// A call that crossed from one instance to another: where to go on when it returns.
  struct Crossing {
    let instance: UnsafeMutablePointer<InstanceHeader>
    let code: Code
    let frame: Frame
  }

  let interrupt: InterruptHandle
  let context: UnsafeMutablePointer<ExecutionContext>
  private let stack: UnsafeMutableRawPointer
  private let stackByteCount: Int
  /// The real limit, which `context.stackLimit` holds unless a stop is asked for.
  let limit: UInt
  private let nestedCallLimit: Int
  // Safe: the store owns the number, and whoever runs an execution keeps the store alive.
  private let depth: UnsafeMutablePointer<Int>
  /// How many host functions that called back into a guest are running.
  var nesting = 0
  var crossings: [Crossing] = []
  /// The continuation of the host function that suspended.
  var suspended: (function: HostFunction, suspension: Suspension)?
  /// A pause that was asked for while a nested call ran.
  var deferredPause = false
  /// Whether the host called a host function, with no guest in between.
  var isDirect = false
  /// Whether somebody outside may hold the interrupt handle.
  var isShared = false
  /// Counts instructions, where a tool asks for it.
  private let counter: InstructionCounter?
  /// How far the stack holds values.
  var live = LiveStack.empty
  /// The heap of the store.
  let heap: Heap
  /// Its position among the heap's executions.
  var heapPosition = 0
  /// The waiting calls of the store.
  let waiters: AtomicWaiters
  private let lifetime = LiveObject(.execution)

  init(_ store: Store) throws(Trap) {
    // A frame's check leaves room for what the check itself can't see.
    stackByteCount = max(store.limits.stackByteCount, 4096) + Execution.reserve
    guard let stack = Pages.allocateRecycled(byteCount: stackByteCount) else {
      throw Trap(.outOfMemory, detail: "no room for a value stack")
    }
    self.stack = stack
    interrupt = InterruptHandle(store)
    context = interrupt.context
    limit = UInt(bitPattern: stack) + UInt(stackByteCount - Execution.reserve)
    nestedCallLimit = store.limits.nestedCalls
    depth = store.depth
    counter = store.instructionCounter
    context.pointee.stackLimit.store(limit, ordering: .relaxed)
    heap = store.heap
    waiters = store.waiters
    context.pointee.cursors = heap.cursors
    heap.add(self)
  }

  deinit {
    heap.remove(self)
    Pages.freeRecycled(stack, byteCount: stackByteCount)
  }

  /// The bytes behind the limit: arguments and results of a host function, at most.
  private static let reserve = 64 << 10

  /// The first slot of the stack.
  var bottom: Frame { stack }

  func charge(byteCount: Int) {
    let units = Int64(clamping: UInt64(clamping: byteCount) / byteCountPerFuel)
    // May run up a debt, which keeps the guest from going on before it is paid.
    let (left, overflow) = context.pointee.fuel.subtractingReportingOverflow(units)
    context.pointee.fuel = overflow ? .min : left
  }

  // MARK: Running

  /// Counts a call that runs on the native stack, perhaps within a host function.
  ///
  /// - Throws: `Trap` with code `nestedTooDeep` beyond the store's limit.
  func beginRunning() throws(Trap) {
    guard depth.pointee <= max(0, nestedCallLimit) else { throw Trap(.nestedTooDeep) }
    depth.pointee += 1
  }

  func endRunning() { depth.pointee -= 1 }

  /// Checks that a guest's function can be entered at a frame.
  ///
  /// - Returns: its code, translated.
  @discardableResult
  func check(
    _ function: UnsafeMutablePointer<FunctionRecord>, at frame: Frame
  ) throws(Trap) -> Code {
    guard let record = function.pointee.code, let instance = function.pointee.instance else {
      throw Trap(.hostError, detail: "not a guest's function")
    }
    if !record.isTranslated { try translate(record, of: instance) }
    let entry = record.pointee.code
    let byteCount = (entry - 8).load(as: UInt.self)
    guard UInt(bitPattern: frame) + byteCount < limit else { throw Trap(.stackExhausted) }
    return entry
  }

  /// Prepares the call of a guest's function whose arguments stand at `frame`.
  func enter(_ function: UnsafeMutablePointer<FunctionRecord>, at frame: Frame) throws(Trap) {
    let entry = try check(function, at: frame)
    guard let instance = function.pointee.instance else { return }
    let link = frame + Int(function.pointee.linkOffset)
    link.storeBytes(of: StaticCode.finish, as: Code.self)
    link.storeBytes(of: frame, toByteOffset: 8, as: Frame.self)
    context.pointee.instance = instance
    context.pointee.code = entry
    context.pointee.frame = frame
  }

  /// Runs until the call finishes or stops.
  func run() -> Stop {
    while true {
      dispatch()
      if context.pointee.exit == .finished { return .finished }
      guard let stop = handleExit() else { continue }
      switch stop {
      case .outOfFuel, .interrupted: live = .stopped
      case .finished, .suspended, .trapped: break
      }
      return stop
    }
  }

  /// Lets handlers run until one of them returns for good.
  @inline(__always)
  private func dispatch() {
    let context = context
    context.pointee.exit = .none
    let memory = context.pointee.instance.pointee.memory
    context.pointee.base = memory.pointee.base
    context.pointee.size = memory.pointee.byteCount
    repeat {
      let code = context.pointee.code
      if usesDriverLoop { counter?.count(code) }
      let handler = unsafeBitCast(code.load(as: UInt.self), to: HandlerFunction.self)
      handler(
        code, context.pointee.frame, context.pointee.accumulator, UnsafeMutableRawPointer(context),
        context.pointee.base, context.pointee.size, context.pointee.float)
    } while usesDriverLoop && context.pointee.exit == .none
  }

  /// Does what the handlers returned for.
  ///
  /// - Returns: why to stop, or `nil` to go on.
  private func handleExit() -> Stop? {
    switch context.pointee.exit {
    case .none, .finished: return .finished
    case .trapped: return .trapped(trap(context.pointee.trap.code))
    case .outOfFuel: return .outOfFuel
    case .limit: return atLimit()
    case .untranslated: return enterUntranslated()
    case .foreignCall: return foreignCall(isTail: false)
    case .foreignTailCall: return foreignCall(isTail: true)
    case .foreignReturn:
      foreignReturn()
      return nil
    case .operation:
      do throws(Trap) {
        return try operate()
      } catch {
        return .trapped(trap(error))
      }
    }
  }

  /// A frame did not fit, or a stop was asked for.
  private func atLimit() -> Stop? {
    // Who asks writes the request first and zeroes the limit then; taking them in the other order
    // can't lose a request.
    let old = context.pointee.stackLimit.exchange(limit, ordering: .sequentiallyConsistent)
    return old == limit ? .trapped(trap(.stackExhausted)) : takeInterrupt()
  }

  func takeInterrupt() -> Stop? {
    let pending = interrupt.pending.exchange(0, ordering: .sequentiallyConsistent)
    guard let kind = InterruptHandle.Kind(rawValue: pending) else { return nil }
    if kind == .pause && nesting > 0 {
      deferredPause = true
      return nil
    }
    return .interrupted(kind)
  }

  private func translate(
    _ record: UnsafeMutablePointer<CodeRecord>, of instance: UnsafeMutablePointer<InstanceHeader>
  ) throws(Trap) {
    try instance.pointee.storage.takeUnretainedValue().module.translate(Int(record.pointee.index))
  }

  /// A function was entered that has no code yet: its frame and link are in place.
  private func enterUntranslated() -> Stop? {
    guard let argument = context.pointee.argument else { return .trapped(trap(.unreachable)) }
    let record = argument.assumingMemoryBound(to: CodeRecord.self)
    var failure = Trap(.stackExhausted)
    do throws(Trap) {
      try translate(record, of: context.pointee.instance)
      let entry = record.pointee.code
      let byteCount = (entry - 8).load(as: UInt.self)
      if UInt(bitPattern: context.pointee.frame) + byteCount < limit {
        context.pointee.code = entry
        return nil
      }
    } catch {
      failure = error
    }
    // The trap belongs to the caller, whose position the link has.
    let link = context.pointee.frame + Int(record.pointee.linkOffset)
    let caller = link.load(as: Code.self)
    if caller != StaticCode.finish && caller != StaticCode.restore {
      context.pointee.code = caller - 1
      context.pointee.frame = link.load(fromByteOffset: 8, as: Frame.self)
    }
    return .trapped(trap(failure))
  }
}
