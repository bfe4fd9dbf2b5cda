#if hasFeature(Embedded)
  public import CapnProto

  /// A call that was made in an embedded program, where nothing can be awaited.
  public struct OutgoingCall<Results: StructSchema> {
    /// The call without types; `nil` if it failed before it began.
    public let call: Call?
    private let failure: RPCError?

    init(_ call: Call) {
      self.call = call
      failure = nil
    }

    init(failed error: RPCError) {
      call = nil
      failure = error
    }

    /// Sets who learns how the call ended.
    ///
    /// - Parameter body: Called once, in a turn of its own; at once if the call failed before it
    ///   began.
    public func whenDone(_ body: @escaping (Result<Results.Reader, RPCError>) -> Void) {
      guard let call else {
        return body(.failure(failure ?? .failed("the call failed")))
      }
      call.whenDone { outcome in
        switch outcome {
        case .failure(let error): body(.failure(error))
        case .success(let payload):
          do throws(CapnProtoError) {
            body(.success(try Results.read(payload.content)))
          } catch {
            body(.failure(.failed("the results are malformed")))
          }
        }
      }
    }

    /// Gives the call up.
    public func cancel() { call?.cancel() }

    /// A capability that the results will have, to be called at once.
    ///
    /// - Parameter path: The pointer fields that lead to it, from the result struct on.
    /// - Returns: The capability; `nil` if the call failed before it began.
    public func pipeline(_ path: [UInt16]) -> Capability? { call?.pipeline(path) }
  }

  /// A call as a server's method sees it in an embedded program.
  ///
  /// It has to come to an end exactly once: by `finish`, `fail` or `tailCall` of `incoming`, now or
  /// later.
  public struct ServerCall<Params: StructSchema, Results: StructSchema> {
    /// The call without types.
    public let incoming: IncomingCall

    /// Gives a call its types.
    ///
    /// - Parameter incoming: The call.
    public init(_ incoming: IncomingCall) { self.incoming = incoming }

    /// The parameters.
    ///
    /// - Throws: If they are malformed.
    public var params: Params.Reader {
      get throws(CapnProtoError) { try Params.read(incoming.params.content) }
    }

    /// Begins the results.
    ///
    /// - Returns: Where they are built.
    public func makeResults() -> Results.Builder {
      Results.initialize(incoming.results(words: Results.structSize.words))
    }

    /// Ends the call: its results are what was built, or nothing.
    public func finish() { incoming.finish() }

    /// Ends the call with an error.
    ///
    /// - Parameter error: What went wrong.
    public func fail(_ error: RPCError) { incoming.fail(error) }
  }

  /// The results of streaming methods: none.
  ///
  /// See <https://capnproto.org/language.html>, `stream.capnp`.
  public enum StreamResult: StructSchema {
    /// Nothing to read.
    public struct Reader: StructReaderProtocol {
      /// The struct without names.
      public let raw: StructReader
      /// Gives a struct the names of this type.
      public init(_ raw: StructReader) { self.raw = raw }
    }
    /// Nothing to build.
    public struct Builder: StructBuilderProtocol {
      /// The struct without names.
      public let raw: StructBuilder
      /// Gives a struct the names of this type.
      public init(_ raw: StructBuilder) { self.raw = raw }
    }
    /// No fields.
    public static var structSize: StructSize { StructSize(dataWords: 0, pointerCount: 0) }
    /// The number of the type in its schema.
    public static var typeID: UInt64 { 0x995f_9a33_77c0_b16e }
  }
#endif
