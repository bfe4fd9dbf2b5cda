/// Waiting and notification, within a store that has one owner: a call that waits is suspended, as
/// one of a host function is, and another call of the store notifies it.
extension Execution {
  private static let waitType = FunctionType(results: [.i32])

  func operateOnWaiters(
    _ operation: SlowOperation, _ operands: Frame, _ storage: InstanceStorage
  ) throws(Trap) -> Stop? {
    let code = context.pointee.code
    let memory = storage.memories[Int((code + 16).load(as: UInt32.self))]
    let isWide = (code + 28).load(as: UInt32.self) != 0
    let width: UInt64 = operation == .atomicWait64 ? 8 : 4
    let address =
      isWide ? operands.load(as: UInt64.self) : UInt64(operands.load(as: UInt32.self))
    let (start, overflow) = address.addingReportingOverflow((code + 32).load(as: UInt64.self))
    guard start % width == 0 else { throw Trap(.unalignedAtomic) }
    guard !overflow, memory.byteCount >= width, start <= memory.byteCount - width else {
      throw Trap(.outOfBoundsMemoryAccess)
    }
    if operation == .atomicNotify {
      let count = operands.load(fromByteOffset: 8, as: UInt32.self)
      return goOn(operands, UInt64(waiters.notify(memory, start, count: count)))
    }
    guard memory.type.isShared else { throw Trap(.expectedSharedMemory) }
    let expected =
      width == 8
      ? operands.load(fromByteOffset: 8, as: UInt64.self)
      : UInt64(operands.load(fromByteOffset: 8, as: UInt32.self))
    guard loadInteger(at(memory.record.pointee.base, start), width) == expected else {
      return goOn(operands, 1)
    }
    let timeout = operands.load(fromByteOffset: 16, as: Int64.self)
    if timeout == 0 { return goOn(operands, 2) }
    return wait(on: waiters.add(memory, start), timeout, operands, width)
  }

  private func goOn(_ operands: Frame, _ result: UInt64) -> Stop? {
    operands.storeBytes(of: result, as: UInt64.self)
    context.pointee.code = context.pointee.code + 40
    return nil
  }

  /// Suspends as a host function would.
  private func wait(
    on ticket: AtomicWaiters.Ticket, _ timeout: Int64, _ operands: Frame, _ width: UInt64
  ) -> Stop? {
    let host = HostFunction(
      module: "memory.atomic", name: width == 8 ? "wait64" : "wait32", type: Self.waitType,
      body: .dynamic { _, _ in
        .suspended(
          Suspension(request: AtomicWait(timeout: timeout, waiter: ticket.waiter)) { _ in
            ticket.waiter.end()
            return .finished([.i32(ticket.waiter.isNotified ? 0 : 2)])
          })
      })
    context.pointee.callFrame = operands
    context.pointee.accumulator = 40
    switch run(host) {
    case .finished: return finishHostCall(isTail: false)
    case .caught: return nil
    case .stopped(let stop): return stop
    }
  }
}
