public import CapnProto

/// A reference to an object one can call, wherever it lives.
///
/// Messages carry these, and programs keep them. It can be passed to any thread and dropped on any thread; everything else about it
/// is done in its vat.
public final class Capability: @unchecked Sendable {
  // Sendable: nothing here changes, and the hook is only touched in the vat; see `deinit`.

  /// The vat the capability belongs to.
  public let vat: Vat
  private let reference: Unmanaged<CapabilityHook>

  /// Makes a reference to what a hook leads to.
  ///
  /// - Parameter hook: The hook.
  public init(_ hook: CapabilityHook) {
    vat = hook.vat
    reference = .passRetained(hook)
  }

  /// Makes a reference to an object of a vat.
  ///
  /// - Parameters:
  ///   - server: The object.
  ///   - vat: The vat it lives in.
  public convenience init(_ server: any Server, in vat: Vat) {
    self.init(LocalHook(server, in: vat))
  }

  /// Makes a reference that fails all calls.
  ///
  /// - Parameters:
  ///   - error: What calls fail with.
  ///   - vat: The vat.
  public convenience init(broken error: RPCError, in vat: Vat) {
    self.init(BrokenHook(error, in: vat))
  }

  deinit {
    // The hook's own end changes tables of the vat, so it has to happen there.
    if vat.dropped.push(reference) { vat.wake?() }
  }

  /// What the capability leads to. To be used in its vat only.
  public var hook: CapabilityHook { reference.takeUnretainedValue() }
}

extension Capability {
  /// The capability that a message carries, if it is one of ours.
  ///
  /// - Parameter object: What the message's table holds.
  /// - Returns: The capability.
  @inlinable static func from(_ object: (any CapabilityObject)?) -> Capability? {
    object as? Capability
  }
}
