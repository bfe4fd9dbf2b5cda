internal import CapnProto

/// A `Call` message in the making: the parameters are built where they are to be sent from.
///
/// A local call uses the same layout, so that it need not be known beforehand where a call goes. The
/// structs around the parameters come first in the message, so their places are known.
struct RequestMessage {
  let builder: MessageBuilder

  /// The words that a call has beside its parameters.
  private static var envelope: Int { 24 }
  private static var callWord: Int { 3 }
  private static var payloadWord: Int { 9 }

  init(words: Int) {
    builder = MessageBuilder(sizeHint: max(words, 0) &+ Self.envelope)
    let message = builder.root.initStruct(Size.message)
    message.set(0, MessageKind.call)
    _ = message.pointer(0).initStruct(Size.call).pointer(1).initStruct(Size.payload)
  }

  private var call: StructBuilder { builder.structure(atWord: Self.callWord, Size.call) }
  private var payload: StructBuilder { builder.structure(atWord: Self.payloadWord, Size.payload) }

  var content: AnyPointerBuilder { payload.pointer(0) }
  var descriptors: AnyPointerBuilder { payload.pointer(1) }
  var target: AnyPointerBuilder { call.pointer(0) }

  /// The parameters of a message that was built as one of these.
  static func params(of message: Message) -> Payload {
    Payload(content: message.pointer(atWord: payloadWord, depth: 3))
  }

  func address(
    question: UInt32, interfaceID: UInt64, methodID: UInt16, hints: CallHints, yourself: Bool
  ) {
    let call = call
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

  private static var envelope: Int { 16 }
  private static var answerWord: Int { 3 }
  private static var payloadWord: Int { 6 }

  init(words: Int) {
    builder = MessageBuilder(sizeHint: max(words, 0) &+ Self.envelope)
    let message = builder.root.initStruct(Size.message)
    message.set(0, MessageKind.return)
    _ = message.pointer(0).initStruct(Size.return).pointer(0).initStruct(Size.payload)
  }

  private var payload: StructBuilder { builder.structure(atWord: Self.payloadWord, Size.payload) }

  var content: AnyPointerBuilder { payload.pointer(0) }
  var descriptors: AnyPointerBuilder { payload.pointer(1) }

  /// The results of a message that was built as one of these.
  static func results(of message: Message) -> Payload {
    Payload(content: message.pointer(atWord: payloadWord, depth: 3))
  }

  func address(answer id: UInt32, noFinishNeeded: Bool) {
    let answer = builder.structure(atWord: Self.answerWord, Size.return)
    answer.set(0, id)
    // Our side releases the capabilities of the parameters as the program drops them.
    answer.setBool(32, false, default: true)
    if noFinishNeeded { answer.setBool(33, true) }
  }
}
