/// A capability whose calls all fail.
final class BrokenHook: CapabilityHook {
  private let cause: RPCError
  private let standsForNull: Bool

  init(_ error: RPCError, in vat: Vat) {
    cause = error
    standsForNull = false
    super.init(vat: vat)
  }

  /// What a null pointer leads to.
  init(nullIn vat: Vat) {
    cause = .failed("called a null capability")
    standsForNull = true
    super.init(vat: vat)
  }

  override var failure: RPCError? { cause }
  override var isNull: Bool { standsForNull }

  override func deliver(_ call: Call) { call.failLater(cause) }
}
