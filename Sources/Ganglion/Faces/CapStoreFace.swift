import CapnProto
import CapnProtoAsync
import Platform
import Synchronization

/// Capabilities kept by name.
///
/// Bounded; what can't be called any more, such as the objects of a guest that has ended, makes
/// room for others.
final class CapStoreFace: CapStoreSchema.CapStore.Server {
  private struct State {
    var entries: [[UInt8]: AnyClient] = [:]
    /// The number of entries at which those that are dead are looked for next.
    var sweepAt = 64
  }

  private let limits: CapStoreLimits
  private let state = Guarded(State())

  init(_ limits: CapStoreLimits) { self.limits = limits }

  func set(_ call: CapStoreSchema.CapStore.SetCall) async throws {
    let name = try call.params.id.bytes
    let client = try call.params.cap
    guard name.count <= limits.nameByteCount else {
      throw RPCError(
        .failed, "a name of \(name.count) bytes; at most \(limits.nameByteCount)")
    }
    if client.isNull {
      _ = state.withLock { $0.entries.removeValue(forKey: name) }
      return
    }
    sweep(isNeeded: state.withLock { min($0.sweepAt, limits.entries) <= $0.entries.count })
    // What is replaced is released outside of the lock.
    let (isStored, old) = state.withLock { state -> (Bool, AnyClient?) in
      if state.entries[name] == nil, state.entries.count >= limits.entries { return (false, nil) }
      return (true, state.entries.updateValue(client, forKey: name))
    }
    withExtendedLifetime(old) {}
    if !isStored {
      throw RPCError(.overloaded, "the store holds \(limits.entries) capabilities, its limit")
    }
  }

  func get(_ call: CapStoreSchema.CapStore.GetCall) async throws {
    let name = try call.params.id.bytes
    guard let client = state.withLock({ $0.entries[name] }) else {
      throw RPCError(.failed, "the store has no capability of this name")
    }
    if client.isDead {
      _ = state.withLock { $0.entries.removeValue(forKey: name) }
      throw RPCError(.disconnected, "the owner of this capability is gone")
    }
    call.results.setCap(client)
  }

  /// Drops the entries that are dead.
  private func sweep(isNeeded: Bool) {
    guard isNeeded else { return }
    let entries = state.withLock { $0.entries }
    let dead = entries.filter { $0.value.isDead }
    state.withLock { state in
      for name in dead.keys { state.entries[name] = nil }
      state.sweepAt = max(64, state.entries.count * 2)
    }
  }
}

/// What a store of capabilities may hold.
public struct CapStoreLimits: Sendable, Hashable {
  /// The capabilities in it: each keeps an object of somebody alive. Beyond it `set` fails with
  /// `overloaded`.
  public var entries = 4096
  /// The bytes of a name; beyond it `set` fails.
  public var nameByteCount = 1024

  /// The defaults.
  public init() {}
}

extension Node {
  /// A new store of capabilities by name.
  ///
  /// - Parameter limits: what it may hold.
  /// - Returns: the store.
  public func capStoreClient(
    limits: CapStoreLimits = CapStoreLimits()
  ) -> CapStoreSchema.CapStore.Client {
    CapStoreSchema.CapStore.Client(CapStoreFace(limits), in: vat)
  }
}
