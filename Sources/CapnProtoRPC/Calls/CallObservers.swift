/// Somebody who learns how a call ended.
public protocol CallObserver: AnyObject {
  /// Called once, in a turn of its own, unless the call is canceled before it ends.
  ///
  /// - Parameter outcome: How it ended.
  func callEnded(_ outcome: consuming Call.Outcome)
}

/// Somebody who is at work on a call and learns when its caller gives it up.
public protocol CallWorker: AnyObject {
  /// Called at most once, in a turn of its own.
  func callCanceled()
}

/// What calls an observer in the form of a function.
final class CallbackObserver: CallObserver {
  private let body: (Call.Outcome) -> Void
  init(_ body: @escaping (Call.Outcome) -> Void) { self.body = body }
  func callEnded(_ outcome: Call.Outcome) { body(outcome) }
}

/// What calls a worker in the form of a function.
final class CallbackWorker: CallWorker {
  private let body: () -> Void
  init(_ body: @escaping () -> Void) { self.body = body }
  func callCanceled() { body() }
}
