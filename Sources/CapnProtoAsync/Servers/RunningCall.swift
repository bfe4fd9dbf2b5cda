public import CapnProto
internal import CapnProtoRPC

/// What all that is known of a call to a server's method is kept in; without types, so that there is
/// one such class only.
@usableFromInline final class RunningCall: CallWorker, @unchecked Sendable {
  // Safe to share: the results are built by the method that has the call, the rest is guarded by
  // the vat or never changes.
  private let incoming: IncomingCall
  /// The driver of the call's vat, which the call keeps.
  unowned(unsafe) let driver: VatDriver
  /// Calls the method; the only thing here that is not for the vat.
  let body: Body
  // Guarded by the lock of the workers.
  /// The task that runs the call, for as long as it does.
  @exclusivity(unchecked) unowned(unsafe) var worker: ServerWorker?
  @exclusivity(unchecked) var isCanceled = false
  /// The call behind this one.
  @exclusivity(unchecked) var next: RunningCall?
  @exclusivity(unchecked) private var builder: StructBuilder?
  @exclusivity(unchecked) private var successor: Call?
  /// The parameters.
  @usableFromInline let params: StructReader

  /// What calls the server's method.
  @usableFromInline typealias Body =
    nonisolated(nonsending) @Sendable (RunningCall) async throws -> Void

  private init(
    _ incoming: IncomingCall, _ driver: VatDriver, _ params: StructReader,
    _ body: @escaping Body
  ) {
    self.incoming = incoming
    self.driver = driver
    self.params = params
    self.body = body
  }

  /// The results, which are begun when they are asked for first.
  @usableFromInline func results(_ size: StructSize) -> StructBuilder {
    if let builder { return builder }
    let new = incoming.results(words: size.words).initStruct(size)
    builder = new
    return new
  }

  /// Where other results are put.
  @usableFromInline func newResults() -> AnyPointerBuilder { incoming.results() }

  /// Has another call's answer be this one's, once the method returns.
  func endBy(_ call: Call) {
    if let successor { driver.drop(.call(successor)) }
    successor = call
  }

  // The life of the call.

  /// Has a method called; in the vat.
  static func begin(
    _ incoming: IncomingCall, _ driver: VatDriver, _ body: consuming @escaping Body
  ) {
    do throws(CapnProtoError) {
      let params = try incoming.params.content.structure()
      let running = RunningCall(incoming, driver, params, body)
      incoming.onCancel(running)
      driver.add(.start(consume running))
    } catch {
      incoming.fail(RPCError(.failed, "the parameters are malformed: \(error)"))
    }
  }

  @usableFromInline func callCanceled() { driver.add(.cancel(self)) }

  /// The method has returned.
  func finish() {
    let successor = successor
    self.successor = nil
    builder = nil
    driver.enter {
      if let successor { incoming.tailCall(successor) } else { incoming.finish() }
    }
  }

  /// The method has thrown.
  func fail(_ error: any Error) {
    let failure = RPCError(serverError: error)
    builder = nil
    driver.enter { incoming.fail(failure) }
  }
}
