// Calls an echo server that another guest put into the store of capabilities, again and again, and
// says how long a call takes: from guest to guest, through the host.
//
// arguments: NAME [CALLS [AT ONCE]]
// build: --schema echo.capnp

import GuestKit

@main enum Caller: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    guard let name = guest.arguments.first else { throw RPCError(.failed, "no name given") }
    let numbers = guest.arguments.dropFirst().map { max(1, UInt64($0) ?? 1) } + [1, 1]
    let (count, atOnce) = (numbers[0], min(numbers[0], numbers[1]))
    let found = guest.session.capStore.get(id: name).cap
    let echo: Echo.Client = found.cast()
    let start = guest.now
    var bytes = 0
    for first in stride(from: 0, to: count, by: Int(atOnce)) {
      let calls = (first..<min(first + atOnce, count)).map { _ in echo.say(text: "hello") }
      for call in calls {
        bytes += try guest.wait(for: call) { results throws(CapnProtoError) in
          try results.text.string.utf8.count
        }
      }
    }
    print("\(count) calls, \(bytes) bytes, \((guest.now - start) / count) ns each")
  }
}
