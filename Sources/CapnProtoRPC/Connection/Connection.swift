internal import CapnProto

/// One end of a connection between two vats: Cap'n Proto RPC level 1 as a state machine.
///
/// It owns no socket, clock, thread or lock. A driver hands it messages (`receive`) and does what it wants done (`nextEffect`), in its
/// vat's domain.
///
/// https://capnproto.org/rpc.html, `rpc.capnp`
public final class Connection {
  /// The vat at this end.
  public let vat: Vat
  /// What the connection may cost.
  public let limits: ConnectionLimits
  /// What the peer gets when it asks for our bootstrap object.
  @exclusivity(unchecked) public var bootstrapObject: Capability?
  /// Takes messages at once, if somebody can. Whoever drives the connection keeps it, and takes it
  /// away when the connection has ended.
  @exclusivity(unchecked) public var outlet: Unmanaged<ConnectionOutlet>?
  /// Called when there are effects where there were none.
  @exclusivity(unchecked) public var onEffects: (() -> Void)?
  /// Called once, when the connection has ended and all that depended on it has failed.
  @exclusivity(unchecked) public var onEnd: ((RPCError) -> Void)?
  /// Called when one side would hold more capabilities of the other than the limits allow.
  @exclusivity(unchecked) public var onCapabilityLimit: (() -> Void)?
  /// Why the connection has ended, if it has.
  @exclusivity(unchecked) public internal(set) var ended: RPCError?

  @exclusivity(unchecked) var effects = EffectQueue()
  /// The bytes of messages that wait to be sent.
  @exclusivity(unchecked) public internal(set) var outgoingBytes = 0
  @exclusivity(unchecked) var returnBytes = 0
  /// The calls of the peer that have not ended, and their bytes.
  @exclusivity(unchecked) var callCount = 0
  @exclusivity(unchecked) var callBytes = 0
  /// Calls that the peer has finished but that go on, for the sake of calls on their answers.
  @exclusivity(unchecked) var orphans: [ObjectIdentifier: Call] = [:]

  @exclusivity(unchecked) var questions = IDTable<Question>()
  @exclusivity(unchecked) var pipelineOnlyQuestions: [UInt32: Question] = [:]
  @exclusivity(unchecked) var nextPipelineOnlyID: UInt32 = 0
  /// Whether the peer returns calls that it need not return.
  @exclusivity(unchecked) var peerAlwaysReturns = false
  @exclusivity(unchecked) var answers = PeerTable<Answer>()
  @exclusivity(unchecked) var imports = PeerTable<Import>()
  @exclusivity(unchecked) var exports = IDTable<Export>()
  @exclusivity(unchecked) var exportsByHook: [ObjectIdentifier: Export] = [:]
  @exclusivity(unchecked) var embargoes = IDTable<Embargo>()
  /// Disembargoes of the peer that wait for a promise.
  @exclusivity(unchecked) var waitingDisembargoes = 0
  /// What came along with the message that is being handled.
  @exclusivity(unchecked) var receivedAttachments: [any CapabilityObject] = []
  /// The bytes of the message that is being handled.
  @exclusivity(unchecked) var receivedBytes = 0

  /// Makes one end of a connection.
  ///
  /// - Parameters:
  ///   - vat: The vat at this end.
  ///   - bootstrap: What the peer gets when it asks for our bootstrap object, if anything.
  ///   - limits: What the connection may cost.
  public init(
    vat: Vat, bootstrap: Capability? = nil, limits: ConnectionLimits = ConnectionLimits()
  ) {
    self.vat = vat
    bootstrapObject = bootstrap
    self.limits = limits
  }

  /// Whether the connection has not ended.
  public var isOpen: Bool { ended == nil }

  /// Whether the driver should read on.
  ///
  /// False while the peer has more calls under way, or more returns to read, than is good. A driver that read nothing for long should
  /// read on nevertheless, since calls may wait for what the peer sends; the hard limits stand.
  public var wantsInput: Bool {
    callBytes <= limits.callBytesBeforePause && returnBytes <= limits.returnBytesBeforePause
  }

  /// What is to be done next. To be taken only when it can be done: what was taken does not count as waiting any more.
  ///
  /// - Returns: The effect, nil if there is none.
  public func nextEffect() -> Effect? {
    guard let effect = effects.popFirst() else { return nil }
    if case .send(let message) = effect {
      outgoingBytes -= message.totalWords * 8
      if effects.isEmpty {
        outgoingBytes = 0
        returnBytes = 0
      } else {
        returnBytes = min(returnBytes, outgoingBytes)
      }
    }
    return effect
  }

  /// Everything that is to be done.
  ///
  /// - Returns: The effects, in order.
  public func takeEffects() -> [Effect] {
    var all: [Effect] = []
    while let effect = nextEffect() { all.append(effect) }
    return all
  }

  /// Whether there are effects.
  public var hasEffects: Bool { !effects.isEmpty }

  @_optimize(speed) func emit(
    _ message: Message, isReturn: Bool = false, _ attachments: [any CapabilityObject] = []
  ) {
    guard ended == nil else { return }
    if effects.isEmpty, let outlet, outlet._withUnsafeGuaranteedRef({ $0.takesMessages }) {
      return outlet._withUnsafeGuaranteedRef { $0.take(message, attachments) }
    }
    if !attachments.isEmpty { append(.attach(attachments)) }
    let bytes = message.totalWords * 8
    outgoingBytes += bytes
    if isReturn { returnBytes += bytes }
    append(.send(message))
    if outgoingBytes > limits.outgoingBytes {
      abort(RPCError(.overloaded, "the peer does not read: \(outgoingBytes) bytes wait for it"))
    }
  }

  /// Sends a message that was built here. Building one of these small ones can't fail.
  func emit(_ builder: MessageBuilder, _ attachments: [any CapabilityObject] = []) {
    do throws(CapnProtoError) {
      emit(try builder.finish(), attachments)
    } catch {
      abort(.failed("a message could not be built (code \(error.code.rawValue))"))
    }
  }

  func append(_ effect: Effect) {
    let wasEmpty = effects.isEmpty
    effects.append(effect)
    if wasEmpty { onEffects?() }
  }
}
