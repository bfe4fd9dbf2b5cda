// Ends in every way a program can end.
//
// arguments: trap | overflow | memory | exit CODE | fail | vanish
// build: --schema echo.capnp

import GuestKit

@main enum Crasher: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    switch guest.arguments.first {
    case "trap":
      let empty: [Int] = Array(guest.arguments.dropFirst(2)).map { $0.utf8.count }
      print(empty[7])
    case "overflow": print(depth(of: UInt64(guest.pid)))
    case "memory":
      var blocks: [[UInt8]] = []
      while true { blocks.append([UInt8](repeating: 1, count: 1 << 20)) }
    case "exit": guest.exit(UInt32(guest.arguments[1]) ?? 0)
    case "vanish":
      guest.export(Echo.Client(Vanishing(guest), in: guest.vat))
      guest.run()
    default: throw RPCError(.failed, "gave up as it was told to")
    }
  }

  @inline(never) static func depth(of number: UInt64) -> UInt64 {
    number == 0 ? 1 : depth(of: number &+ 1) &* 31 &+ depth(of: number &+ 2)
  }
}

/// Leaves in the middle of a call.
final class Vanishing: Echo.Server {
  private let guest: Guest

  init(_ guest: Guest) { self.guest = guest }

  func say(_ call: Echo.SayCall) { guest.exit(3) }
}
