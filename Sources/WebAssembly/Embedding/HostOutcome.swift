/// What a suspending host function did: finish, or ask to be continued later.
public enum HostOutcome {
  /// It finished with these results.
  case finished([Value])
  /// It waits for something; the call stops and holds no thread until it is resumed.
  case suspended(Suspension)
}

/// What a host function waits for, and how it goes on.
public struct Suspension {
  /// What is waited for, for whoever drives the call; the engine only hands it over.
  public let request: any Sendable
  /// Called when the call is resumed; may suspend again.
  package let resume: @Sendable (borrowing Caller) throws -> HostOutcome

  /// Asks to be suspended.
  ///
  /// - Parameters:
  ///   - request: what is waited for.
  ///   - resume: called on the thread that resumes the call; its outcome stands for the host
  ///     function's own.
  public init(
    request: any Sendable, resume: @escaping @Sendable (borrowing Caller) throws -> HostOutcome
  ) {
    self.request = request
    self.resume = resume
  }
}
