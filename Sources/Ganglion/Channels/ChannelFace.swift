import CapnProto
public import CapnProtoAsync
import Platform
import Synchronization

/// A channel as a capability, with all of its rights.
final class ChannelFace: ChannelSchemaChanServer {
  typealias T = AnyPointer

  /// A kept value holds the message that it came in.
  private struct State {
    var machine: ChannelStateMachine<AnyPointerReader>
    var nextID: UInt64 = 0
    var waiting: [UInt64: CheckedContinuation<AnyPointerReader?, any Error>] = [:]
  }

  private let limits: ChannelLimits
  private let vat: VatHost
  private let state: Guarded<State>

  init(capacity: Int, _ limits: ChannelLimits, in vat: VatHost) {
    self.limits = limits
    self.vat = vat
    state = Guarded(
      State(machine: ChannelStateMachine(capacity: min(capacity, limits.capacity))))
  }

  func send(_ call: ChannelSchema.Sender<AnyPointer>.SendCall) async throws {
    let value = try call.params.value
    _ = try await wait { $0.send($1, value) }
  }

  func recv(_ call: ChannelSchema.Recver<AnyPointer>.RecvCall) async throws {
    if let value = try await wait({ $0.receive($1) }) { try call.results.setValue(value) }
  }

  func close(_ call: ChannelSchema.Closer.CloseCall) async throws {
    perform(state.withLock { Self.settle(&$0, $0.machine.close()) })
  }

  func newSender(_ call: ChannelSchema.SendCloser<AnyPointer>.NewSenderCall) async throws {
    call.results.setSender(
      .init(vat.export { ChannelSchema.Sender<AnyPointer>.dispatch($0, to: self) }))
  }

  func newCloser(_ call: ChannelSchema.SendCloser<AnyPointer>.NewCloserCall) async throws {
    call.results.setCloser(.init(vat.export { ChannelSchema.Closer.dispatch($0, to: self) }))
  }

  func newSendCloser(_ call: ChannelSchema.Chan<AnyPointer>.NewSendCloserCall) async throws {
    call.results.setSendCloser(
      .init(vat.export { ChannelSchema.SendCloser<AnyPointer>.dispatch($0, to: self) }))
  }

  func newRecver(_ call: ChannelSchema.Chan<AnyPointer>.NewRecverCall) async throws {
    call.results.setRecver(
      .init(vat.export { ChannelSchema.Recver<AnyPointer>.dispatch($0, to: self) }))
  }

  // MARK: Waiting

  private typealias Machine = ChannelStateMachine<AnyPointerReader>
  private typealias Wakening = (
    CheckedContinuation<AnyPointerReader?, any Error>, Result<AnyPointerReader?, any Error>
  )

  private static let closed = RPCError(.failed, "the channel is closed")

  /// Does something and waits until it is done; a cancelled task gives up.
  private func wait(
    _ body: (inout Machine, UInt64) -> [Machine.Effect]
  ) async throws -> AnyPointerReader? {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let wakenings = state.withLock { state -> [Wakening] in
          if Task.isCancelled { return [(continuation, .failure(CancellationError()))] }
          state.waiting[id] = continuation
          let wakenings = Self.settle(&state, body(&state.machine, id))
          // Only who would have to wait is refused: a receiver makes room for senders that wait.
          guard state.waiting[id] != nil, state.machine.waitingCount > limits.waiting else {
            return wakenings
          }
          state.machine.cancel(id)
          state.waiting[id] = nil
          let error = RPCError(.overloaded, "too many wait for this channel")
          return wakenings + [(continuation, .failure(error))]
        }
        perform(wakenings)
      }
    } onCancel: {
      let continuation = state.withLock { state in
        state.machine.cancel(id)
        return state.waiting.removeValue(forKey: id)
      }
      continuation?.resume(throwing: CancellationError())
    }
  }

  private static func settle(_ state: inout State, _ effects: [Machine.Effect]) -> [Wakening] {
    effects.compactMap { effect in
      switch effect {
      case .sent(let id):
        state.waiting.removeValue(forKey: id).map { ($0, .success(nil)) }
      case .received(let id, let value):
        state.waiting.removeValue(forKey: id).map { ($0, .success(value)) }
      case .closed(let id):
        state.waiting.removeValue(forKey: id).map { ($0, .failure(closed)) }
      }
    }
  }

  private func perform(_ wakenings: [Wakening]) {
    for (continuation, result) in wakenings { continuation.resume(with: result) }
  }
}

/// What a channel may hold.
public struct ChannelLimits: Sendable, Hashable {
  /// The most values that are kept for receivers that have not come; each holds the message it came
  /// in.
  public var capacity = 65_536
  /// The most senders and receivers that wait; more are refused with `overloaded`.
  public var waiting = 65_536

  /// The defaults.
  public init() {}
}

extension Node {
  /// A new channel.
  ///
  /// - Parameters:
  ///   - capacity: how many values are kept for receivers that have not come; with none, a sender
  ///     waits until its value is taken.
  ///   - limits: what it may hold.
  /// - Returns: all rights to it; its methods give away single ones.
  public func channel(
    capacity: Int = 0, limits: ChannelLimits = ChannelLimits()
  ) -> ChannelSchema.Chan<AnyPointer>.Client {
    ChannelSchema.Chan<AnyPointer>.Client(
      ChannelFace(capacity: capacity, limits, in: vat), in: vat)
  }
}
