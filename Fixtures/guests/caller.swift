// Calls an echo server that another guest put into the store of capabilities, again and again, and
// says how long a call takes: from guest to guest, through the host.
//
// arguments: NAME [CALLS]
// build: --schema echo.capnp

import GuestKit

@main enum Caller: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    guard let name = guest.arguments.first else { throw RPCError(.failed, "no name given") }
    let count = guest.arguments.count > 1 ? UInt64(guest.arguments[1]) ?? 1 : 1
    let found = guest.session.capStore.get(id: name).cap
    let echo: Echo.Client = found.cast()
    let start = guest.now
    var bytes = 0
    for _ in 0..<count {
      bytes += try guest.wait(for: echo.say(text: "hello")) { results throws(CapnProtoError) in
        try results.text.string.utf8.count
      }
    }
    print("\(count) calls, \(bytes) bytes, \((guest.now - start) / max(1, count)) ns each")
  }
}
