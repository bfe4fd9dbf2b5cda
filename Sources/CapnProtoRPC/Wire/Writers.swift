internal import CapnProto

// Writers of the messages that carry no payload.

extension MessageBuilder {
  /// A message of one kind.
  convenience init(_ kind: UInt16, _ size: StructSize, _ fill: (StructBuilder) -> Void) {
    self.init(sizeHint: 24)
    let message = root.initStruct(Size.message)
    message.set(0, kind)
    fill(message.pointer(0).initStruct(size))
  }
}

extension Route {
  /// Writes a `MessageTarget`.
  func write(target pointer: AnyPointerBuilder) {
    let target = pointer.initStruct(Size.target)
    switch self {
    case .imported(let id):
      target.set(0, id)
    case .answer(let id, let path):
      target.set(2, UInt16(1))
      Route.write(answer: id, path, to: target.pointer(0))
    }
  }

  /// Writes a `PromisedAnswer`.
  static func write(answer id: UInt32, _ path: [UInt16], to pointer: AnyPointerBuilder) {
    let answer = pointer.initStruct(Size.promisedAnswer)
    answer.set(0, id)
    if path.isEmpty { return }
    let steps = answer.pointer(0).initStructList(Size.step, count: path.count)
    for index in 0..<path.count {
      let step = steps.structure(index)
      step.set(0, UInt16(1))
      step.set(1, path[index])
    }
  }
}
