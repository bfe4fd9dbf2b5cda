// Says who it is and what it was granted, and lists what runs, if it may.

import GuestKit

@main enum Hello: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    print("hello from process \(guest.pid), child of \(guest.ppid)")
    print("arguments: \(guest.arguments.joined(separator: " "))")
    print("code: \(guest.cid)")

    let session = guest.session
    print("host: \(session.host)")
    for item in session.extra { print("granted: \(item.name)") }

    if !session.executor.isNull {
      let lines = try guest.wait(for: session.executor.ps()) { results throws(CapnProtoError) in
        try results.procs.map { "process \($0.pid) of \($0.ppid)" }
      }
      for line in lines { print(line) }
    }
  }
}
