import WASI
import WebAssembly

extension GuestBody {
  /// Runs the process to its end on the calling thread, which waits with it.
  ///
  /// - Parameters:
  ///   - process: whose body it is.
  ///   - isStoppable: whether somebody may want to end it while it waits for work that blocks.
  /// - Returns: how it ended.
  func runHere(_ process: GuestProcess, isStoppable: Bool) -> ExitReason {
    if let failure = prepare(process) { return failure }
    var driver = BlockingDriver(control, isStoppable: isStoppable)
    while let call {
      let ending: RunEnding
      do {
        ending = try driver.run(call, fuel: run?.fuel ?? 0)
      } catch {
        return .notStarted(SpawnError(.grant, "\(error)", cause: error))
      }
      self.call = nil
      endedFuel &+= call.fuelUsed
      run?.note(ending, fuelUsed: call.fuelUsed)
      guard case .finished = ending else { return reason(of: ending) }
      if let end = makeNextCall() { return end }
    }
    return ending
  }
}
