// An echo server: exports an object that the host, and through a store of capabilities other guests,
// can call. It uses no processor while nobody calls.
//
// build: --schema echo.capnp

import GuestKit

@main enum EchoServer: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    let echo = Echo.Client(Speaker(guest), in: guest.vat)
    guest.export(echo)
    // With a name, others find it in the store.
    if let name = guest.arguments.first {
      try guest.wait(for: guest.session.capStore.set(id: name, cap: echo.cast()))
    }
    guest.run()
  }
}

final class Speaker: Echo.Server {
  private let guest: Guest
  private var calls: UInt64 = 0

  init(_ guest: Guest) { self.guest = guest }

  func say(_ call: Echo.SayCall) {
    calls += 1
    call.answer { params, results throws(CapnProtoError) in results.setText(try params.text) }
  }

  func relay(_ call: Echo.RelayCall) {
    do throws(CapnProtoError) {
      let params = try call.params
      let text = try params.text
      let next = try params.to.say { $0.setText(text) }
      // The answer to this call is the answer to the next.
      next.whenDone(reading: { results throws(CapnProtoError) in try results.text }) { outcome in
        switch outcome {
        case .success(let text):
          call.makeResults().setText(text)
          call.finish()
        case .failure(let error): call.fail(error)
        }
      }
    } catch {
      call.fail(RPCError(.failed, "the parameters are malformed"))
    }
  }

  func count(_ call: Echo.CountCall) {
    call.answer { _, results in results.calls = calls }
  }

  func leave(_ call: Echo.LeaveCall) {
    call.finish()
    guest.stop()
  }
}
