public import CapnProtoRPC

extension Guest {
  /// Has the host tell the process when it is about to be paused, and when it goes on.
  ///
  /// It is stopped once `onPause` has returned, or soon if it takes too long.
  ///
  /// - Parameters:
  ///   - onPause: called before the process is stopped.
  ///   - onResume: called when it runs again.
  /// - Throws: why the host does not listen.
  public func handleEvents(
    onPause: @escaping () -> Void = {}, onResume: @escaping () -> Void = {}
  ) throws(RPCError) {
    let handler = ProcessSchema.Events.Client(
      EventHandler(onPause: onPause, onResume: onResume), in: vat)
    let host: SessionSchema.ProcessInit.Client = terminal.cast()
    try wait(for: host.events(handler: handler))
  }
}

private final class EventHandler: ProcessSchema.Events.Server {
  let onPause: () -> Void
  let onResume: () -> Void

  init(onPause: @escaping () -> Void, onResume: @escaping () -> Void) {
    self.onPause = onPause
    self.onResume = onResume
  }

  func pause(_ call: ProcessSchema.Events.PauseCall) {
    onPause()
    call.finish()
  }

  func resume(_ call: ProcessSchema.Events.ResumeCall) {
    onResume()
    call.finish()
  }
}
