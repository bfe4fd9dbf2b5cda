// A worker that hears when it is paused and when it goes on. It counts ticks of a timer, none of which
// come while it is paused, and leaves after it was resumed.

import GuestKit

@main enum Pausable: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    let worker = Worker(guest)
    try guest.handleEvents(
      onPause: { print("pausing after \(worker.ticks > 0 ? "some" : "no") ticks") },
      onResume: {
        print("resumed")
        guest.stop()
      })
    try guest.wait { worker.ticks > 0 }
    print("working")
    guest.run()
    print("done")
  }
}

final class Worker {
  private let guest: Guest
  private(set) var ticks = 0

  init(_ guest: Guest) {
    self.guest = guest
    tick()
  }

  private func tick() {
    guest.after(.milliseconds(1)) { [self] in
      ticks += 1
      tick()
    }
  }
}
