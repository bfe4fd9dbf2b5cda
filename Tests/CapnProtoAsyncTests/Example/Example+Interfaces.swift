// swift-format-ignore-file
// The shape of what capnpc-swift generates for interfaces, by hand. Generated code has no extensions: what is in one here is a
// member there, and the conformance stands behind the name of the type. All of it is left out where
// `hasFeature(Embedded)` holds.
public import CapnProto
public import CapnProtoAsync

// MARK: A plain interface

extension Counter: CapnProtoAsync.InterfaceSchema {
  /// A call of `add` as its server sees it.
  public typealias AddCall = CapnProtoAsync.ServerCall<AddParams, AddResults>
  /// A call of `get` as its server sees it.
  public typealias GetCall = CapnProtoAsync.ServerCall<GetParams, GetResults>

  /// Calls the methods of `Counter`, wherever the object lives.
  public struct Client: CapnProtoAsync.CapabilityClient {
    /// The reference without its type.
    public let capability: CapnProtoAsync.Capability?
    /// Gives a reference this type.
    @inlinable public init(_ capability: CapnProtoAsync.Capability?) { self.capability = capability }
    /// Makes an object one that can be called.
    ///
    /// - Parameters:
    ///   - server: The object.
    ///   - host: The vat it is to live in.
    @inlinable public init(_ server: some Server, in host: CapnProtoAsync.VatHost = .shared) {
      self.init(host.export { Counter.dispatch($0, to: server) })
    }

    /// `add` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func add(_ build: (AddParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<AddResults> {
      call(0xe5b2b36f1fadbca5, 0, AddParams.self, AddResults.self, build)
    }
    /// `get` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func get(_ build: (GetParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<GetResults> {
      call(0xe5b2b36f1fadbca5, 1, GetParams.self, GetResults.self, build)
    }
  }

  /// An object that has the methods of `Counter`.
  ///
  /// A method that is left out tells its callers that it is not implemented.
  public protocol Server: CapnProtoAsync.CapabilityServer {
    /// `add` of the schema.
    func add(_ call: AddCall) async throws
    /// `get` of the schema.
    func get(_ call: GetCall) async throws
  }

  /// Finds the method a request is for and has it called.
  @inlinable public static func dispatch(_ request: CapnProtoAsync.ServerRequest, to server: some Server) {
    switch (request.interfaceID, request.methodID) {
    case (0xe5b2b36f1fadbca5, 0): request.start(AddParams.self, AddResults.self) { try await server.add($0) }
    case (0xe5b2b36f1fadbca5, 1): request.start(GetParams.self, GetResults.self) { try await server.get($0) }
    default: request.unimplemented()
    }
  }
}

extension Counter.Server {
  /// Tells the caller that the method is not implemented.
  public func add(_ call: Counter.AddCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("add") }
  /// Tells the caller that the method is not implemented.
  public func get(_ call: Counter.GetCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("get") }
}

// MARK: An inherited interface: everything inherited is written again, with its own interface's id.

extension NamedCounter: CapnProtoAsync.InterfaceSchema {
  /// A call of `name` as its server sees it.
  public typealias NameCall = CapnProtoAsync.ServerCall<NameParams, NameResults>

  /// Calls the methods of `NamedCounter`, wherever the object lives.
  public struct Client: CapnProtoAsync.CapabilityClient {
    /// The reference without its type.
    public let capability: CapnProtoAsync.Capability?
    /// Gives a reference this type.
    @inlinable public init(_ capability: CapnProtoAsync.Capability?) { self.capability = capability }
    /// Makes an object one that can be called.
    @inlinable public init(_ server: some Server, in host: CapnProtoAsync.VatHost = .shared) {
      self.init(host.export { NamedCounter.dispatch($0, to: server) })
    }
    /// The same object as a `Counter`.
    @inlinable public var asCounter: Counter.Client { Counter.Client(capability) }

