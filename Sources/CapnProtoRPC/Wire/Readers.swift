internal import CapnProto

// Readers of the messages of `rpc.capnp`, as far as this implementation reads them.

/// A message: what it is, and the struct that says more.
struct IncomingMessage {
  private let raw: StructReader

  init(_ message: Message) throws(CapnProtoError) { raw = try message.root.structure() }

  var kind: UInt16 { raw.get(0) }
  var body: AnyPointerReader { raw.pointer(0) }
}

struct CallReader {
  let raw: StructReader

  var questionID: UInt32 { raw.get(0) }
  var interfaceID: UInt64 { raw.get(1) }
  var methodID: UInt16 { raw.get(2) }
  var sendResultsTo: UInt16 { raw.get(3) }
  var noPromisePipelining: Bool { raw.getBool(129) }
  var onlyPromisePipeline: Bool { raw.getBool(130) }
  var target: AnyPointerReader { raw.pointer(0) }
  var params: AnyPointerReader { raw.pointer(1) }
}

struct ReturnReader {
  let raw: StructReader

  var answerID: UInt32 { raw.get(0) }
  var releaseParamCaps: Bool { raw.getBool(32, default: true) }
  var noFinishNeeded: Bool { raw.getBool(33) }
  var kind: UInt16 { raw.get(3) }
  var otherQuestion: UInt32 { raw.get(2) }
  var body: AnyPointerReader { raw.pointer(0) }
}

struct FinishReader {
  let raw: StructReader

  var questionID: UInt32 { raw.get(0) }
  var releaseResultCaps: Bool { raw.getBool(32, default: true) }
  var requireEarlyCancellationWorkaround: Bool { raw.getBool(33, default: true) }
}

struct ResolveReader {
  let raw: StructReader

  var promiseID: UInt32 { raw.get(0) }
  var isException: Bool { raw.get(2, as: UInt16.self) == 1 }
  var isCapability: Bool { raw.get(2, as: UInt16.self) == 0 }
  var body: AnyPointerReader { raw.pointer(0) }
}

struct DisembargoReader {
  let raw: StructReader

  var target: AnyPointerReader { raw.pointer(0) }
  var kind: UInt16 { raw.get(2) }
  var embargoID: UInt32 { raw.get(0) }
}

struct PayloadReader {
  let raw: StructReader

  /// What was found already, or else what a pointer leads to.
  @inline(__always) static func known(
    _ found: PayloadReader?, or pointer: AnyPointerReader, in part: StaticString
  ) throws(Failure) -> PayloadReader {
    if let found { return found }
    return try Failure.reading(part) { () throws(CapnProtoError) in
      PayloadReader(raw: try pointer.structure())
    }
  }

  var content: AnyPointerReader { raw.pointer(0) }
  /// Whether there are none, as in most messages.
  var hasDescriptors: Bool { !raw.pointer(1).isNull }
  var descriptors: ListReader {
    get throws(CapnProtoError) { try raw.pointer(1).list() }
  }
}

struct DescriptorReader {
  let raw: StructReader

  var kind: UInt16 { raw.get(0) }
  var id: UInt32 { raw.get(1) }
  var attachedDescriptor: UInt8 { raw.get(2, default: 0xff) }
  var body: AnyPointerReader { raw.pointer(0) }
}

/// The target of a message, or an answer named in a descriptor.
struct PromisedAnswerReader {
  let questionID: UInt32
  let path: [UInt16]

  init(_ pointer: AnyPointerReader, depth: Int) throws(CapnProtoError) {
    let raw = try pointer.structure()
    questionID = raw.get(0)
    let steps = try raw.pointer(0).list()
    guard steps.count <= depth else { throw CapnProtoError(.nestingLimit, at: steps.count) }
    if steps.count == 0 {
      path = []
      return
    }
    var path: [UInt16] = []
    path.reserveCapacity(steps.count)
    for index in 0..<steps.count {
      let step = steps.structure(index)
      switch step.get(0, as: UInt16.self) {
      case 0: break
      case 1: path.append(step.get(1))
      default: throw CapnProtoError(.schemaMismatch, at: index)
      }
    }
    self.path = path
  }
}

extension RPCError {
  /// Reads an `Exception`.
  init(_ pointer: AnyPointerReader) throws(CapnProtoError) {
    let raw = try pointer.structure()
    self.init(
      Kind(rawValue: raw.get(2)), try raw.pointer(0).text().string,
      trace: try raw.pointer(1).text().string)
  }

  /// Writes an `Exception`.
  func write(to pointer: AnyPointerBuilder) {
    let raw = pointer.initStruct(Size.exception)
    raw.set(2, kind.rawValue)
    raw.pointer(0).setText(reason)
    if !trace.isEmpty { raw.pointer(1).setText(trace) }
  }
}
