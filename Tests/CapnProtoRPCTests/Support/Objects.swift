import CapnProto

@testable import CapnProtoRPC

let testInterface: UInt64 = 0xabcd_ef01_2345_6789

/// A server made of a closure.
final class ClosureServer: Server {
  private let body: (IncomingCall) -> Void
  private let onRelease: () -> Void

  init(onRelease: @escaping () -> Void = {}, _ body: @escaping (IncomingCall) -> Void) {
    self.body = body
    self.onRelease = onRelease
  }

  deinit { onRelease() }

  func dispatch(_ call: IncomingCall) { body(call) }
}

extension IncomingCall {
  /// The number that parameters of the tests have.
  var number: UInt64 { (try? params.content.structure())?.get(0) ?? 0 }

  /// A capability among the parameters.
  func capability(_ index: Int = 0) -> Capability? {
    guard let content = try? params.content.structure() else { return nil }
    return (try? content.pointer(index).capability()) as? Capability
  }

  /// Ends the call with a number and capabilities.
  func answer(_ number: UInt64 = 0, _ capabilities: [Capability?] = []) {
    let content = results().initStruct(
      StructSize(dataWords: 1, pointerCount: UInt16(capabilities.count)))
    content.set(0, number)
    for index in capabilities.indices { content.pointer(index).setCapability(capabilities[index]) }
    finish()
  }
}

extension Payload {
  var number: UInt64 { (try? content.structure())?.get(0) ?? 0 }

  func capability(_ index: Int = 0) -> Capability? {
    guard let content = try? content.structure() else { return nil }
    return (try? content.pointer(index).capability()) as? Capability
  }
}

extension Capability {
  /// Begins a call with a number and capabilities.
  func newCall(
    _ method: UInt16 = 0, _ number: UInt64 = 0, _ capabilities: [Capability?] = [],
    hints: CallHints = []
  ) -> Call {
    let call = Call(on: self, interfaceID: testInterface, methodID: method, hints: hints)
    let content = call.params.initStruct(
      StructSize(dataWords: 1, pointerCount: UInt16(capabilities.count)))
    content.set(0, number)
    for index in capabilities.indices { content.pointer(index).setCapability(capabilities[index]) }
    return call
  }

  /// Makes a call.
  @discardableResult func call(
    _ method: UInt16 = 0, _ number: UInt64 = 0, _ capabilities: [Capability?] = [],
    hints: CallHints = [], then done: ((Call.Outcome) -> Void)? = nil
  ) -> Call {
    let call = newCall(method, number, capabilities, hints: hints)
    if let done { call.whenDone(done) }
    call.send()
    return call
  }
}

extension Result where Failure == RPCError {
  var kind: RPCError.Kind? { if case .failure(let error) = self { error.kind } else { nil } }
  var value: Success? { if case .success(let value) = self { value } else { nil } }
}
