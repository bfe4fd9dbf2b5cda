import CapnProto
import CapnProtoAsync
import Synchronization

/// Numbers that the server's tests ask for.
final class Statistics: Sendable {
  struct Values {
    var live: UInt32 = 0
    var started: UInt32 = 0
    var canceled: UInt32 = 0
  }
  private let values = Mutex(Values())
  var current: Values { values.withLock { $0 } }
  func update(_ body: (inout Values) -> Void) { values.withLock { body(&$0) } }
}

/// A counter, also with a name; counted itself if it has somewhere to be.
final class CounterObject: NamedCounter.Server {
  private let value: Mutex<Int64>
  private let label: String
  private let statistics: Statistics?

  init(_ value: Int64, label: String = "", countedIn statistics: Statistics? = nil) {
    self.value = Mutex(value)
    self.label = label
    self.statistics = statistics
    statistics?.update { $0.live += 1 }
  }

  deinit { statistics?.update { $0.live -= 1 } }

  func add(_ call: Counter.AddCall) async throws {
    let delta = call.params.delta
    call.results.value = value.withLock { value in
      value &+= delta
      return value
    }
  }
  func get(_ call: Counter.GetCall) async throws { call.results.value = value.withLock { $0 } }
  func name(_ call: NamedCounter.NameCall) async throws { call.results.setName(label) }
}

/// Numbers its calls.
final class OrderObject: Order.Server {
  private let count = Mutex<UInt32>(0)
  func next(_ call: Order.NextCall) async throws {
    call.results.n = count.withLock { count in
      count += 1
      return count - 1
    }
  }
}

actor BoxObject: BoxServer {
  typealias T = Text
  private var text: String
  init(_ text: String) { self.text = text }
  func set(_ call: Box<Text>.SetCall) async throws { text = try call.params.value.string }
  func get(_ call: Box<Text>.GetCall) async throws { call.results.valuePointer.setText(text) }
}

final class NodeObject: Node.Server {
  private let place: String
  private let host: VatHost
  init(_ place: String, _ host: VatHost) {
    self.place = place
    self.host = host
  }
  func child(_ call: Node.ChildCall) async throws {
    let name = try call.params.name.string
    call.results.setNode(Node.Client(NodeObject("\(place)/\(name)", host), in: host))
  }
  func path(_ call: Node.PathCall) async throws { call.results.setPath(place) }
}

/// The checksum of what went into a sink.
struct FNV: Sendable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
}

actor SinkObject: ByteSink.Server {
  private let delay: UInt32
  private let failAt: UInt32
  private var bytes: UInt64 = 0
  private var chunks: UInt32 = 0
  private var checksum = FNV()

  init(delay: UInt32, failAt: UInt32) {
    self.delay = delay
    self.failAt = failAt
  }

  func write(_ call: ByteSink.WriteCall) async throws {
    let chunk = try call.params.chunk
    chunks += 1
    bytes += UInt64(chunk.count)
    chunk.withUnsafeBytes { checksum.add($0) }
    if chunks == failAt { throw RPCError(.failed, "write \(chunks) was told to fail") }
    if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
  }

  func done(_ call: ByteSink.DoneCall) async throws {
    call.results.bytes = bytes
    call.results.chunks = chunks
    call.results.checksum = checksum.value
  }
}

/// Decides a promise when it is told to.
final class ResolverObject: Resolver.Server {
  private let resolver: CapabilityResolver<Order.Client>
  private let host: VatHost
  init(_ resolver: CapabilityResolver<Order.Client>, _ host: VatHost) {
    self.resolver = resolver
    self.host = host
  }
  func resolve(_ call: Resolver.ResolveCall) async throws {
    resolver.resolve(try call.params.cap)
  }
  func resolveNew(_ call: Resolver.ResolveNewCall) async throws {
    resolver.resolve(Order.Client(OrderObject(), in: host))
  }
  func reject(_ call: Resolver.RejectCall) async throws {
    resolver.reject(RPCError(.failed, try call.params.message.string))
  }
}

/// Multiplies, and returns an order too if it has one to give.
final class CallbackObject: Callback.Server {
  private let factor: Int64
  private let host: VatHost?
  private let count = Mutex(0)
  init(_ factor: Int64, orderIn host: VatHost? = nil) {
    self.factor = factor
    self.host = host
  }
  var callCount: Int { count.withLock { $0 } }
  func call(_ call: Callback.CallCall) async throws {
    count.withLock { $0 += 1 }
    call.results.y = call.params.x * factor
    if let host { call.results.setCap(Order.Client(OrderObject(), in: host)) }
  }
}
