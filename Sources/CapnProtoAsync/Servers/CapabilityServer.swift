public import CapnProto
public import CapnProtoRPC

/// An object that others can call: an actor or a class that has the methods of an interface.
///
/// Generated code has a protocol for each interface; conform to that. The object is released when
/// nothing refers to it any more, here or elsewhere.
public protocol CapabilityServer: AnyObject, Sendable {}

/// A call on its way to a server's method; for generated code.
public struct ServerRequest {
  private let incoming: IncomingCall
  /// The driver of the call's vat, which the call keeps.
  private unowned(unsafe) let driver: VatDriver

  init(_ incoming: IncomingCall, _ driver: VatDriver) {
    self.incoming = incoming
    self.driver = driver
  }

  /// The interface the method belongs to.
  public var interfaceID: UInt64 { incoming.interfaceID }
  /// The method's place in the interface.
  public var methodID: UInt16 { incoming.methodID }

  /// Has a method called.
  ///
  /// - Parameters:
  ///   - params: the type of the parameters.
  ///   - results: the type of the results.
  ///   - body: calls the method.
  @inlinable public func start<Params: StructSchema, Results: StructSchema>(
    _ params: Params.Type, _ results: Results.Type,
    _ body:
      nonisolated(nonsending) @escaping @Sendable (ServerCall<Params, Results>) async throws -> Void
  ) {
    begin { try await body(ServerCall($0)) }
  }

  @usableFromInline func begin(_ body: @escaping RunningCall.Body) {
    RunningCall.begin(incoming, driver, body)
  }

  /// Has a streaming method called: later calls wait until it is done, and fail if it fails.
  ///
  /// - Parameters:
  ///   - params: the type of the parameters.
  ///   - body: calls the method.
  @inlinable public func startStreaming<Params: StructSchema>(
    _ params: Params.Type,
    _ body:
      nonisolated(nonsending) @escaping @Sendable (ServerCall<Params, StreamResult>) async throws ->
      Void
  ) {
    stream()
    begin { try await body(ServerCall($0)) }
  }

  @usableFromInline func stream() { incoming.stream() }

  /// Tells the caller that there is no such method.
  public func unimplemented() {
    incoming.fail(
      RPCError(
        .unimplemented,
        "no method \(methodID) of interface 0x\(String(interfaceID, radix: 16)) here"))
  }
}

/// What a vat knows a server by.
final class ServerObject: CapnProtoRPC.Server {
  private let driver: VatDriver
  private let dispatcher: (ServerRequest) -> Void
  /// What the object stands for, to those who made it.
  let subject: (any AnyObject & Sendable)?

  init(
    _ driver: VatDriver, _ subject: (any AnyObject & Sendable)?,
    _ dispatcher: @escaping (ServerRequest) -> Void
  ) {
    self.driver = driver
    self.subject = subject
    self.dispatcher = dispatcher
  }

  /// The program's object may do anything at the end of its life, so that must not be in the vat.
  deinit {
    let dispatcher = dispatcher
    driver.add(.run { withExtendedLifetime(dispatcher) {} })
  }

  func dispatch(_ call: IncomingCall) { dispatcher(ServerRequest(call, driver)) }
}

extension VatHost {
  /// Makes an object one that can be called; for generated code.
  ///
  /// - Parameters:
  ///   - subject: what ``CapabilityClient/subject()`` answers for it.
  ///   - dispatcher: finds the method a request is for and has it called.
  /// - Returns: a reference to it.
  public func export(
    subject: (any AnyObject & Sendable)? = nil,
    _ dispatcher: @escaping @Sendable (ServerRequest) -> Void
  ) -> Capability {
    Capability(ServerObject(driver, subject, dispatcher), in: vat)
  }

  /// Makes an object that can be called of a function that gets every call as it came; for
  /// objects without a schema, such as proxies.
  ///
  /// - Parameter body: ends each call, by returning its results.
  public func exportUntyped(
    _ body:
      @escaping @Sendable (UntypedCall, _ interfaceID: UInt64, _ methodID: UInt16) async throws ->
      Void
  ) -> AnyClient {
    AnyClient(
      export { request in
        let (interfaceID, methodID) = (request.interfaceID, request.methodID)
        request.start(AnyStructSchema.self, AnyStructSchema.self) {
          try await body($0, interfaceID, methodID)
        }
      })
  }
}

/// A call whose parameters and results nobody has a schema for.
public typealias UntypedCall = ServerCall<AnyStructSchema, AnyStructSchema>
