public import CapnProto
public import CapnProtoRPC

/// A typed reference to an object one can call, wherever it lives: what generated clients are.
public protocol CapabilityClient: Sendable {
  /// The reference without its type; `nil` for the null capability, whose calls all fail.
  var capability: Capability? { get }
  /// Gives a reference this type; nobody checks that the object has the methods.
  init(_ capability: Capability?)
}

extension CapabilityClient {
  /// The null capability.
  public init() { self.init(nil) }

  /// Whether this is the null capability.
  public var isNull: Bool { capability == nil }

  /// The same reference as a client of another interface; nobody checks that the object has it.
  ///
  /// - Parameter type: the other client's type.
  public func cast<C: CapabilityClient>(to type: C.Type = C.self) -> C { C(capability) }

  /// A reference whose calls all fail.
  ///
  /// - Parameters:
  ///   - error: what they fail with.
  ///   - host: the vat.
  public init(broken error: RPCError, in host: VatHost = .shared) {
    self.init(Capability(broken: error, in: host.vat))
  }

  /// Begins a call; for generated code.
  ///
  /// - Parameters:
  ///   - interfaceID: the interface the method belongs to.
  ///   - methodID: the method's place in it.
  ///   - params: the type of the parameters.
  ///   - results: the type of the results.
  ///   - build: fills in the parameters; what it throws, the call fails with.
  /// - Returns: the promise of the results.
  @inlinable public func call<Params: StructSchema, Results: StructSchema>(
    _ interfaceID: UInt64, _ methodID: UInt16, _ params: Params.Type, _ results: Results.Type,
    hints: CallHints = [], _ build: (Params.Builder) throws -> Void
  ) -> Promise<Results> {
    Promise(
      PromiseReference.send(
        on: capability, interfaceID, methodID, words: Params.structSize.words, hints: hints
      ) { try build(Params.initialize($0)) })
  }

  /// Waits until what this leads to is known for good.
  ///
  /// - Returns: a reference to what it leads to.
  /// - Throws: what it is broken by.
  public func resolved() async throws -> Self {
    guard let capability, let driver = VatDriver.of(capability.vat) else { return self }
    let outcome: Result<Capability, RPCError> = await withUnsafeContinuation { continuation in
      driver.enter {
        capability.hook.whenResolved { [unowned driver] hook in
          let outcome: Result<Capability, RPCError> =
            hook.error.map { .failure($0) } ?? .success(Capability(hook))
          driver.add(.run { continuation.resume(returning: outcome) })
        }
      }
    }
    return Self(try outcome.get())
  }
}

/// A client of an interface nobody named: for fields of type `Capability`.
public struct AnyClient: CapabilityClient {
  /// The reference.
  public let capability: Capability?
  /// Wraps a reference.
  public init(_ capability: Capability?) { self.capability = capability }
}

/// An interface of a schema: what stands in the place of its type in fields, lists and generics.
public protocol InterfaceSchema: PipelinedSchema, PointerElementSchema
where Reader == Client, Builder == Client, Pipeline == Client {
  /// What calls the interface's methods.
  associatedtype Client: CapabilityClient
  /// The number of the interface in its schema.
  static var typeID: UInt64 { get }
}

extension InterfaceSchema {
  /// Reads what a pointer stands for; the null capability if it is null.
  @inlinable public static func read(_ pointer: AnyPointerReader) throws(CapnProtoError) -> Client {
    Client(try pointer.capability() as? Capability)
  }
  /// Reads what a pointer stands for.
  @inlinable public static func get(_ pointer: AnyPointerBuilder) throws(CapnProtoError) -> Client {
    Client(try pointer.asReader.capability() as? Capability)
  }
  /// Makes a pointer stand for a capability.
  @inlinable public static func set(_ pointer: AnyPointerBuilder, _ value: Client) {
    pointer.setCapability(value.capability)
  }
  /// A capability that the answer to a call will have.
  @inlinable public static func pipeline(_ raw: AnyPipeline) -> Client { Client(raw.capability) }
}

/// The schema type `Capability`: an interface nobody named.
public enum AnyInterface: InterfaceSchema {
  /// A client without methods.
  public typealias Client = AnyClient
  /// Zero: it is no interface of any schema.
  public static var typeID: UInt64 { 0 }
}

extension AnyPointerReader {
  /// The capability the pointer stands for; the null one if it stands for none.
  public var client: AnyClient {
    get throws(CapnProtoError) { try AnyInterface.read(self) }
  }
}

extension AnyPointerBuilder {
  /// Makes the pointer stand for a capability.
  public func setClient(_ client: some CapabilityClient) { setCapability(client.capability) }
}

extension CapabilityClient {
  /// Whether it is known that no call can succeed any more: it is the null capability, what it
  /// leads to is broken, or the connection to it was lost.
  public var isDead: Bool {
    guard let capability else { return true }
    guard let driver = VatDriver.of(capability.vat) else { return false }
    return driver.enter { capability.hook.isDead }
  }
}
