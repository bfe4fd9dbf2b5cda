/// Runs calls to their ends in slices, on whatever thread the caller's isolation gives them.
///
/// Between slices others have their turn; while the guest waits no thread is held.
struct AsyncDriver {
  let control: RunControl
  private let slices: SliceClock

  /// - Throws: `WASIError` when the system has no threads or descriptors left.
  init(_ control: RunControl) throws(WASIError) {
    self.control = control
    slices = try SliceClock.shared
  }

  /// Runs a call.
  ///
  /// - Parameters:
  ///   - call: the call.
  ///   - fuel: how much it may use.
  /// - Returns: how it ended.
  /// - Throws: `CancellationError` when the task is cancelled; what a wait fails with.
  nonisolated(nonsending) func run(_ call: Call, fuel: UInt64) async throws -> RunEnding {
    let ending = try await withTaskCancellationHandler {
      try await drive(call, fuel: fuel)
    } onCancel: {
      control.stop(.cancelled)
    }
    switch ending {
    case .stopped where control.reason == .cancelled: throw CancellationError()
    default: return ending
    }
  }

  private nonisolated(nonsending) func drive(
    _ call: Call, fuel: UInt64
  ) async throws -> RunEnding {
    let handle = call.interruptHandle
    control.attach(handle)
    var given = fuel
    while true {
      let slice = slices.begin(handle)
      let progress = Result { try call.resume(fuel: given) }
      slices.end(slice)
      given = 0
      switch CallStep(try progress.get(), call, control) {
      case .ended(let ending): return ending
      case .paused: await Task.yield()
      case .waits(let request, let module, let name):
        if let request = request as? WaitRequest {
          if request.isYield {
            await Task.yield()
          } else {
            try await wait { try await request.wait() }
          }
        } else if let request = request as? AsyncHostCall {
          try await wait { await request.perform() }
        } else {
          var trap = Trap(
            .cannotSuspend, detail: "\(module).\(name) waits for something unknown here")
          trap.locate(call.backtrace)
          return .trapped(trap)
        }
      }
      if let reason = control.reason { return CallStep.ending(reason, call.backtrace) }
    }
  }

  /// Waits until some work is over or the run is stopped, whichever comes first.
  ///
  /// The work has a task of its own, so that even work that does not care for cancellation can't
  /// keep a stopped run from ending.
  private nonisolated(nonsending) func wait(
    _ work: @escaping @Sendable () async throws -> Void
  ) async throws {
    let cell = WaitCell()
    let task = Task {
      defer { cell.finish() }
      try await work()
    }
    guard
      control.beginWait({
        task.cancel()
        cell.finish()
      })
    else { return task.cancel() }
    await cell.wait()
    control.endWait()
    if control.reason == nil { try await task.value }
  }
}
