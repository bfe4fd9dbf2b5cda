import CapnProto
import CapnProtoAsync

extension InteropCase {
  static let promises: [InteropCase] = [
    InteropCase("newPromise") { c in
      let made = c.main.newPromise()
      var calls = c.calls(made.promise, 10)
      _ = try await made.resolver.resolveNew().value
      calls += c.calls(made.promise, 10)
      try await c.check(calls)
    },
    InteropCase("reject", needs: ["newPromise"]) { c in
      let made = c.main.newPromise()
      let call = made.promise.next(expected: 0)
      _ = try await made.resolver.reject(message: "broken promise").value
      let error = try await failure { try await call.value }
      try require(error.reason.contains("broken promise"), "\(error)")
      _ = try await failure { try await made.promise.next(expected: 0).value }
    },
    InteropCase("resolveEmbargo", needs: ["newPromise"]) { c in
      // The promise turns out to be ours: what goes round through the peer comes first.
      let made = c.main.newPromise()
      let order = made.promise
      var calls = c.calls(order, 10)
      let resolved = made.resolver.resolve(cap: c.order())
      calls += c.calls(order, 10)
      _ = try await resolved.value
      calls += c.calls(order, 10)
      _ = try await order.resolved()
      calls += c.calls(order, 10)
      try await c.check(calls)
    },
    InteropCase("resolveRemote", needs: ["newPromise"]) { c in
      let theirs = try await c.main.newOrder().value.order
      let made = c.main.newPromise()
      var calls = c.calls(made.promise, 10)
      _ = try await made.resolver.resolve(cap: theirs).value
      calls += c.calls(made.promise, 10)
      try await c.check(calls)
      try await c.check(c.calls(theirs, 5), from: 20)
    },
    InteropCase("resolveChain", needs: ["newPromise"]) { c in
      // A promise of the peer's that becomes a promise of ours that becomes another of the peer's.
      let first = c.main.newPromise()
      let second = c.main.newPromise()
      let (middle, resolver) = c.host.makePromise(of: Order.Client.self)
      var calls = c.calls(first.promise, 10)
      _ = try await first.resolver.resolve(cap: middle).value
      calls += c.calls(first.promise, 10)
      resolver.resolve(second.promise)
      calls += c.calls(first.promise, 10)
      _ = try await second.resolver.resolveNew().value
      calls += c.calls(first.promise, 10)
      try await c.check(calls)
    },
    InteropCase("resolveChainBack", needs: ["newPromise"]) { c in
      // The same, and in the end it is an object of ours.
      let first = c.main.newPromise()
      let (middle, resolver) = c.host.makePromise(of: Order.Client.self)
      var calls = c.calls(first.promise, 10)
      _ = try await first.resolver.resolve(cap: middle).value
      calls += c.calls(first.promise, 10)
      resolver.resolve(c.order())
      calls += c.calls(first.promise, 10)
      _ = try await first.promise.resolved()
      calls += c.calls(first.promise, 10)
      try await c.check(calls)
    },
    InteropCase("echoCap") { c in
      for delay: UInt32 in [0, 20] {
        let promise = c.main.echoCap(cap: c.order(), delayMs: delay)
        let order = promise.cap
        var calls = c.calls(order, 20)
        let back = try await promise.value.cap
        calls += c.calls(order, 20)
        try await c.check(calls)
        // Another reference, whose calls may overtake the others: so only now.
        try await c.check(c.calls(back, 20), from: 40)
      }
    },
    InteropCase("echoPromise", needs: ["echoCap"]) { c in
      let (promise, resolver) = c.host.makePromise(of: Order.Client.self)
      let echo = c.main.echoCap(cap: promise, delayMs: 0)
      var calls = c.calls(echo.cap, 10)
      let back = try await echo.value.cap
      calls += c.calls(echo.cap, 10)
      resolver.resolve(c.order())
      calls += c.calls(echo.cap, 10)
      _ = try await back.resolved()
      calls += c.calls(echo.cap, 10)
      try await c.check(calls)
    },
  ]
}
