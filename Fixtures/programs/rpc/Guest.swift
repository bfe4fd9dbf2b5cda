// A guest that serves and calls capabilities from a poll loop: `CapnProto` and `CapnProtoRPC` in Embedded Swift.
//
// It reads framed messages from standard input, or from the descriptor that its host names, and writes framed messages back. Its
// bootstrap object adds numbers (method 0), makes counters (method 1) and calls what it is given (method 2).

import CapnProto
import CapnProtoRPC

/// The program.
@_cdecl("_start")
public func start() {
  PollLoop(input: 0, output: 1).run()
}

/// Turns bytes into messages and messages into bytes, until the input ends.
final class PollLoop {
  private let input: Int32
  private let output: Int32
  private let vat = Vat()
  private let connection: Connection
  private var decoder = FrameDecoder()

  init(input: Int32, output: Int32) {
    self.input = input
    self.output = output
    connection = Connection(vat: vat, bootstrap: Capability(Adder(vat), in: vat))
  }

  func run() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 14, alignment: 8)
    while connection.isOpen {
      let count = read(input, buffer)
      if count <= 0 { break }
      var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      receive(&rest)
      flush()
    }
    connection.disconnect()
    flush()
    buffer.deallocate()
  }

  private func receive(_ bytes: inout UnsafeRawBufferPointer) {
    do throws(CapnProtoError) {
      while let message = try decoder.next(&bytes) { connection.receive(message) }
    } catch {
      connection.close(RPCError(.failed, "malformed framing"))
    }
  }

  private func flush() {
    vat.run()
    while let effect = connection.nextEffect() {
      if case .send(let message) = effect { write(output, message.framedBytes) }
    }
  }
}

/// Adds, makes counters, and calls what it is given.
final class Adder: Server {
  private let vat: Vat

  init(_ vat: Vat) { self.vat = vat }

  func dispatch(_ call: IncomingCall) {
    do throws(CapnProtoError) {
      let params = try call.params.content.structure()
      switch call.methodID {
      case 0:
        let sum: Int64 = params.get(0) &+ params.get(1)
        answer(call, sum, nil)
      case 1: answer(call, 0, Capability(Counter(params.get(0)), in: vat))
      case 2:
        guard let callee = try params.pointer(0).capability() as? Capability else {
          return call.fail(RPCError(.failed, "there is nothing to call"))
        }
        let next = Call(on: callee, interfaceID: call.interfaceID, methodID: 0)
        let numbers = next.params.initStruct(StructSize(dataWords: 2, pointerCount: 0))
        numbers.set(0, Int64(20))
        numbers.set(1, Int64(22))
        call.tailCall(next)
      default: call.fail(RPCError(.unimplemented, "no such method"))
      }
    } catch {
      call.fail(RPCError(.failed, "malformed parameters"))
    }
  }
}

/// Counts.
final class Counter: Server {
  private var value: Int64

  init(_ value: Int64) { self.value = value }

  func dispatch(_ call: IncomingCall) {
    value &+= 1
    answer(call, value, nil)
  }
}

func answer(_ call: IncomingCall, _ number: Int64, _ capability: Capability?) {
  let results = call.results().initStruct(StructSize(dataWords: 1, pointerCount: 1))
  results.set(0, number)
  if let capability { results.pointer(0).setCapability(capability) }
  call.finish()
}
