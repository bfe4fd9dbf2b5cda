internal import CapnProto

/// One call, from the moment it is made until it has ended, wherever it goes.
///
/// The same object is the caller's promise of the answer, the callee's `IncomingCall`, and the entry of a connection's question or
/// answer table. A call that passes through this vat, from one connection to another, is one object all the way.
///
/// To make a call: `Call(on:…)`, fill in `params`, set `whenDone`, then `send()`.
public final class Call {
  /// How far a call has come.
  enum Phase {
    case new
    case waiting
    case running(LocalHook)
    case sent
    case done
  }

  /// How a call ended.
  public typealias Outcome = Result<Payload, RPCError>

  /// The vat the call is made in.
  public let vat: Vat
  /// The interface the method belongs to.
  public let interfaceID: UInt64
  /// The method's place in the interface.
  public let methodID: UInt16

  @exclusivity(unchecked) var phase = Phase.new
  /// How the call ended, once it has.
  @exclusivity(unchecked) public internal(set) var outcome: Outcome?

  // The caller's side.
  @exclusivity(unchecked) var target: CapabilityHook?
  @exclusivity(unchecked) var hints: CallHints
  @exclusivity(unchecked) var observer: (any CallObserver)?
  @exclusivity(unchecked) var request: RequestMessage?
  /// The peer that made this call, and its name for it.
  @exclusivity(unchecked) var answer: (connection: Connection, id: UInt32)?

  // The callee's side.
  @exclusivity(unchecked) var received: Payload?
  @exclusivity(unchecked) var response: ResponseMessage?
  @exclusivity(unchecked) var worker: (any CallWorker)?
  @exclusivity(unchecked) var mustArrive = false
  /// Whether the results stay here until the peer says which question of ours they answer.
  @exclusivity(unchecked) var isRedirected = false
  @exclusivity(unchecked) var isStreaming = false
  /// What the call counts against its connection's limit for, in bytes, until it has ended.
  @exclusivity(unchecked) var charge: (connection: Connection, bytes: Int)?

  // A question.
  @exclusivity(unchecked) var question: (connection: Connection, id: UInt32)?
  @exclusivity(unchecked) var hasReturned = false
  /// Whether the peer was asked to keep the results.
  @exclusivity(unchecked) var wasSentYourself = false
  /// The call whose answer this call's is to be, if that is a peer's.
  @exclusivity(unchecked) var tailOf: Call?
  @exclusivity(unchecked) var isElsewhere = false
  /// How many hooks address the answer on the wire.
  @exclusivity(unchecked) var routes = 0

  // Pipelining.
  @exclusivity(unchecked) var pipelines: [Unmanaged<PromiseHook>] = []
  /// The parts of the answer that calls went to the peer by.
  @exclusivity(unchecked) var sentPaths: [[UInt16]] = []
  /// How many promises are parts of the answer.
  @exclusivity(unchecked) var holders = 0
  /// The promise whose queue the call is in.
  @exclusivity(unchecked) var waitsIn: Unmanaged<PromiseHook>?
  /// Whether anyone waits for the answer itself.
  @exclusivity(unchecked) var isWanted = true
  /// Whether the call was given up: its result interests nobody.
  @exclusivity(unchecked) public internal(set) var isCanceled = false
  /// The call whose answer is this call's answer.
  @exclusivity(unchecked) var successor: Call?
  /// Whether the answer comes from a call of the peer, so that calls on parts of it went there and back.
  @exclusivity(unchecked) var takesAnswer = false
  /// The calls whose answer this call's is.
  @exclusivity(unchecked) var predecessors: [Call] = []

  /// Begins a call.
  ///
  /// - Parameters:
  ///   - capability: What to call.
  ///   - interfaceID: The interface the method belongs to.
  ///   - methodID: The method's place in the interface.
  ///   - words: About how many words the parameters take.
  ///   - hints: What is known about how the answer will be used.
  public convenience init(
    on capability: Capability, interfaceID: UInt64, methodID: UInt16, words: Int = 16,
    hints: CallHints = []
  ) {
    self.init(
      on: capability.hook, interfaceID: interfaceID, methodID: methodID, words: words, hints: hints)
  }

  /// Begins a call.
  ///
  /// - Parameters:
  ///   - hook: What to call.
  ///   - interfaceID: The interface the method belongs to.
  ///   - methodID: The method's place in the interface.
  ///   - words: About how many words the parameters take.
  ///   - hints: What is known about how the answer will be used.
  public init(
    on hook: CapabilityHook, interfaceID: UInt64, methodID: UInt16, words: Int = 16,
    hints: CallHints = []
  ) {
    vat = hook.vat
    self.interfaceID = interfaceID
    self.methodID = methodID
    self.hints = hints
    target = hook
    request = RequestMessage(words: words)
  }

  /// A call that a peer makes.
  init(
    from connection: Connection, id: UInt32, interfaceID: UInt64, methodID: UInt16,
    params: Payload?,
    hints: CallHints
  ) {
    vat = connection.vat
    self.interfaceID = interfaceID
    self.methodID = methodID
    self.hints = hints
    answer = (connection, id)
    received = params
  }

  /// The question for a peer's bootstrap object.
  init(bootstrapOf connection: Connection) {
    vat = connection.vat
    interfaceID = 0
    methodID = 0
    hints = []
  }

  /// A call that is made only to learn when it comes back.
  init(probeOn vat: Vat) {
    self.vat = vat
    interfaceID = 0
    methodID = 0
    hints = .noPipelining
    request = RequestMessage(words: 0)
  }

  /// Whether the call has ended.
  public var isDone: Bool { outcome != nil }
}

/// What a caller knows about how it will use the answer to a call.
public struct CallHints: OptionSet, Sendable {
  /// The bits.
  public let rawValue: UInt8
  /// Makes hints.
  ///
  /// - Parameter rawValue: The bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// No calls will be made on parts of the answer: the method returns no capabilities.
  public static var noPipelining: CallHints { CallHints(rawValue: 1) }
  /// Only parts of the answer will be called; the answer itself is of no interest, and may never come.
  public static var onlyPipelining: CallHints { CallHints(rawValue: 2) }
}
