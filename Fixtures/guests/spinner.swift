// Computes for ever, and never looks at its connection: only its host can stop it.

import GuestKit

@main enum Spinner: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    print("spinning")
    var state = UInt64(guest.pid)
    while true {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // What nobody sees, a compiler leaves out; this is seen once in 2⁶⁴ rounds.
      if state == 0 { print("once around") }
    }
  }
}
