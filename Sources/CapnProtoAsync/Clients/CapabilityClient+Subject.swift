internal import CapnProtoRPC

extension CapabilityClient {
  /// What the object that this leads to stands for, if it lives in this program and was exported
  /// with a subject. Nobody can forge one: it is not asked of the object.
  ///
  /// - Returns: the subject; `nil` for all other objects.
  /// - Throws: what the reference is broken by.
  public func subject() async throws -> (any AnyObject & Sendable)? {
    guard let capability = try await resolved().capability,
      let driver = VatDriver.of(capability.vat)
    else { return nil }
    return driver.enter { (capability.hook.localServer as? ServerObject)?.subject }
  }
}
