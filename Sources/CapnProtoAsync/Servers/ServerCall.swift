public import CapnProto
internal import CapnProtoRPC

/// A call as a server's method sees it: the parameters it came with, and the results it is to have.
///
/// It ends when the method returns, with the results, or throws, with the error. The method's task is
/// cancelled when the caller gives the call up.
public struct ServerCall<Params: StructSchema, Results: StructSchema>: Sendable {
  @usableFromInline let running: RunningCall

  @inlinable init(_ running: RunningCall) { self.running = running }

  /// The parameters; they stay valid for as long as they are referred to.
  @inlinable public var params: Params.Reader { Params.Reader(running.params) }

  /// The results, to be filled in before the method returns.
  @inlinable public var results: Results.Builder {
    Results.Builder(running.results(Results.structSize))
  }

  /// Makes the results a copy of others.
  ///
  /// - Parameter results: the others.
  /// - Throws: if they are malformed.
  public func setResults(_ results: Results.Reader) throws(CapnProtoError) {
    try Results.set(running.newResults(), results)
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
      running.driver.drop(.call(call))
      throw error
    }
    running.endBy(call)
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
