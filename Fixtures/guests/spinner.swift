// Computes for ever, and never looks at its connection: only its host can stop it.

import GuestKit

/// The next random number; compilers are not to see through it, or they leave out the loop below,
/// whose result nobody asks for.
@_optimize(none) @inline(never)
func next(_ state: UInt64) -> UInt64 { state &* 6_364_136_223_846_793_005 | 1 }

@main enum Spinner: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    print("spinning")
    var state = UInt64(guest.pid)
    while state != 0 { state = next(state) }
  }
}
