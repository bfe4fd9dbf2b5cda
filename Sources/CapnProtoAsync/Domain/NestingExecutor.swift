/// An executor that can run what waits for it on top of one of its own jobs.
///
/// A task that would wait for a call then need not be suspended and resumed when the callee is one of
/// those that wait.
package protocol NestingExecutor: TaskExecutor {
  /// Runs what waits until a condition holds, as far as that is possible here and now.
  ///
  /// - Parameter isDone: the condition.
  func runNested(until isDone: () -> Bool)

  /// Has what somebody may wait for run before what else waits, where that is fair.
  ///
  /// - Parameter body: hands over a job, or does nothing.
  func enqueueFirst(_ body: () -> Void)
}
