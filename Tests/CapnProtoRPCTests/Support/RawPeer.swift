import CapnProto

@testable import CapnProtoRPC

/// A peer that says whatever a test wants, whether or not that makes sense.
final class RawPeer {
  let vat = Vat()
  let connection: Connection

  init(
    limits: ConnectionLimits = ConnectionLimits(), _ server: (Vat) -> (any Server)? = { _ in nil }
  ) {
    connection = Connection(vat: vat, limits: limits)
    connection.bootstrapObject = server(vat).map { Capability($0, in: vat) }
  }

  deinit { connection.disconnect() }

  /// What the connection sent since this was last asked, in words.
  func sent() -> [String] {
    vat.run()
    return messages().map { describe($0) }
  }

  func messages() -> [Message] {
    connection.takeEffects().compactMap { if case .send(let message) = $0 { message } else { nil } }
  }

  @discardableResult func send(_ builder: MessageBuilder) -> [String] {
    if let message = try? builder.finish() { connection.receive(framed(message)) }
    return sent()
  }

  @discardableResult func bootstrap(_ id: UInt32) -> [String] {
    send(MessageBuilder(MessageKind.bootstrap, Size.bootstrap) { $0.set(0, id) })
  }

  @discardableResult func call(
    _ id: UInt32, on target: Route, number: UInt64 = 0, method: UInt16 = 0, yourself: Bool = false,
    onlyPipelining: Bool = false, _ descriptors: [(kind: UInt16, id: UInt32)] = []
  ) -> [String] {
    send(
      MessageBuilder(MessageKind.call, Size.call) { call in
        call.set(0, id)
        call.set(1, testInterface)
        call.set(2, method)
        if yourself { call.set(3, ResultsKind.yourself) }
        call.setBool(130, onlyPipelining)
        target.write(target: call.pointer(0))
        fill(call.pointer(1).initStruct(Size.payload), number, descriptors)
      })
  }

  private func fill(
    _ payload: StructBuilder, _ number: UInt64, _ descriptors: [(kind: UInt16, id: UInt32)]
  ) {
    let content = payload.pointer(0).initStruct(
      StructSize(dataWords: 1, pointerCount: UInt16(descriptors.count)))
    content.set(0, number)
    let list = payload.pointer(1).initStructList(Size.descriptor, count: descriptors.count)
    for index in descriptors.indices {
      content.pointer(index).setCapability(index: UInt32(index))
      write(descriptors[index], to: list.structure(index))
    }
  }

  private func write(_ descriptor: (kind: UInt16, id: UInt32), to builder: StructBuilder) {
    builder.set(0, descriptor.kind)
    switch descriptor.kind {
    case DescriptorKind.receiverAnswer:
      Route.write(answer: descriptor.id, [0], to: builder.pointer(0))
    case DescriptorKind.thirdPartyHosted:
      builder.pointer(0).initStruct(StructSize(dataWords: 1, pointerCount: 1)).set(0, descriptor.id)
    default: builder.set(1, descriptor.id)
    }
  }

  @discardableResult func results(
    _ id: UInt32, number: UInt64 = 0, isFinal: Bool = false, releaseParams: Bool = false,
    _ descriptors: [(kind: UInt16, id: UInt32)] = []
  ) -> [String] {
    answer(id, ReturnKind.results, isFinal: isFinal, releaseParams: releaseParams) { answer in
      fill(answer.pointer(0).initStruct(Size.payload), number, descriptors)
    }
  }

  @discardableResult func answer(
    _ id: UInt32, _ kind: UInt16, isFinal: Bool = false, releaseParams: Bool = false,
    _ fill: (StructBuilder) -> Void = { _ in }
  ) -> [String] {
    send(
      MessageBuilder(MessageKind.return, Size.return) { answer in
        answer.set(0, id)
        answer.setBool(32, releaseParams, default: true)
        answer.setBool(33, isFinal)
        answer.set(3, kind)
        fill(answer)
      })
  }

  @discardableResult func finish(
    _ id: UInt32, release: Bool = true, isOld: Bool = false
  ) -> [String] {
    send(
      MessageBuilder(MessageKind.finish, Size.finish) { finish in
        finish.set(0, id)
        finish.setBool(32, release, default: true)
        finish.setBool(33, isOld, default: true)
      })
  }

  @discardableResult func release(_ id: UInt32, _ count: UInt32 = 1) -> [String] {
    send(
      MessageBuilder(MessageKind.release, Size.release) { release in
        release.set(0, id)
        release.set(1, count)
      })
  }

  @discardableResult func resolve(_ id: UInt32, _ descriptor: (kind: UInt16, id: UInt32))
    -> [String]
  {
    send(
      MessageBuilder(MessageKind.resolve, Size.resolve) { resolve in
        resolve.set(0, id)
        write(descriptor, to: resolve.pointer(0).initStruct(Size.descriptor))
      })
  }

  @discardableResult func breakPromise(_ id: UInt32, _ error: RPCError) -> [String] {
    send(
      MessageBuilder(MessageKind.resolve, Size.resolve) { resolve in
        resolve.set(0, id)
        resolve.set(2, UInt16(1))
        error.write(to: resolve.pointer(0))
      })
  }

  @discardableResult func disembargo(_ id: UInt32, _ kind: UInt16, on target: Route) -> [String] {
    send(
      MessageBuilder(MessageKind.disembargo, Size.disembargo) { disembargo in
        target.write(target: disembargo.pointer(0))
        disembargo.set(2, kind)
        disembargo.set(0, id)
      })
  }

  /// Sends a message back as not understood.
  @discardableResult func reject(_ message: Message) -> [String] {
    let builder = MessageBuilder()
    let echo = builder.root.initStruct(Size.message)
    echo.set(0, MessageKind.unimplemented)
    if let root = try? message.root { try? echo.pointer(0).set(root) }
    return send(builder)
  }
}

/// A server that keeps its calls for the test to end.
final class HoldingServer: Server {
  var calls: [IncomingCall] = []
  var canceled = 0

  func dispatch(_ call: IncomingCall) {
    calls.append(call)
    call.onCancel { [weak self] in self?.canceled += 1 }
  }
}
