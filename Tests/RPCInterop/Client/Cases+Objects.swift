import CapnProto
import CapnProtoAsync

extension InteropCase {
  static let objects: [InteropCase] = [
    InteropCase("calculator") { c in
      let calculator = c.main.calculator().calc
      let add = calculator.getOperator(op: .add).fn
      let multiply = calculator.getOperator(op: .multiply).fn
      // f(x, y) = y * (x + 100)
      let function = calculator.define { params in
        params.paramCount = 2
        let call = params.initBody().initCall()
        call.setFn(multiply)
        let factors = call.initParams(count: 2)
        factors[0].parameter = 1
        let sum = factors[1].initCall()
        sum.setFn(add)
        let terms = sum.initParams(count: 2)
        terms[0].parameter = 0
        terms[1].literal = 100
      }.fn
      let value = calculator.evaluate { params in
        let call = params.initExpr().initCall()
        call.setFn(function)
        let arguments = call.initParams(count: 2)
        arguments[0].literal = 1
        arguments[1].literal = 3
      }.pipeline.value
      let next = calculator.evaluate { params in
        let call = params.initExpr().initCall()
        call.setFn(add)
        let arguments = call.initParams(count: 2)
        arguments[0].setPrevious(value)
        arguments[1].literal = 1
      }.pipeline.value
      try require(try await next.read().value.value, is: 304)
    },
    InteropCase("newCounter") { c in
      let counter = c.main.newCounter(start: 10).counter
      try require(try await counter.add(delta: 5).value.value, is: 15)
      try require(try await counter.add(delta: -20).value.value, is: -5)
      try require(try await counter.get().value.value, is: -5)
    },
    InteropCase("namedCounter") { c in
      let counter = c.main.namedCounter(name: "nom", start: 3).counter
      try require(try await counter.name().value.name.string, is: "nom")
      try require(try await counter.asCounter.add(delta: 1).value.value, is: 4)
      try require(try await counter.get().value.value, is: 4)
    },
    InteropCase("newBox") { c in
      let box = c.main.newBox(value: "first").box
      try require(try await box.get().value.value.string, is: "first")
      _ = try await box.set { $0.valuePointer.setText("second") }.value
      try require(try await box.get().value.value.string, is: "second")
    },
    InteropCase("node") { c in
      var node = c.main.node(name: "root").node
      for name in ["a", "b", "c"] { node = node.child(name: name).node }
      try require(try await node.path().value.path.string, is: "root/a/b/c")
    },
    InteropCase("nested") { c in
      let promise = c.main.nested()
      try await c.check(c.calls(promise.outer.inner.order, 5))
      let outer = try await promise.value.outer
      try require(try outer.pad.string, is: "pad")
      try require(try outer.inner.number, is: 42)
      try await c.check(c.calls(try outer.inner.order, 5), from: 5)
    },
    InteropCase("nullCap") { c in
      let promise = c.main.nullCap()
      let results = try await promise.value
      try require(results.marker, is: 7)
      try require(try results.cap.isNull, "a capability instead of null")
      _ = try await failure { try await promise.cap.get().value }
    },
    InteropCase("unknownInterface", needs: ["newOrder"]) { c in
      let order = try await c.main.newOrder().value.order
      let error = try await failure { try await order.cast(to: Unknown.Client.self).poke().value }
      try require(error.kind == .unimplemented, "\(error)")
    },
    InteropCase("liveCounters") { c in
      let counter = try await c.main.newCounter(start: 0).value.counter
      let count = try await c.main.liveCounters().value.count
      try require(count >= 1, "\(count) live, and there is one")
      _ = try await counter.get().value
    },
    InteropCase("releaseCounters", needs: ["newCounter", "liveCounters", "capList"]) { c in
      let before = try await c.main.liveCounters().value.count
      do {
        let one = try await c.main.newCounter(start: 0).value.counter
        let caps = try await c.main.capList(count: 10).value.caps
        _ = try await one.get().value
        _ = try await caps[3].get().value
        let count = try await c.main.liveCounters().value.count
        try require(count >= 11, "\(count) live, and there are 11")
      }
      // Those of others, who may be on their way out, are not in the way.
      try await waitUntil("\(before) counters are left") {
        try await c.main.liveCounters().value.count <= before
      }
    },
    InteropCase("releaseOnDisconnect", needs: ["newCounter", "liveCounters"]) { c in
      let before = try await c.main.liveCounters().value.count
      let other = try await CaseContext(c.address)
      let counter = try await other.main.newCounter(start: 0).value.counter
      let count = try await c.main.liveCounters().value.count
      try require(count >= 1, "\(count) live, and there is one")
      other.connection.close()
      _ = try await failure { try await counter.get().value }
      try await waitUntil("the counter is gone") {
        try await c.main.liveCounters().value.count <= before
      }
    },
  ]
}

/// Waits for a condition that the peer brings about by itself.
func waitUntil(
  _ text: String, _ condition: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + .seconds(60)
  repeat {
    // Often the next answer has it.
    for _ in 0..<20 where try await condition() { return }
    try await Task.sleep(for: .milliseconds(10))
  } while .now < end
  throw CaseFailure(description: "it does not come about that \(text)")
}
