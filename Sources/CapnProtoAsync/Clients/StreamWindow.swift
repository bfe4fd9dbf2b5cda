public import CapnProto
public import CapnProtoRPC
internal import Synchronization

/// How much of a stream is on its way to whoever takes it in.
///
/// Writing goes on for as long as less than the window is unanswered. After a failure nothing more
/// is sent.
public final class StreamWindow: Sendable {
  private struct State {
    var unanswered = 0
    var failure: RPCError?
    var waiters: [UnsafeContinuation<Void, Never>] = []
  }

  private let state = VatLock(State())
  private let byteLimit: Int

  /// A window.
  ///
  /// - Parameter byteLimit: the most bytes that are unanswered before writers wait.
  public init(byteLimit: Int = 64 << 10) { self.byteLimit = byteLimit }

  /// What a call of the stream failed with, if one did.
  public var failure: RPCError? { state.withLock { $0.failure } }

  /// How many bytes are unanswered.
  public var unansweredByteCount: Int { state.withLock { $0.unanswered } }

  func sent(_ bytes: Int) { state.withLock { $0.unanswered += bytes } }

  func answered(_ bytes: Int, _ failure: RPCError?) {
    let waiters = state.withLock { state -> [UnsafeContinuation<Void, Never>] in
      state.unanswered -= bytes
      if let failure, state.failure == nil { state.failure = failure }
      if state.unanswered >= byteLimit && state.failure == nil { return [] }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Waits until there is room.
  func wait() async throws {
    while true {
      let (isOpen, failure) = state.withLock { state in
        (state.unanswered < byteLimit, state.failure)
      }
      if let failure { throw failure }
      if isOpen { return }
      try Task.checkCancellation()
      await withUnsafeContinuation { continuation in
        let isOpen = state.withLock { state in
          if state.unanswered < byteLimit || state.failure != nil { return true }
          state.waiters.append(continuation)
          return false
        }
        if isOpen { continuation.resume() }
      }
    }
  }
}

extension CapabilityClient {
  /// Makes a call of a stream; for generated code.
  ///
  /// - Parameters:
  ///   - interfaceID: the interface the method belongs to.
  ///   - methodID: the method's place in it.
  ///   - params: the type of the parameters.
  ///   - window: the client's window.
  ///   - build: fills in the parameters.
  /// - Throws: what an earlier call of the stream failed with.
  public func stream<Params: StructSchema>(
    _ interfaceID: UInt64, _ methodID: UInt16, _ params: Params.Type, _ window: StreamWindow,
    _ build: (Params.Builder) throws -> Void
  ) async throws {
    if let failure = window.failure { throw failure }
    try PendingCall.sendInStream(
      on: capability, interfaceID, methodID, words: Params.structSize.words, window
    ) { try build(Params.initialize($0)) }
    try await window.wait()
  }
}
