// Computes for ever, and never looks at its connection: only its host can stop it.

import GuestKit

@main enum Spinner: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    print("spinning")
    var state = UInt64(guest.pid)
    while state != 0 { state = state &* 6_364_136_223_846_793_005 | 1 }
  }
}
