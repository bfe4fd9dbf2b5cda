public import CapnProtoRPC

/// Decides what a capability that was promised turns out to be.
///
/// When the last copy is gone undecided, the promise is broken.
public struct CapabilityResolver<Client: CapabilityClient>: Sendable {
  private let hook: ResolverHook

  fileprivate init(_ hook: ResolverHook) { self.hook = hook }

  /// Lets the promise be another capability; calls that waited go there first.
  ///
  /// - Parameter client: what it is, perhaps a promise too.
  public func resolve(_ client: Client) { hook.resolve(client.capability) }

  /// Breaks the promise; calls that waited fail.
  ///
  /// - Parameter error: what they fail with.
  public func reject(_ error: RPCError) { hook.reject(error) }
}

extension VatHost {
  /// Makes a capability that is decided later. It can be called and passed on at once.
  ///
  /// - Parameter type: the type of its clients.
  /// - Returns: the capability, and what decides it.
  public func makePromise<C: CapabilityClient>(
    of type: C.Type = C.self
  ) -> (client: C, resolver: CapabilityResolver<C>) {
    let (capability, hook) = driver.enter {
      let promise = PromiseHook(in: vat)
      return (Capability(promise), ResolverHook(Capability(promise), promise, driver))
    }
    return (C(capability), CapabilityResolver(hook))
  }
}

/// Holds a promise for the one who decides it.
private final class ResolverHook: @unchecked Sendable {
  // Safe to share: the promise is touched in its vat only, the capability keeps it alive.
  private let capability: Capability
  private unowned(unsafe) let promise: PromiseHook
  private let driver: VatDriver

  init(_ capability: Capability, _ promise: PromiseHook, _ driver: VatDriver) {
    self.capability = capability
    self.promise = promise
    self.driver = driver
  }

  deinit { driver.drop(.promise(capability)) }

  func resolve(_ target: Capability?) {
    guard let target else { return reject(RPCError(.failed, "called a null capability")) }
    driver.enter {
      guard target.vat === promise.vat else { return }
      promise.resolve(to: target.hook)
    }
  }

  func reject(_ error: RPCError) {
    driver.enter { promise.resolve(to: Capability(broken: error, in: promise.vat).hook) }
  }
}
