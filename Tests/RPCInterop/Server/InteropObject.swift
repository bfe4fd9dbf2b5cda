import CapnProto
import CapnProtoAsync
import Synchronization

/// The bootstrap object of the server: everything `interop.capnp` asks for.
final class InteropObject: Interop.Server {
  let host: VatHost
  private let statistics = Statistics()
  private let held = Mutex<Callback.Client?>(nil)

  init(_ host: VatHost) { self.host = host }

  private func counter(_ start: Int64) -> Counter.Client {
    Counter.Client(CounterObject(start, countedIn: statistics), in: host)
  }

  func ping(_ call: Interop.PingCall) async throws { call.results.seq = call.params.seq }

  func echoAll(_ call: Interop.EchoAllCall) async throws {
    try call.results.setValue(try call.params.value)
  }

  func calculator(_ call: Interop.CalculatorCall) async throws {
    call.results.setCalc(Calculator.Client(CalculatorObject(host), in: host))
  }

  func fail(_ call: Interop.FailCall) async throws {
    throw RPCError(
      RPCError.Kind(rawValue: call.params.kind.rawValue), try call.params.message.string)
  }

  func echoData(_ call: Interop.EchoDataCall) async throws {
    call.results.setData(try call.params.data)
  }

  func makeBlob(_ call: Interop.MakeBlobCall) async throws {
    let size = Int(call.params.size)
    guard size <= 64 << 20 else { throw RPCError(.overloaded, "a blob of \(size) bytes") }
    let seed = call.params.seed
    let data = call.results.initData(count: size)
    data.withUnsafeMutableBytes { bytes in
      for index in bytes.indices {
        bytes[index] = UInt8(truncatingIfNeeded: seed &+ UInt32(truncatingIfNeeded: index) &* 131)
      }
    }
  }

  func newCounter(_ call: Interop.NewCounterCall) async throws {
    call.results.setCounter(counter(call.params.start))
  }

  func liveCounters(_ call: Interop.LiveCountersCall) async throws {
    call.results.count = statistics.current.live
  }

  func newSink(_ call: Interop.NewSinkCall) async throws {
    let sink = SinkObject(delay: call.params.delayMs, failAt: call.params.failAt)
    call.results.setSink(ByteSink.Client(sink, in: host))
  }

  func hang(_ call: Interop.HangCall) async throws {
    statistics.update { $0.started += 1 }
    defer { statistics.update { $0.canceled += 1 } }
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  func hangStats(_ call: Interop.HangStatsCall) async throws {
    let values = statistics.current
    call.results.started = values.started
    call.results.canceled = values.canceled
  }

  func callMe(_ call: Interop.CallMeCall) async throws {
    let callback = try call.params.cb
    var sum: Int64 = 0
    for index in 0..<Int64(call.params.times) {
      sum &+= try await callback.call(x: index).value.y
    }
    call.results.sum = sum
  }

  func hold(_ call: Interop.HoldCall) async throws {
    let callback = try call.params.cap
    held.withLock { $0 = callback }
  }

  func callHeld(_ call: Interop.CallHeldCall) async throws {
    guard let callback = held.withLock({ $0 }) else {
      throw RPCError(.failed, "nothing is held")
    }
    call.results.y = try await callback.call(x: call.params.x).value.y
  }

  func drop(_ call: Interop.DropCall) async throws { held.withLock { $0 = nil } }

  func newPromise(_ call: Interop.NewPromiseCall) async throws {
    let (client, resolver) = host.makePromise(of: Order.Client.self)
    call.results.setPromise(client)
    call.results.setResolver(Resolver.Client(ResolverObject(resolver, host), in: host))
  }

  func newOrder(_ call: Interop.NewOrderCall) async throws {
    call.results.setOrder(Order.Client(OrderObject(), in: host))
  }

  func echoCap(_ call: Interop.EchoCapCall) async throws {
    let delay = call.params.delayMs
    if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
    call.results.setCap(try call.params.cap)
  }

  func delay(_ call: Interop.DelayCall) async throws {
    try await Task.sleep(for: .milliseconds(call.params.ms))
  }

  func tail(_ call: Interop.TailCall) async throws {
    let x = call.params.x
    try call.tailCall(
      try call.params.cb, Callback.typeID, 0, Callback.CallParams.self
    ) { $0.x = x }
  }

  func node(_ call: Interop.NodeCall) async throws {
    let name = try call.params.name.string
    call.results.setNode(Node.Client(NodeObject(name, host), in: host))
  }

  func nested(_ call: Interop.NestedCall) async throws {
    let outer = call.results.initOuter()
    outer.setPad("pad")
    let inner = outer.initInner()
    inner.number = 42
    inner.setOrder(Order.Client(OrderObject(), in: host))
  }

  func nullCap(_ call: Interop.NullCapCall) async throws { call.results.marker = 7 }

  func useCounter(_ call: Interop.UseCounterCall) async throws {
    let counter = try call.params.counter
    call.results.value = try await counter.add(delta: call.params.delta).value.value
  }

  func namedCounter(_ call: Interop.NamedCounterCall) async throws {
    let object = CounterObject(call.params.start, label: try call.params.name.string)
    call.results.setCounter(NamedCounter.Client(object, in: host))
  }

  func newBox(_ call: Interop.NewBoxCall) async throws {
    call.results.setBox(
      Box<Text>.Client(BoxObject(try call.params.value.string), in: host))
  }

  func capList(_ call: Interop.CapListCall) async throws {
    let count = Int(call.params.count)
    guard count <= 100_000 else { throw RPCError(.overloaded, "a list of \(count)") }
    let caps = call.results.initCaps(count: count)
    for index in 0..<count { try caps.set(index, counter(Int64(index))) }
  }

  func sumCaps(_ call: Interop.SumCapsCall) async throws {
    let caps = try call.params.caps
    var promises: [Promise<Counter.GetResults>] = []
    for index in caps.indices { promises.append(try caps[index].get()) }
    var sum: Int64 = 0
    for promise in promises { sum &+= try await promise.value.value }
    call.results.sum = sum
  }

  func driveOrder(_ call: Interop.DriveOrderCall) async throws {
    let order = try call.params.cap
    let interval = call.params.intervalMs
    guard call.params.count <= 100_000 else { throw RPCError(.overloaded, "too many calls") }
    var promises: [Promise<Order.NextResults>] = []
    for index in 0..<call.params.count {
      promises.append(order.next(expected: index))
      if interval > 0 { try await Task.sleep(for: .milliseconds(interval)) }
    }
    var numbers: [UInt32] = []
    for promise in promises { numbers.append(try await promise.value.n) }
    let seq = call.results.initSeq(count: numbers.count)
    for (index, number) in numbers.enumerated() { seq[index] = number }
  }

  func identity(_ call: Interop.IdentityCall) async throws {
    call.results.cap.setClient(try call.params.cap.client)
  }

  func unsupported(_ call: Interop.UnsupportedCall) async throws {
    _ = call.results.initNames(count: 0)
  }
}
