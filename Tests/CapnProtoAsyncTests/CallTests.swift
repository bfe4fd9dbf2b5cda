import CapnProto
import CapnProtoAsync
import Testing

struct CallTests {
  @Test func aLocalObjectIsCalled() async throws {
    let counter = Counter.Client(CounterServer(5))
    #expect(try await counter.add { $0.delta = 3 }.value.value == 8)
    #expect(try await counter.get().value.value == 8)
  }

  @Test func anObjectBehindAConnectionIsCalled() async throws {
    let vats = TwoVats()
    let counter = try await vats.factory.counter { $0.start = 7 }.value.counter
    #expect(try await counter.add { $0.delta = 3 }.value.value == 10)
  }

  @Test func resultsAreCalledBeforeTheyAreThere() async throws {
    let vats = TwoVats()
    let counter = vats.factory.counter { $0.start = 7 }.counter
    #expect(try await counter.add { $0.delta = 3 }.value.value == 10)
    let pair = vats.factory.pair().pair
    let (left, right) = (pair.left.get(), pair.right.get())
    #expect(try await left.value.value == 1)
    #expect(try await right.value.value == 2)
  }

  @Test func inheritedMethodsAreCalled() async throws {
    let vats = TwoVats()
    let named = vats.factory.named { $0.setName("nom") }.counter
    #expect(try await named.name().value.name.string == "nom")
    #expect(try await named.add { $0.delta = 2 }.value.value == 2)
    #expect(try await named.asCounter.add { $0.delta = 2 }.value.value == 4)
  }

  @Test func methodsLeftOutAreUnimplemented() async throws {
    let vats = TwoVats()
    let named = vats.factory.named().counter
    let error = await #expect(throws: RPCError.self) { try await named.get().value }
    #expect(error?.kind == .unimplemented)
    let wrong: Sink.Client = named.cast()
    let other = await #expect(throws: RPCError.self) { try await wrong.done().value }
    #expect(other?.kind == .unimplemented)
  }

  @Test func genericInterfacesKeepTheirArguments() async throws {
    let vats = TwoVats()
    let box = vats.factory.box { $0.setFirst("one") }.box
    #expect(try await box.get().value.value.string == "one")
    _ = try await box.set { $0.valuePointer.setText("two") }.value
    #expect(try await box.get().value.value.string == "two")
  }

  @Test func errorsKeepKindAndReason() async throws {
    let vats = TwoVats()
    let error = await #expect(throws: RPCError.self) {
      try await vats.factory.fail { $0.setReason("too much") }.value
    }
    #expect(error?.kind == .overloaded)
    #expect(error?.reason.contains("too much") == true)
  }

  @Test func capabilitiesComeBackAsWhatTheyAre() async throws {
    let vats = TwoVats()
    let mine = Counter.Client(CounterServer(1), in: vats.client)
    let back = try await vats.factory.echo { $0.setCap(mine) }.value.cap
    #expect(try await back.add { $0.delta = 1 }.value.value == 2)
    #expect(try await mine.get().value.value == 2)
  }

  @Test func manyCapabilitiesTravelInAList() async throws {
    let vats = TwoVats()
    let counters = (1...20).map { Counter.Client(CounterServer(Int64($0)), in: vats.client) }
    let sum = try await vats.factory.sum { params in
      let list = params.initCounters(count: counters.count)
      for (index, counter) in counters.enumerated() { try list.set(index, counter) }
    }.value.sum
    #expect(sum == 210)
  }

  @Test func tailCallsReturnTheOthersAnswer() async throws {
    let vats = TwoVats()
    let mine = Counter.Client(CounterServer(40), in: vats.client)
    let value = try await vats.factory.tail {
      $0.setCounter(mine)
      $0.delta = 2
    }.value.value
    #expect(value == 42)
  }

  @Test func theNullCapabilityFailsCalls() async throws {
    let none = Counter.Client()
    #expect(none.isNull)
    await #expect(throws: RPCError.self) { try await none.get().value }
  }

  @Test func callsOnOneCapabilityStartInOrder() async throws {
    let vats = TwoVats()
    let counter = vats.factory.counter().counter
    let promises = (0..<1000).map { _ in counter.add { $0.delta = 1 } }
    for (index, promise) in promises.enumerated() {
      #expect(try await promise.value.value == Int64(index + 1))
    }
  }

  @Test func localCallsStartInOrderToo() async throws {
    let counter = Counter.Client(CounterServer())
    let promises = (0..<1000).map { _ in counter.add { $0.delta = 1 } }
    for (index, promise) in promises.enumerated() {
      #expect(try await promise.value.value == Int64(index + 1))
    }
  }

  @Test func manyTasksCallAtOnce() async throws {
    let vats = TwoVats()
    let counter = vats.factory.counter().counter
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          for _ in 0..<50 { _ = try await counter.add { $0.delta = 1 }.value }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await counter.get().value.value == 2500)
  }

  @Test func capabilitiesOfOtherVatsOfTheProgramAreForwarded() async throws {
    let vats = TwoVats()
    // One of a third vat goes through the second to the first and is called from there.
    let third = VatHost()
    let lives = Lives()
    do {
      let mine = Counter.Client(CountedCounter(1, lives), in: third)
      let back = try await vats.factory.echo { $0.setCap(mine) }.value.cap
      let promises = (0..<100).map { _ in back.add { $0.delta = 1 } }
      for (index, promise) in promises.enumerated() {
        #expect(try await promise.value.value == Int64(index + 2))
      }
      #expect(try await mine.get().value.value == 101)
      let sum = try await vats.factory.sum { params in
        let list = params.initCounters(count: 2)
        try list.set(0, mine)
        try list.set(1, back)
      }.value.sum
      #expect(sum == 202)
    }
    while lives.value > 0 { _ = try await vats.factory.counter().value }
  }

  @Test func forwardedCallsAreCancelled() async throws {
    let vats = TwoVats()
    let third = VatHost()
    let hanging = FactoryServer(third)
    let inner = Factory.Client(hanging, in: third)
    // Seen from the second vat as a counter, which it does not look at.
    let back = try await vats.factory.echo { $0.setCap(inner.cast()) }.value.cap
    let task = Task { try await back.cast(to: Factory.Client.self).hang().value }
    await hanging.started.wait(for: 1)
    task.cancel()
    await hanging.cancelled.wait(for: 1)
    await #expect(throws: (any Error).self) { try await task.value }
  }
}
