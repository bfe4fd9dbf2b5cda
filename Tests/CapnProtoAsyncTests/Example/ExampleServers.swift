import CapnProto
import CapnProtoAsync
import Synchronization

actor CounterServer: Counter.Server {
  private var value: Int64

  init(_ value: Int64 = 0) { self.value = value }

  func add(_ call: Counter.AddCall) async throws {
    value += call.params.delta
    call.results.value = value
  }

  func get(_ call: Counter.GetCall) async throws { call.results.value = value }
}

/// Counts those alive.
final class Lives: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add(_ change: Int) { count.withLock { $0 += change } }
}

/// A class, whose methods are called with no hop, and which is counted.
final class CountedCounter: Counter.Server {
  private let value: Mutex<Int64>
  private let lives: Lives
  init(_ value: Int64, _ lives: Lives) {
    self.value = Mutex(value)
    self.lives = lives
    lives.add(1)
  }
  deinit { lives.add(-1) }
  func add(_ call: Counter.AddCall) async throws {
    call.results.value = value.withLock { value in
      value += call.params.delta
      return value
    }
  }
  func get(_ call: Counter.GetCall) async throws { call.results.value = value.withLock { $0 } }
}

actor NamedCounterServer: NamedCounter.Server {
  private var value: Int64 = 0
  private let label: String
  init(_ label: String) { self.label = label }
  func name(_ call: NamedCounter.NameCall) async throws { call.results.setName(label) }
  func add(_ call: Counter.AddCall) async throws {
    value += call.params.delta
    call.results.value = value
  }
}

actor TextBoxServer: BoxServer {
  typealias T = Text
  private var text: String
  init(_ text: String) { self.text = text }
  func set(_ call: Box<Text>.SetCall) async throws { text = try call.params.value.string }
  func get(_ call: Box<Text>.GetCall) async throws {
    call.results.valuePointer.setText(text)
  }
}

actor SinkServer: Sink.Server {
  private var bytes: UInt64 = 0
  private let gate: Gate?
  private let failAt: UInt64
  init(gate: Gate? = nil, failAt: UInt64 = .max) {
    self.gate = gate
    self.failAt = failAt
  }
  func write(_ call: Sink.WriteCall) async throws {
    await gate?.pass()
    bytes += UInt64(try call.params.chunk.count)
    if bytes >= failAt { throw RPCError(.failed, "full") }
  }
  func done(_ call: Sink.DoneCall) async throws { call.results.bytes = bytes }
}

/// Lets tasks pass once it was opened.
actor Gate {
  private var isOpen = false
  private var waiters: [CheckedContinuation<Void, Never>] = []
  func open() {
    isOpen = true
    for waiter in waiters { waiter.resume() }
    waiters = []
  }
  func pass() async {
    if isOpen { return }
    await withCheckedContinuation { waiters.append($0) }
  }
}

/// Lets a test wait for events by their count.
actor Events {
  private var count = 0
  private var waiters: [(Int, CheckedContinuation<Void, Never>)] = []
  func happen() {
    count += 1
    for (wanted, waiter) in waiters where wanted <= count { waiter.resume() }
    waiters.removeAll { $0.0 <= count }
  }
  func wait(for wanted: Int) async {
    if count >= wanted { return }
    await withCheckedContinuation { waiters.append((wanted, $0)) }
  }
}

final class FactoryServer: Factory.Server {
  let host: VatHost
  let lives = Lives()
  let started = Events()
  let cancelled = Events()
  let sinkGate: Gate?

  init(_ host: VatHost, sinkGate: Gate? = nil) {
    self.host = host
    self.sinkGate = sinkGate
  }

  func counter(_ call: Factory.CounterCall) async throws {
    call.results.setCounter(
      Counter.Client(CountedCounter(call.params.start, lives), in: host))
  }
  func named(_ call: Factory.NamedCall) async throws {
    let name = try call.params.name.string
    call.results.setCounter(NamedCounter.Client(NamedCounterServer(name), in: host))
  }
  func pair(_ call: Factory.PairCall) async throws {
    call.results.setLabel("a pair")
    let pair = call.results.initPair()
    pair.setLeft(Counter.Client(CountedCounter(1, lives), in: host))
    pair.setRight(Counter.Client(CountedCounter(2, lives), in: host))
  }
  func box(_ call: Factory.BoxCall) async throws {
    call.results.setBox(
      Box<Text>.Client(TextBoxServer(try call.params.first.string), in: host))
  }
  func sink(_ call: Factory.SinkCall) async throws {
    call.results.setSink(Sink.Client(SinkServer(gate: sinkGate), in: host))
  }
  func echo(_ call: Factory.EchoCall) async throws {
    call.results.setCap(try call.params.cap)
  }
  func tail(_ call: Factory.TailCall) async throws {
    let delta = call.params.delta
    try call.tailCall(
      try call.params.counter, Counter.typeID, 0, Counter.AddParams.self
    ) { $0.delta = delta }
  }
  func hang(_ call: Factory.HangCall) async throws {
    await started.happen()
    do { try await Task.sleep(for: .seconds(3600)) } catch {
      await cancelled.happen()
      throw error
    }
  }
  func sum(_ call: Factory.SumCall) async throws {
    let counters = try call.params.counters
    var promises: [Promise<Counter.GetResults>] = []
    for index in 0..<counters.count { promises.append(try counters[index].get()) }
    var sum: Int64 = 0
    for promise in promises { sum += try await promise.value.value }
    call.results.sum = sum
  }
  func fail(_ call: Factory.FailCall) async throws {
    throw RPCError(.overloaded, try call.params.reason.string)
  }
}
