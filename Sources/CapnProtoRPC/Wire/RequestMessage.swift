internal import CapnProto

/// A `Call` message in the making: the parameters are built where they are to be sent from.
///
/// A local call uses the same layout, so that it need not be known beforehand where a call goes. The
/// structs around the parameters come first in the message, so their places are known.
struct RequestMessage {
  var draft: MessageDraft

  /// The words that a call has beside its parameters.
  private static var envelope: Int { 24 }
  // The root pointer; the message; the call, whose second pointer is the payload's; the payload.
  private static var messageWord: Int { 1 }
  private static var callWord: Int { 3 }
  private static var payloadWord: Int { 9 }
  private static var end: Int { 11 }

  @_optimize(speed) init(words: Int) {
    draft = MessageDraft(taking: Self.end, sizeHint: max(words, 0) &+ Self.envelope)
    draft.link(0, to: Self.messageWord, Size.message)
    draft.link(Self.messageWord + 1, to: Self.callWord, Size.call)
    draft.link(Self.callWord + 4, to: Self.payloadWord, Size.payload)
    draft.structure(atWord: Self.messageWord, Size.message).set(0, MessageKind.call)
  }

  private var call: StructBuilder { draft.structure(atWord: Self.callWord, Size.call) }
  private var payload: StructBuilder { draft.structure(atWord: Self.payloadWord, Size.payload) }

  /// Whether a message that came is built as these are: nothing has to be searched then.
  @inline(__always) static func describes(_ message: Message) -> Bool {
    message.links(0, to: messageWord, Size.message)
      && message.links(messageWord + 1, to: callWord, Size.call)
      && message.links(callWord + 4, to: payloadWord, Size.payload)
      && message.structure(atWord: messageWord, Size.message, depth: 1).get(0) == MessageKind.call
  }

  /// The call of such a message.
  @inline(__always) static func call(in message: Message) -> CallReader {
    CallReader(raw: message.structure(atWord: callWord, Size.call, depth: 2))
  }

  /// The payload of such a message.
  @inline(__always) static func payload(in message: Message) -> PayloadReader {
    PayloadReader(raw: message.structure(atWord: payloadWord, Size.payload, depth: 3))
  }

  var content: AnyPointerBuilder { payload.pointer(0) }
  var descriptors: AnyPointerBuilder { payload.pointer(1) }
  var target: AnyPointerBuilder { call.pointer(0) }

  /// The parameters of a message that was built as one of these.
  @inline(__always) static func params(of message: Message) -> Payload {
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
  var draft: MessageDraft

  private static var envelope: Int { 16 }
  // The root pointer; the message; the return, whose pointer is the payload's; the payload.
  private static var messageWord: Int { 1 }
  private static var answerWord: Int { 3 }
  private static var payloadWord: Int { 6 }
  private static var end: Int { 8 }

  @_optimize(speed) init(words: Int) {
    draft = MessageDraft(taking: Self.end, sizeHint: max(words, 0) &+ Self.envelope)
    draft.link(0, to: Self.messageWord, Size.message)
    draft.link(Self.messageWord + 1, to: Self.answerWord, Size.return)
    draft.link(Self.answerWord + 2, to: Self.payloadWord, Size.payload)
    draft.structure(atWord: Self.messageWord, Size.message).set(0, MessageKind.return)
  }

  private var payload: StructBuilder { draft.structure(atWord: Self.payloadWord, Size.payload) }

  /// Whether a message that came is built as these are.
  @inline(__always) static func describes(_ message: Message) -> Bool {
    message.links(0, to: messageWord, Size.message)
      && message.links(messageWord + 1, to: answerWord, Size.return)
      && message.links(answerWord + 2, to: payloadWord, Size.payload)
      && message.structure(atWord: messageWord, Size.message, depth: 1).get(0)
        == MessageKind.return
  }

  /// The return of such a message.
  @inline(__always) static func answer(in message: Message) -> ReturnReader {
    ReturnReader(raw: message.structure(atWord: answerWord, Size.return, depth: 2))
  }

  /// The payload of such a message.
  @inline(__always) static func payload(in message: Message) -> PayloadReader {
    PayloadReader(raw: message.structure(atWord: payloadWord, Size.payload, depth: 3))
  }

  var content: AnyPointerBuilder { payload.pointer(0) }
  var descriptors: AnyPointerBuilder { payload.pointer(1) }

  /// The results of a message that was built as one of these.
  @inline(__always) static func results(of message: Message) -> Payload {
    Payload(content: message.pointer(atWord: payloadWord, depth: 3))
  }

  func address(answer id: UInt32, noFinishNeeded: Bool) {
    let answer = draft.structure(atWord: Self.answerWord, Size.return)
    answer.set(0, id)
    // Our side releases the capabilities of the parameters as the program drops them.
    answer.setBool(32, false, default: true)
    if noFinishNeeded { answer.setBool(33, true) }
  }
}
