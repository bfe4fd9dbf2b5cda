public import CapnProto
internal import CapnProtoRPC

/// A call as a server's method sees it: the parameters it came with, and the results it is to have.
///
/// It ends when the method returns, with the results, or throws, with the error. The method's task is
/// cancelled when the caller gives the call up.
public final class ServerCall<Params: StructSchema, Results: StructSchema>: StartableCall,
  @unchecked Sendable
{
  // Safe to share: the results are built by the method that has the call, the rest is guarded by
  // the vat or never changes.
  private let incoming: IncomingCall
  private let vat: Vat
  private let driver: VatDriver
  private let payload: Payload
  private let body: @Sendable (ServerCall) async throws -> Void
  @exclusivity(unchecked) private var task: Task<Void, Never>?
  @exclusivity(unchecked) private var builder: Results.Builder?
  @exclusivity(unchecked) private var successor: Call?

  /// The parameters; they stay valid for as long as they are referred to.
  public let params: Params.Reader

  fileprivate init(
    _ incoming: IncomingCall, _ driver: VatDriver, _ payload: Payload, _ params: Params.Reader,
    _ body: @escaping @Sendable (ServerCall) async throws -> Void
  ) {
    self.incoming = incoming
    vat = incoming.call.vat
    self.driver = driver
    self.payload = payload
    self.params = params
    self.body = body
  }

  /// The results, to be filled in before the method returns.
  public var results: Results.Builder {
    if let builder { return builder }
    let new = Results.initialize(incoming.results(words: Results.structSize.words))
    builder = new
    return new
  }

  /// Makes the results a copy of others.
  ///
  /// - Parameter results: the others.
  /// - Throws: if they are malformed.
  public func setResults(_ results: Results.Reader) throws(CapnProtoError) {
    try Results.set(incoming.results(), results)
  }

  /// Ends this call by another, once the method returns: its answer is this one's answer, and
  /// does not even come through here if both callers and callee are one peer.
  ///
  /// - Parameters:
  ///   - client: what to call.
  ///   - interfaceID: the interface the method belongs to.
  ///   - methodID: the method's place in it.
  ///   - params: the type of the parameters.
  ///   - build: fills in the parameters.
  public func tailCall<Other: StructSchema>(
    _ client: some CapabilityClient, _ interfaceID: UInt64, _ methodID: UInt16,
    _ params: Other.Type, _ build: (Other.Builder) throws -> Void
  ) throws {
    guard let capability = client.capability else {
      throw RPCError(.failed, "called a null capability")
    }
    let call = Call(
      on: capability, interfaceID: interfaceID, methodID: methodID,
      words: Other.structSize.words)
    do { try build(Other.initialize(call.params)) } catch {
      driver.drop(.call(call))
      throw error
    }
    if let successor { driver.drop(.call(successor)) }
    successor = call
  }

  // The life of the call.

  func start(on executor: any TaskExecutor) {
    task = Task.detached(executorPreference: executor, priority: .userInitiated) {
      await self.run()
    }
  }

  func cancelTask() { task?.cancel() }

  private func run() async {
    do {
      try await body(self)
      let successor = successor
      self.successor = nil
      builder = nil
      driver.enter {
        if let successor { incoming.tailCall(successor) } else { incoming.finish() }
      }
    } catch {
      let failure = RPCError(serverError: error)
      builder = nil
      driver.enter { incoming.fail(failure) }
    }
  }

  /// Has the task started; in the vat.
  fileprivate func begin() {
    driver.add(.start(self))
    incoming.onCancel { [unowned driver, self] in driver.add(.cancel(self)) }
  }

  static func begin(
    _ incoming: IncomingCall, _ driver: VatDriver,
    _ body: @escaping @Sendable (ServerCall) async throws -> Void
  ) {
    let payload = incoming.params
    do throws(CapnProtoError) {
      let params = try Params.read(payload.content)
      ServerCall(incoming, driver, payload, params, body).begin()
    } catch {
      incoming.fail(RPCError(.failed, "the parameters are malformed: \(error)"))
    }
  }
}

extension RPCError {
  /// What the caller learns of an error that a server's method threw.
  init(serverError error: any Error) {
    switch error {
    case let error as RPCError: self = error
    case is CancellationError: self = .canceled
    default: self.init(.failed, "\(error)")
    }
  }
}
