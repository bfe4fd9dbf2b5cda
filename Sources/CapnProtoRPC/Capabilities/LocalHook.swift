public import CapnProto

/// An object of this vat.
public final class LocalHook: CapabilityHook {
  private let object: any Server
  /// What goes along when the object is passed on.
  @exclusivity(unchecked) public var attached: (any CapabilityObject)?
  /// What streaming calls failed with; all later calls fail so too.
  @exclusivity(unchecked) private var broken: RPCError?
  /// The streaming call that later calls wait for.
  @exclusivity(unchecked) private var blocker: Call?
  @exclusivity(unchecked) private var waiting = CallQueue()

  /// Makes the hook of an object. One object should have one hook, so that others see it as one.
  ///
  /// - Parameters:
  ///   - server: The object.
  ///   - vat: The vat it lives in.
  public init(_ server: any Server, in vat: Vat) {
    object = server
    super.init(vat: vat)
  }

  override var server: (any Server)? { object }

  override var companion: (any CapabilityObject)? { attached }

  override func deliver(_ call: Call) {
    call.phase = .waiting
    vat.enqueue(.deliver(call, self))
  }

  func dispatch(_ call: Call) {
    if blocker != nil || !waiting.isEmpty {
      waiting.append(call)
    } else {
      start(call)
    }
  }

  private func start(_ call: Call) {
    if call.isDone { return }
    if let broken { return call.fail(broken) }
    if call.isCanceled && !call.mustArrive { return call.fail(.canceled) }
    call.phase = .running(self)
    object.dispatch(IncomingCall(call))
    if call.isCanceled { call.tellCanceled() }
  }

  /// Holds back later calls until a streaming call is done.
  func block(on call: Call) {
    if blocker == nil { blocker = call }
  }

  /// Lets the calls that waited go on.
  func unblock(_ call: Call, _ error: RPCError?) {
    guard blocker === call else { return }
    blocker = nil
    if let error { broken = error }
    if !waiting.isEmpty { vat.later { self.resume() } }
  }

  private func resume() {
    while blocker == nil, let call = waiting.popFirst() { start(call) }
  }
}
