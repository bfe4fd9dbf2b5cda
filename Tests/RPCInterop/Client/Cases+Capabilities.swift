import CapnProto
import CapnProtoAsync

extension InteropCase {
  static let capabilities: [InteropCase] = [
    InteropCase("callMe") { c in
      let object = CallbackObject(3)
      let callback = Callback.Client(object, in: c.host)
      try require(try await c.main.callMe(cb: callback, times: 10).value.sum, is: 135)
      try require(object.callCount, is: 10)
    },
    InteropCase("hold") { c in
      _ = try await c.main.hold(cap: Callback.Client(CallbackObject(2), in: c.host)).value
      for x in 0..<Int64(3) { try require(try await c.main.callHeld(x: x).value.y, is: 2 * x) }
      _ = try await c.main.drop().value
    },
    InteropCase("callHeld") { c in
      _ = try await c.main.hold(cap: Callback.Client(CallbackObject(-1), in: c.host)).value
      let calls = (0..<Int64(50)).map { c.main.callHeld(x: $0) }
      for (x, call) in calls.enumerated() { try require(try await call.value.y, is: -Int64(x)) }
      _ = try await c.main.drop().value
    },
    InteropCase("drop") { c in
      let lives = Statistics()
      do {
        let callback = Callback.Client(CountedCallback(lives), in: c.host)
        _ = try await c.main.hold(cap: callback).value
      }
      try require(lives.current.live, is: 1)
      _ = try await c.main.drop().value
      try await waitUntil("the callback was released") { lives.current.live == 0 }
      _ = try await failure { try await c.main.callHeld(x: 1).value }
    },
    InteropCase("useCounter") { c in
      let mine = Counter.Client(CounterObject(1), in: c.host)
      try require(try await c.main.useCounter(counter: mine, delta: 4).value.value, is: 5)
      let theirs = c.main.newCounter(start: 100).counter
      try require(try await c.main.useCounter(counter: theirs, delta: 1).value.value, is: 101)
    },
    InteropCase("capList") { c in
      let caps = try await c.main.capList(count: 20).value.caps
      try require(caps.count, is: 20)
      for index in 0..<20 { try require(try await caps[index].get().value.value, is: Int64(index)) }
      let sum = try await c.main.sumCaps { params in
        let list = params.initCaps(count: 20)
        for index in 0..<20 { try list.set(index, try caps[index]) }
      }.value.sum
      try require(sum, is: 190)
    },
    InteropCase("sumCaps") { c in
      let sum = try await c.main.sumCaps { params in
        let list = params.initCaps(count: 30)
        for index in 0..<30 {
          try list.set(index, Counter.Client(CounterObject(Int64(index)), in: c.host))
        }
      }.value.sum
      try require(sum, is: 435)
    },
    InteropCase("identity") { c in
      let theirs = try await c.main.newOrder().value.order
      let back = try await c.main.identity { $0.cap.setClient(theirs) }.value.cap.client
      try await c.check(c.calls(back.cast(), 3))
      try await c.check(c.calls(theirs, 3), from: 3)
      let mine = c.order()
      let again = try await c.main.identity { $0.cap.setClient(mine) }.value.cap.client
      try await c.check(c.calls(again.cast(), 3))
      try await c.check(c.calls(mine, 3), from: 3)
    },
    InteropCase("tail") { c in
      let callback = Callback.Client(CallbackObject(7, orderIn: c.host), in: c.host)
      let promise = c.main.tail(cb: callback, x: 6)
      try await c.check(c.calls(promise.cap, 5))
      try require(try await promise.value.y, is: 42)
    },
    InteropCase("tailFails", needs: ["tail"]) { c in
      let broken = Callback.Client(broken: RPCError(.overloaded, "busy"), in: c.host)
      let error = try await failure { try await c.main.tail(cb: broken, x: 6).value }
      try require(error.reason.contains("busy"), "\(error)")
    },
  ]
}

/// A callback that is counted for as long as it lives.
final class CountedCallback: Callback.Server {
  private let statistics: Statistics
  init(_ statistics: Statistics) {
    self.statistics = statistics
    statistics.update { $0.live += 1 }
  }
  deinit { statistics.update { $0.live -= 1 } }
}
