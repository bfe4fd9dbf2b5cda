import WASI
package import WebAssembly

/// Runs calls to their ends on the calling thread, which waits with them.
package struct BlockingDriver {
  private let control: RunControl
  /// Whether somebody may want to stop a wait for work that blocks.
  private let isStoppable: Bool
  private var waiter: BlockingWaiter?

  package init(_ control: RunControl, isStoppable: Bool) {
    self.control = control
    self.isStoppable = isStoppable
  }

  /// Runs a call.
  ///
  /// - Parameters:
  ///   - call: the call.
  ///   - fuel: how much it may use.
  /// - Returns: how it ended.
  /// - Throws: `WASIError` when the system has no descriptors left to wait with.
  package mutating func run(_ call: Call, fuel: UInt64) throws -> RunEnding {
    if isStoppable { control.attach(call.interruptHandle) }
    var given = fuel
    while true {
      let step = CallStep(try call.resume(fuel: given), call, control)
      given = 0
      switch step {
      case .ended(let ending): return ending
      case .paused: break
      case .waits(let request, let module, let name):
        guard let request = request as? WaitRequest else {
          var trap = Trap(.cannotSuspend, detail: "\(module).\(name) needs an asynchronous run")
          trap.locate(call.backtrace)
          return .trapped(trap)
        }
        if try !wait(for: request) {
          return CallStep.ending(control.reason ?? .stopped, call.backtrace)
        }
      }
    }
  }

  private mutating func wait(for request: WaitRequest) throws(WASIError) -> Bool {
    let waiter: BlockingWaiter
    if let existing = self.waiter {
      waiter = existing
    } else {
      waiter = try BlockingWaiter(usesPool: isStoppable)
      self.waiter = waiter
    }
    guard isStoppable else { return waiter.wait(for: request) }
    guard control.beginWait({ waiter.interrupt() }) else { return false }
    defer { control.endWait() }
    return waiter.wait(for: request)
  }
}
