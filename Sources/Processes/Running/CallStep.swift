import WASI
package import WebAssembly

/// What a driver of a call does next.
package enum CallStep {
  /// The call has ended.
  case ended(RunEnding)
  /// It stopped at a safepoint only to give way.
  case paused
  /// It waits; resume it once that is there.
  case waits(any Sendable, module: String, name: String)

  /// Reads a call's progress.
  ///
  /// - Parameters:
  ///   - progress: what `resume` returned.
  ///   - call: the call.
  ///   - control: tells whether the run was to stop.
  package init(_ progress: Call.Progress, _ call: Call, _ control: RunControl) {
    switch progress {
    case .finished(let results): self = .ended(.finished(results))
    case .outOfFuel: self = .ended(.outOfFuel(call.backtrace))
    case .interrupted:
      if let reason = control.reason {
        self = .ended(CallStep.ending(reason, call.backtrace))
      } else {
        self = .paused
      }
    case .suspended(let host):
      self = .waits(host.request, module: host.module, name: host.name)
    case .trapped(let trap):
      if let exit = trap.cause as? WASIExit {
        self = .ended(.exited(exit.code))
      } else if trap.code == .interrupted, let reason = control.reason {
        self = .ended(CallStep.ending(reason, trap.backtrace))
      } else {
        self = .ended(.trapped(trap))
      }
    }
  }

  /// The ending that stands for a stop.
  package static func ending(_ reason: RunControl.Reason, _ backtrace: Backtrace) -> RunEnding {
    reason == .timedOut ? .timedOut(backtrace) : .stopped(backtrace)
  }
}
