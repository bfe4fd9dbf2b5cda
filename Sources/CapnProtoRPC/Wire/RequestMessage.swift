internal import CapnProto

/// A `Call` message in the making: the parameters are built where they are to be sent from.
///
/// A local call uses the same layout, so that it need not be known beforehand where a call goes.
struct RequestMessage {
  let builder: MessageBuilder
  private let call: StructBuilder
  private let payload: StructBuilder

  /// The words that a call has beside its parameters.
  private static var envelope: Int { 24 }

  init(words: Int) {
    builder = MessageBuilder(sizeHint: max(words, 0) &+ Self.envelope)
    let message = builder.root.initStruct(Size.message)
    message.set(0, MessageKind.call)
    call = message.pointer(0).initStruct(Size.call)
    payload = call.pointer(1).initStruct(Size.payload)
  }

  var content: AnyPointerBuilder { payload.pointer(0) }
  var descriptors: AnyPointerBuilder { payload.pointer(1) }
  var target: AnyPointerBuilder { call.pointer(0) }

  func address(
    question: UInt32, interfaceID: UInt64, methodID: UInt16, hints: CallHints, yourself: Bool
  ) {
    call.set(0, question)
    call.set(1, interfaceID)
    call.set(2, methodID)
    if yourself { call.set(3, ResultsKind.yourself) }
    if hints.contains(.noPipelining) { call.setBool(129, true) }
    if hints.contains(.onlyPipelining) { call.setBool(130, true) }
  }
}

/// A `Return` message in the making: the results are built where they are to be sent from.
struct ResponseMessage {
  let builder: MessageBuilder
  private let answer: StructBuilder
  private let payload: StructBuilder

  private static var envelope: Int { 16 }

  init(words: Int) {
    builder = MessageBuilder(sizeHint: max(words, 0) &+ Self.envelope)
    let message = builder.root.initStruct(Size.message)
    message.set(0, MessageKind.return)
    answer = message.pointer(0).initStruct(Size.return)
    payload = answer.pointer(0).initStruct(Size.payload)
  }

  var content: AnyPointerBuilder { payload.pointer(0) }
  var descriptors: AnyPointerBuilder { payload.pointer(1) }

  func address(answer id: UInt32, noFinishNeeded: Bool) {
    answer.set(0, id)
    // Our side releases the capabilities of the parameters as the program drops them.
    answer.setBool(32, false, default: true)
    if noFinishNeeded { answer.setBool(33, true) }
  }
}
