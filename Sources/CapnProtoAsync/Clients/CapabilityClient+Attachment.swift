internal import CapnProtoRPC

extension CapabilityClient {
  /// Has something go along whenever this object is passed to another vat, where the connection can
  /// carry it.
  ///
  /// - Parameter object: what goes along.
  /// - Returns: whether this leads to an object of its vat, the only ones that can have something.
  package func attach(_ object: any AnyObject & Sendable) -> Bool {
    guard let capability, let driver = VatDriver.of(capability.vat) else { return false }
    return driver.enter {
      guard let hook = capability.hook as? LocalHook else { return false }
      let old = hook.attached
      hook.attached = object
      driver.add(.run { withExtendedLifetime(old) {} })
      return true
    }
  }

  /// What came along with the capability that this leads to, or goes along with it.
  package func attachment() async throws -> (any AnyObject & Sendable)? {
    guard let capability = try await resolved().capability,
      let driver = VatDriver.of(capability.vat)
    else { return nil }
    return driver.enter { capability.hook.attachment }
  }
}
