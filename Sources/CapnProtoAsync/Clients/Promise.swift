public import CapnProto
public import CapnProtoRPC

/// The promise of a call's results: wait for them, or call what they will contain at once.
///
/// When the last copy is gone and nothing of the results is in use, the call is given up.
@dynamicMemberLookup
public struct Promise<Results: StructSchema>: Sendable {
  @usableFromInline let reference: PromiseReference

  @inlinable init(_ reference: PromiseReference) { self.reference = reference }

  /// The results.
  ///
  /// - Throws: an `RPCError` the call failed with, a `CapnProtoError` if the results are malformed,
  ///   a `CancellationError` when the task is cancelled: so is the call then.
  nonisolated(nonsending) public var value: Results.Reader {
    get async throws {
      try Results.read(try await reference.pending.wait().content)
    }
  }

  /// The results without their type.
  nonisolated(nonsending) public var payload: Payload {
    get async throws { try await reference.pending.wait() }
  }

  /// Gives the call up, whoever waits for it.
  public func cancel() { reference.pending.cancel() }

  /// Lets the call run its course without anybody waiting for it.
  public func detach() { reference.pending.detach() }

  /// The results as far as they can be called before they are there, without types.
  public var rawPipeline: AnyPipeline { AnyPipeline(reference: reference, path: []) }
}

extension Promise where Results: PipelinedSchema {
  /// The results as far as they can be called before they are there: for fields whose names the
  /// promise itself takes.
  public var pipeline: Results.Pipeline { Results.pipeline(rawPipeline) }

  /// A part of the results that is or contains a capability, to be called at once.
  public subscript<Part>(dynamicMember part: KeyPath<Results.Pipeline, Part>) -> Part {
    pipeline[keyPath: part]
  }
}

/// What a promise refers to.
public struct PromiseReference: Sendable {
  let pending: PendingCall

  /// Makes a call; for the inlined parts of this library.
  @usableFromInline static func send(
    on capability: Capability?, _ interfaceID: UInt64, _ methodID: UInt16, words: Int,
    hints: CallHints, _ build: (AnyPointerBuilder) throws -> Void
  ) -> PromiseReference {
    PromiseReference(
      pending: .send(
        on: capability, interfaceID, methodID, words: words, hints: hints, build))
  }
}

/// Part of the results of a call that may not have ended.
public struct AnyPipeline: Sendable {
  let reference: PromiseReference
  let path: [UInt16]

  /// A part of this part.
  ///
  /// - Parameter index: the pointer that leads to it.
  public func pointer(_ index: UInt16) -> AnyPipeline {
    AnyPipeline(reference: reference, path: path + [index])
  }

  /// The capability that this part is.
  public var capability: Capability? { reference.pending.pipeline(path) }
}

/// A type whose values can be part of results that are called before they are there.
public protocol PipelinedSchema: PointerSchema {
  /// Such a part.
  associatedtype Pipeline
  /// Gives a part its type.
  static func pipeline(_ raw: AnyPipeline) -> Pipeline
}

/// A part of results that is a struct: what the `Pipeline` types of generated code are.
public protocol StructPipeline: Sendable {
  /// The part without its type.
  var raw: AnyPipeline { get }
  /// Gives a part its type.
  init(_ raw: AnyPipeline)
}

extension PipelinedSchema where Pipeline: StructPipeline {
  /// Gives a part its type.
  @inlinable public static func pipeline(_ raw: AnyPipeline) -> Pipeline { Pipeline(raw) }
}
