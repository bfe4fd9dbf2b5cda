// Starts a hundred children, each of which ends with an exit code of its own, and waits for all.
//
// arguments: [CHILDREN]

import GuestKit

@main enum Parent: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    if guest.arguments.count == 2, guest.arguments[0] == "child" {
      guest.exit(UInt32(guest.arguments[1]) ?? 255)
    }
    let count = guest.arguments.first.flatMap { UInt32($0) } ?? 100
    // Nothing is waited for here: all children run at once.
    var results: [(expected: UInt32, wait: OutgoingCall<ProcessSchema.Process.WaitResults>)] = []
    for number in 0..<count {
      let child = guest.spawn(arguments: ["child", "\(number)"])
      results.append((number, child.wait()))
    }
    var sum: UInt32 = 0
    for (expected, wait) in results {
      let code = try guest.wait(for: wait).exitCode
      if code != expected { throw RPCError(.failed, "child \(expected) ended with code \(code)") }
      sum += code
    }
    print("\(count) children, sum of their exit codes \(sum)")
  }
}
