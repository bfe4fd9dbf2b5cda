// Keeps workers alive: starts them, hears through monitors when they end, and starts those again that
// failed, up to a limit. Worker N fails N times before it succeeds.
//
// arguments: [WORKERS]

import GuestKit

@main enum Supervisor: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    let arguments = guest.arguments
    if arguments.count == 3, arguments[0] == "worker" {
      work(guest, number: Int(arguments[1]) ?? 0, attempt: Int(arguments[2]) ?? 0)
    }
    let team = Team(guest, count: arguments.first.flatMap { Int($0) } ?? 5)
    try guest.wait { team.isDone }
    if let failure = team.failure { throw failure }
    print("all workers are done after \(team.restarts) restarts")
  }

  static func work(_ guest: Guest, number: Int, attempt: Int) -> Never {
    if attempt < number { guest.exit(UInt32(truncatingIfNeeded: attempt + 1)) }
    guest.exit(0)
  }
}

final class Team {
  private let mostRestarts = 100
  private let guest: Guest
  private var left: Int
  private(set) var restarts = 0
  private(set) var failure: RPCError?

  init(_ guest: Guest, count: Int) {
    self.guest = guest
    left = count
    for number in 0..<count { start(number, attempt: 0) }
  }

  var isDone: Bool { left == 0 || failure != nil }

  private func start(_ number: Int, attempt: Int) {
    let worker = guest.spawn(arguments: ["worker", "\(number)", "\(attempt)"])
    worker.monitor().whenDone(reading: { results throws(CapnProtoError) in
      try results.event.string
    }) { [self] outcome in
      switch outcome {
      case .failure(let error): failure = error
      case .success("exited with code 0"): left -= 1
      case .success where restarts < mostRestarts:
        restarts += 1
        start(number, attempt: attempt + 1)
      case .success: failure = RPCError(.failed, "too many restarts")
      }
    }
  }
}
