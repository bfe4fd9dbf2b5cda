#if hasFeature(Embedded)
  public import CapnProto

  /// A typed reference to an object one can call: what generated clients are in embedded programs.
  ///
  /// Elsewhere, `CapnProtoAsync` has a protocol of this name, with calls that can be awaited.
  public protocol CapabilityClient: Sendable {
    /// The reference without its type; `nil` for the null capability, whose calls all fail.
    var capability: Capability? { get }
    /// Gives a reference this type; nobody checks that the object has the methods.
    ///
    /// - Parameter capability: The reference.
    init(_ capability: Capability?)
  }

  extension CapabilityClient {
    /// The null capability.
    public init() { self.init(nil) }

    /// Whether this is the null capability.
    public var isNull: Bool { capability == nil }

    /// The same reference as a client of another interface; nobody checks that the object has it.
    ///
    /// - Parameter type: The other client's type.
    /// - Returns: The other client.
    public func cast<C: CapabilityClient>(to type: C.Type = C.self) -> C { C(capability) }

    /// Makes a call; for generated code.
    ///
    /// - Parameters:
    ///   - interfaceID: The interface the method belongs to.
    ///   - methodID: The method's place in it.
    ///   - params: The type of the parameters.
    ///   - results: The type of the results.
    ///   - hints: What is known about how the answer will be used.
    ///   - build: Fills in the parameters; what it throws, the call fails with.
    /// - Returns: The call, on its way.
    public func call<Params: StructSchema, Results: StructSchema>(
      _ interfaceID: UInt64, _ methodID: UInt16, _ params: Params.Type, _ results: Results.Type,
      hints: CallHints = [], _ build: (Params.Builder) throws(CapnProtoError) -> Void
    ) -> OutgoingCall<Results> {
      guard let capability else {
        return OutgoingCall(failed: .failed("called a null capability"))
      }
      let call = Call(
        on: capability, interfaceID: interfaceID, methodID: methodID,
        words: Params.structSize.words, hints: hints)
      do throws(CapnProtoError) {
        try build(Params.initialize(call.params))
      } catch {
        return OutgoingCall(failed: .failed("the parameters can't be built"))
      }
      call.send()
      return OutgoingCall(call)
    }
  }

  /// A client of an interface nobody named: for fields of type `Capability`.
  public struct AnyClient: CapabilityClient {
    /// The reference.
    public let capability: Capability?
    /// Wraps a reference.
    ///
    /// - Parameter capability: The reference.
    public init(_ capability: Capability?) { self.capability = capability }
  }

  /// An interface of a schema: what stands in the place of its type in fields, lists and generics.
  public protocol InterfaceSchema: PointerElementSchema
  where Reader == Client, Builder == Client {
    /// What calls the interface's methods.
    associatedtype Client: CapabilityClient
    /// The number of the interface in its schema.
    static var typeID: UInt64 { get }
  }

  extension InterfaceSchema {
    /// Reads what a pointer stands for; the null capability if it is null.
    public static func read(_ pointer: AnyPointerReader) throws(CapnProtoError) -> Client {
      Client(Capability.from(try pointer.capability()))
    }
    /// Reads what a pointer stands for.
    public static func get(_ pointer: AnyPointerBuilder) throws(CapnProtoError) -> Client {
      Client(Capability.from(try pointer.asReader.capability()))
    }
    /// Makes a pointer stand for a capability.
    public static func set(_ pointer: AnyPointerBuilder, _ value: Client) {
      pointer.setCapability(value.capability)
    }
  }

  /// The schema type `Capability`: an interface nobody named.
  public enum AnyInterface: InterfaceSchema {
    /// A client without methods.
    public typealias Client = AnyClient
    /// Zero: it is no interface of any schema.
    public static var typeID: UInt64 { 0 }
  }
#endif
