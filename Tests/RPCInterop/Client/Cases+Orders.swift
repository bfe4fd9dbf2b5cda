import CapnProto
import CapnProtoAsync

extension InteropCase {
  static let orders: [InteropCase] = [
    InteropCase("newOrder") { c in
      let order = c.main.newOrder().order
      try await c.check(c.calls(order, 500))
    },
    InteropCase("driveOrder") { c in
      let seq = try await c.main.driveOrder(cap: c.order(), count: 20, intervalMs: 1).value.seq
      try require(Array(seq), is: Array(0..<20))
      let fast = try await c.main.driveOrder(cap: c.order(), count: 200, intervalMs: 0).value.seq
      try require(Array(fast), is: Array(0..<200))
    },
    InteropCase("drivePromise", needs: ["driveOrder"]) { c in
      // The peer calls a promise of ours that becomes an object of its own meanwhile.
      let (promise, resolver) = c.host.makePromise(of: Order.Client.self)
      let driven = c.main.driveOrder(cap: promise, count: 60, intervalMs: 1)
      let theirs = try await c.main.newOrder().value.order
      try await Task.sleep(for: .milliseconds(10))
      resolver.resolve(theirs)
      try require(Array(try await driven.value.seq), is: Array(0..<60))
    },
    InteropCase("drivePromiseBack", needs: ["driveOrder", "newPromise"]) { c in
      // The peer calls a promise of its own that becomes an object of ours meanwhile.
      let made = c.main.newPromise()
      let driven = c.main.driveOrder(cap: made.promise, count: 60, intervalMs: 1)
      try await Task.sleep(for: .milliseconds(10))
      _ = try await made.resolver.resolve(cap: c.order()).value
      try require(Array(try await driven.value.seq), is: Array(0..<60))
    },
  ]
}