    /// `name` of the schema.
    @inlinable public func name(_ build: (NameParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<NameResults> {
      call(0xe22f2d988dd89f98, 0, NameParams.self, NameResults.self, build)
    }
    /// `add` of the schema, from `Counter`.
    @inlinable public func add(_ build: (Counter.AddParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<Counter.AddResults> {
      call(0xe5b2b36f1fadbca5, 0, Counter.AddParams.self, Counter.AddResults.self, build)
    }
    /// `get` of the schema, from `Counter`.
    @inlinable public func get(_ build: (Counter.GetParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<Counter.GetResults> {
      call(0xe5b2b36f1fadbca5, 1, Counter.GetParams.self, Counter.GetResults.self, build)
    }
  }

  /// An object that has the methods of `NamedCounter`.
  public protocol Server: Counter.Server {
    /// `name` of the schema.
    func name(_ call: NameCall) async throws
  }

  /// Finds the method a request is for and has it called.
  @inlinable public static func dispatch(_ request: CapnProtoAsync.ServerRequest, to server: some Server) {
    switch (request.interfaceID, request.methodID) {
    case (0xe22f2d988dd89f98, 0): request.start(NameParams.self, NameResults.self) { try await server.name($0) }
    case (0xe5b2b36f1fadbca5, 0): request.start(Counter.AddParams.self, Counter.AddResults.self) { try await server.add($0) }
    case (0xe5b2b36f1fadbca5, 1): request.start(Counter.GetParams.self, Counter.GetResults.self) { try await server.get($0) }
    default: request.unimplemented()
    }
  }
}

extension NamedCounter.Server {
  /// Tells the caller that the method is not implemented.
  public func name(_ call: NamedCounter.NameCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("name") }
}

// MARK: A generic interface: Swift has no protocols inside generic types, so the protocol of its servers stands outside, with the
// type's path as its name and its parameters as associated types.

extension Box: CapnProtoAsync.InterfaceSchema {
  /// A call of `set` as its server sees it.
  public typealias SetCall = CapnProtoAsync.ServerCall<SetParams, SetResults>
  /// A call of `get` as its server sees it.
  public typealias GetCall = CapnProtoAsync.ServerCall<GetParams, GetResults>

  /// Calls the methods of `Box`, wherever the object lives.
  public struct Client: CapnProtoAsync.CapabilityClient {
    /// The reference without its type.
    public let capability: CapnProtoAsync.Capability?
    /// Gives a reference this type.
    @inlinable public init(_ capability: CapnProtoAsync.Capability?) { self.capability = capability }
    /// Makes an object one that can be called.
    @inlinable public init(_ server: some BoxServer<T>, in host: CapnProtoAsync.VatHost = .shared) {
      self.init(host.export { Box.dispatch($0, to: server) })
    }

    /// `set` of the schema.
    @inlinable public func set(_ build: (SetParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<SetResults> {
      call(0xd5f3478d8b4af6bd, 0, SetParams.self, SetResults.self, build)
    }
    /// `get` of the schema.
    @inlinable public func get(_ build: (GetParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<GetResults> {
      call(0xd5f3478d8b4af6bd, 1, GetParams.self, GetResults.self, build)
    }
  }

  /// Finds the method a request is for and has it called.
  @inlinable public static func dispatch(_ request: CapnProtoAsync.ServerRequest, to server: some BoxServer<T>) {
    switch (request.interfaceID, request.methodID) {
    case (0xd5f3478d8b4af6bd, 0): request.start(SetParams.self, SetResults.self) { try await server.set($0) }
    case (0xd5f3478d8b4af6bd, 1): request.start(GetParams.self, GetResults.self) { try await server.get($0) }
    default: request.unimplemented()
    }
  }
}

/// An object that has the methods of `Box`.
public protocol BoxServer<T>: CapnProtoAsync.CapabilityServer {
  /// The parameter `T` of `Box`.
  associatedtype T: CapnProto.PointerSchema
  /// `set` of the schema.
  func set(_ call: Box<T>.SetCall) async throws
  /// `get` of the schema.
  func get(_ call: Box<T>.GetCall) async throws
}

extension BoxServer {
  /// Tells the caller that the method is not implemented.
  public func set(_ call: Box<T>.SetCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("set") }
  /// Tells the caller that the method is not implemented.
  public func get(_ call: Box<T>.GetCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("get") }
}

// What the results of a generic method can be called through, where the argument can be.
extension Box.GetResults: CapnProtoAsync.PipelinedSchema {
  /// Part of results: a `get$Results` that may not be there yet.
  public struct Pipeline: CapnProtoAsync.StructPipeline {
    /// The part without its type.
    public let raw: CapnProtoAsync.AnyPipeline
    /// Gives a part its type.
    @inlinable public init(_ raw: CapnProtoAsync.AnyPipeline) { self.raw = raw }
  }
}

extension Box.GetResults.Pipeline where T: CapnProtoAsync.PipelinedSchema {
  /// `value` of the schema.
  @inlinable public var value: T.Pipeline { T.pipeline(raw.pointer(0)) }
}

// MARK: Inherited from a generic interface, with an argument.

extension CounterBox: CapnProtoAsync.InterfaceSchema {
  /// A call of `total` as its server sees it.
  public typealias TotalCall = CapnProtoAsync.ServerCall<TotalParams, TotalResults>

  /// Calls the methods of `CounterBox`, wherever the object lives.
  public struct Client: CapnProtoAsync.CapabilityClient {
    /// The reference without its type.
    public let capability: CapnProtoAsync.Capability?
    /// Gives a reference this type.
    @inlinable public init(_ capability: CapnProtoAsync.Capability?) { self.capability = capability }
    /// Makes an object one that can be called.
    @inlinable public init(_ server: some Server, in host: CapnProtoAsync.VatHost = .shared) {
      self.init(host.export { CounterBox.dispatch($0, to: server) })
    }
    /// The same object as a `Box`.
    @inlinable public var asBox: Box<Counter>.Client { Box<Counter>.Client(capability) }

    /// `total` of the schema.
    @inlinable public func total(_ build: (TotalParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<TotalResults> {
      call(0xf2b456ec917513fd, 0, TotalParams.self, TotalResults.self, build)
    }
    /// `set` of the schema, from `Box`.
    @inlinable public func set(_ build: (Box<Counter>.SetParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<Box<Counter>.SetResults> {
      call(0xd5f3478d8b4af6bd, 0, Box<Counter>.SetParams.self, Box<Counter>.SetResults.self, build)
    }
    /// `get` of the schema, from `Box`.
    @inlinable public func get(_ build: (Box<Counter>.GetParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<Box<Counter>.GetResults> {
      call(0xd5f3478d8b4af6bd, 1, Box<Counter>.GetParams.self, Box<Counter>.GetResults.self, build)
    }
  }

  /// An object that has the methods of `CounterBox`.
  public protocol Server: BoxServer where T == Counter {
    /// `total` of the schema.
    func total(_ call: TotalCall) async throws
  }

  /// Finds the method a request is for and has it called.
  @inlinable public static func dispatch(_ request: CapnProtoAsync.ServerRequest, to server: some Server) {
    switch (request.interfaceID, request.methodID) {
    case (0xf2b456ec917513fd, 0): request.start(TotalParams.self, TotalResults.self) { try await server.total($0) }
    case (0xd5f3478d8b4af6bd, 0): request.start(Box<Counter>.SetParams.self, Box<Counter>.SetResults.self) { try await server.set($0) }
    case (0xd5f3478d8b4af6bd, 1): request.start(Box<Counter>.GetParams.self, Box<Counter>.GetResults.self) { try await server.get($0) }
    default: request.unimplemented()
    }
  }
}

extension CounterBox.Server {
  /// Tells the caller that the method is not implemented.
  public func total(_ call: CounterBox.TotalCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("total") }
}

// MARK: An interface with a streaming method. Only such a client has a window.

extension Sink: CapnProtoAsync.InterfaceSchema {
  /// A call of `write` as its server sees it.
  public typealias WriteCall = CapnProtoAsync.ServerCall<WriteParams, CapnProtoAsync.StreamResult>
  /// A call of `done` as its server sees it.
  public typealias DoneCall = CapnProtoAsync.ServerCall<DoneParams, DoneResults>

  /// Calls the methods of `Sink`, wherever the object lives.
  public struct Client: CapnProtoAsync.CapabilityClient {
    /// The reference without its type.
    public let capability: CapnProtoAsync.Capability?
    /// What of the stream is on its way.
    public let window = CapnProtoAsync.StreamWindow()
    /// Gives a reference this type.
    public init(_ capability: CapnProtoAsync.Capability?) { self.capability = capability }
    /// Makes an object one that can be called.
    public init(_ server: some Server, in host: CapnProtoAsync.VatHost = .shared) {
      self.init(host.export { Sink.dispatch($0, to: server) })
    }

    /// `write` of the schema: sends it, and returns once the window has room for more.
    ///
    /// - Parameter build: Fills in the parameters.
    /// - Throws: What an earlier call of the stream failed with.
    public func write(_ build: (WriteParams.Builder) throws -> Void = { _ in }) async throws {
      try await stream(0x92df46802b2ea692, 0, WriteParams.self, window, build)
    }
    /// `done` of the schema.
    public func done(_ build: (DoneParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<DoneResults> {
      call(0x92df46802b2ea692, 1, DoneParams.self, DoneResults.self, build)
    }
  }

  /// An object that has the methods of `Sink`.
  public protocol Server: CapnProtoAsync.CapabilityServer {
    /// `write` of the schema.
    func write(_ call: WriteCall) async throws
    /// `done` of the schema.
    func done(_ call: DoneCall) async throws
  }

  /// Finds the method a request is for and has it called.
  public static func dispatch(_ request: CapnProtoAsync.ServerRequest, to server: some Server) {
    switch (request.interfaceID, request.methodID) {
    case (0x92df46802b2ea692, 0): request.startStreaming(WriteParams.self) { try await server.write($0) }
    case (0x92df46802b2ea692, 1): request.start(DoneParams.self, DoneResults.self) { try await server.done($0) }
    default: request.unimplemented()
    }
  }
}

extension Sink.Server {
  /// Tells the caller that the method is not implemented.
  public func write(_ call: Sink.WriteCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("write") }
  /// Tells the caller that the method is not implemented.
  public func done(_ call: Sink.DoneCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("done") }
}

// MARK: Structs that contain capabilities, directly or further down: they can be called before they are there.

extension Pair: CapnProtoAsync.PipelinedSchema {
  /// Part of results: a `Pair` that may not be there yet.
  public struct Pipeline: CapnProtoAsync.StructPipeline {
    /// The part without its type.
    public let raw: CapnProtoAsync.AnyPipeline
    /// Gives a part its type.
    @inlinable public init(_ raw: CapnProtoAsync.AnyPipeline) { self.raw = raw }
    /// `left` of the schema.
    @inlinable public var left: Counter.Client { Counter.pipeline(raw.pointer(1)) }
    /// `right` of the schema.
    @inlinable public var right: Counter.Client { Counter.pipeline(raw.pointer(2)) }
  }
}

extension Factory.PairResults: CapnProtoAsync.PipelinedSchema {
  /// Part of results: a `pair$Results` that may not be there yet.
  public struct Pipeline: CapnProtoAsync.StructPipeline {
    /// The part without its type.
    public let raw: CapnProtoAsync.AnyPipeline
    /// Gives a part its type.
    @inlinable public init(_ raw: CapnProtoAsync.AnyPipeline) { self.raw = raw }
    /// `pair` of the schema.
    @inlinable public var pair: Pair.Pipeline { Pair.pipeline(raw.pointer(1)) }
  }
}

// MARK: The interface that makes the others

extension Factory: CapnProtoAsync.InterfaceSchema {
  /// A call of `counter` as its server sees it.
  public typealias CounterCall = CapnProtoAsync.ServerCall<CounterParams, CounterResults>
  /// A call of `named` as its server sees it.
  public typealias NamedCall = CapnProtoAsync.ServerCall<NamedParams, NamedResults>
  /// A call of `pair` as its server sees it.
  public typealias PairCall = CapnProtoAsync.ServerCall<PairParams, PairResults>
  /// A call of `box` as its server sees it.
  public typealias BoxCall = CapnProtoAsync.ServerCall<BoxParams, BoxResults>
  /// A call of `sink` as its server sees it.
  public typealias SinkCall = CapnProtoAsync.ServerCall<SinkParams, SinkResults>
  /// A call of `echo` as its server sees it.
  public typealias EchoCall = CapnProtoAsync.ServerCall<EchoParams, EchoResults>
  /// A call of `tail` as its server sees it.
  public typealias TailCall = CapnProtoAsync.ServerCall<TailParams, TailResults>
  /// A call of `hang` as its server sees it.
  public typealias HangCall = CapnProtoAsync.ServerCall<HangParams, HangResults>
  /// A call of `sum` as its server sees it.
  public typealias SumCall = CapnProtoAsync.ServerCall<SumParams, SumResults>
  /// A call of `fail` as its server sees it.
  public typealias FailCall = CapnProtoAsync.ServerCall<FailParams, FailResults>

  /// Calls the methods of `Factory`, wherever the object lives.
  public struct Client: CapnProtoAsync.CapabilityClient {
    /// The reference without its type.
    public let capability: CapnProtoAsync.Capability?
    /// Gives a reference this type.
    @inlinable public init(_ capability: CapnProtoAsync.Capability?) { self.capability = capability }
    /// Makes an object one that can be called.
    @inlinable public init(_ server: some Server, in host: CapnProtoAsync.VatHost = .shared) {
      self.init(host.export { Factory.dispatch($0, to: server) })
    }

    /// `counter` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func counter(_ build: (CounterParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<CounterResults> {
      call(0xccccbd94074c5209, 0, CounterParams.self, CounterResults.self, build)
    }
    /// `named` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func named(_ build: (NamedParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<NamedResults> {
      call(0xccccbd94074c5209, 1, NamedParams.self, NamedResults.self, build)
    }
    /// `pair` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func pair(_ build: (PairParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<PairResults> {
      call(0xccccbd94074c5209, 2, PairParams.self, PairResults.self, build)
    }
    /// `box` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func box(_ build: (BoxParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<BoxResults> {
      call(0xccccbd94074c5209, 3, BoxParams.self, BoxResults.self, build)
    }
    /// `sink` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func sink(_ build: (SinkParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<SinkResults> {
      call(0xccccbd94074c5209, 4, SinkParams.self, SinkResults.self, build)
    }
    /// `echo` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func echo(_ build: (EchoParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<EchoResults> {
      call(0xccccbd94074c5209, 5, EchoParams.self, EchoResults.self, build)
    }
    /// `tail` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func tail(_ build: (TailParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<TailResults> {
      call(0xccccbd94074c5209, 6, TailParams.self, TailResults.self, build)
    }
    /// `hang` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func hang(_ build: (HangParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<HangResults> {
      call(0xccccbd94074c5209, 7, HangParams.self, HangResults.self, build)
    }
    /// `sum` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func sum(_ build: (SumParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<SumResults> {
      call(0xccccbd94074c5209, 8, SumParams.self, SumResults.self, build)
    }
    /// `fail` of the schema.
    ///
    /// - Parameter build: Fills in the parameters.
    @inlinable public func fail(_ build: (FailParams.Builder) throws -> Void = { _ in }) -> CapnProtoAsync.Promise<FailResults> {
      call(0xccccbd94074c5209, 9, FailParams.self, FailResults.self, build)
    }
  }

  /// An object that has the methods of `Factory`.
  public protocol Server: CapnProtoAsync.CapabilityServer {
    /// `counter` of the schema.
    func counter(_ call: CounterCall) async throws
    /// `named` of the schema.
    func named(_ call: NamedCall) async throws
    /// `pair` of the schema.
    func pair(_ call: PairCall) async throws
    /// `box` of the schema.
    func box(_ call: BoxCall) async throws
    /// `sink` of the schema.
    func sink(_ call: SinkCall) async throws
    /// `echo` of the schema.
    func echo(_ call: EchoCall) async throws
    /// `tail` of the schema.
    func tail(_ call: TailCall) async throws
    /// `hang` of the schema.
    func hang(_ call: HangCall) async throws
    /// `sum` of the schema.
    func sum(_ call: SumCall) async throws
    /// `fail` of the schema.
    func fail(_ call: FailCall) async throws
  }

  /// Finds the method a request is for and has it called.
  @inlinable public static func dispatch(_ request: CapnProtoAsync.ServerRequest, to server: some Server) {
    switch (request.interfaceID, request.methodID) {
    case (0xccccbd94074c5209, 0): request.start(CounterParams.self, CounterResults.self) { try await server.counter($0) }
    case (0xccccbd94074c5209, 1): request.start(NamedParams.self, NamedResults.self) { try await server.named($0) }
    case (0xccccbd94074c5209, 2): request.start(PairParams.self, PairResults.self) { try await server.pair($0) }
    case (0xccccbd94074c5209, 3): request.start(BoxParams.self, BoxResults.self) { try await server.box($0) }
    case (0xccccbd94074c5209, 4): request.start(SinkParams.self, SinkResults.self) { try await server.sink($0) }
    case (0xccccbd94074c5209, 5): request.start(EchoParams.self, EchoResults.self) { try await server.echo($0) }
    case (0xccccbd94074c5209, 6): request.start(TailParams.self, TailResults.self) { try await server.tail($0) }
    case (0xccccbd94074c5209, 7): request.start(HangParams.self, HangResults.self) { try await server.hang($0) }
    case (0xccccbd94074c5209, 8): request.start(SumParams.self, SumResults.self) { try await server.sum($0) }
    case (0xccccbd94074c5209, 9): request.start(FailParams.self, FailResults.self) { try await server.fail($0) }
    default: request.unimplemented()
    }
  }
}

extension Factory.Server {
  /// Tells the caller that the method is not implemented.
  public func counter(_ call: Factory.CounterCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("counter") }
  /// Tells the caller that the method is not implemented.
  public func named(_ call: Factory.NamedCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("named") }
  /// Tells the caller that the method is not implemented.
  public func pair(_ call: Factory.PairCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("pair") }
  /// Tells the caller that the method is not implemented.
  public func box(_ call: Factory.BoxCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("box") }
  /// Tells the caller that the method is not implemented.
  public func sink(_ call: Factory.SinkCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("sink") }
  /// Tells the caller that the method is not implemented.
  public func echo(_ call: Factory.EchoCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("echo") }
  /// Tells the caller that the method is not implemented.
  public func tail(_ call: Factory.TailCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("tail") }
  /// Tells the caller that the method is not implemented.
  public func hang(_ call: Factory.HangCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("hang") }
  /// Tells the caller that the method is not implemented.
  public func sum(_ call: Factory.SumCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("sum") }
  /// Tells the caller that the method is not implemented.
  public func fail(_ call: Factory.FailCall) async throws { throw CapnProtoAsync.RPCError.unimplemented("fail") }
}

extension Factory.CounterResults: CapnProtoAsync.PipelinedSchema {
  /// Part of results: a `counter$Results` that may not be there yet.
  public struct Pipeline: CapnProtoAsync.StructPipeline {
    /// The part without its type.
    public let raw: CapnProtoAsync.AnyPipeline
    /// Gives a part its type.
    @inlinable public init(_ raw: CapnProtoAsync.AnyPipeline) { self.raw = raw }
    /// `counter` of the schema.
    @inlinable public var counter: Counter.Client { Counter.pipeline(raw.pointer(0)) }
  }
}

extension Factory.NamedResults: CapnProtoAsync.PipelinedSchema {
  /// Part of results: a `named$Results` that may not be there yet.
  public struct Pipeline: CapnProtoAsync.StructPipeline {
    /// The part without its type.
    public let raw: CapnProtoAsync.AnyPipeline
    /// Gives a part its type.
    @inlinable public init(_ raw: CapnProtoAsync.AnyPipeline) { self.raw = raw }
    /// `counter` of the schema.
    @inlinable public var counter: NamedCounter.Client { NamedCounter.pipeline(raw.pointer(0)) }
  }
}

extension Factory.BoxResults: CapnProtoAsync.PipelinedSchema {
  /// Part of results: a `box$Results` that may not be there yet.
  public struct Pipeline: CapnProtoAsync.StructPipeline {
    /// The part without its type.
    public let raw: CapnProtoAsync.AnyPipeline
    /// Gives a part its type.
    @inlinable public init(_ raw: CapnProtoAsync.AnyPipeline) { self.raw = raw }
    /// `box` of the schema.
    @inlinable public var box: Box<CapnProto.Text>.Client { Box<CapnProto.Text>.pipeline(raw.pointer(0)) }
  }
}

extension Factory.SinkResults: CapnProtoAsync.PipelinedSchema {
  /// Part of results: a `sink$Results` that may not be there yet.
  public struct Pipeline: CapnProtoAsync.StructPipeline {
    /// The part without its type.
    public let raw: CapnProtoAsync.AnyPipeline
    /// Gives a part its type.
    @inlinable public init(_ raw: CapnProtoAsync.AnyPipeline) { self.raw = raw }
    /// `sink` of the schema.
    @inlinable public var sink: Sink.Client { Sink.pipeline(raw.pointer(0)) }
  }
}

extension Factory.EchoResults: CapnProtoAsync.PipelinedSchema {
  /// Part of results: a `echo$Results` that may not be there yet.
  public struct Pipeline: CapnProtoAsync.StructPipeline {
    /// The part without its type.
    public let raw: CapnProtoAsync.AnyPipeline
    /// Gives a part its type.
    @inlinable public init(_ raw: CapnProtoAsync.AnyPipeline) { self.raw = raw }
    /// `cap` of the schema.
    @inlinable public var cap: Counter.Client { Counter.pipeline(raw.pointer(0)) }
  }
}
