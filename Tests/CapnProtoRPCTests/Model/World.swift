import CapnProto

@testable import CapnProtoRPC

/// A few vats that call each other at random over slow links, and a model that watches.
final class World {
  enum Method: UInt16, CaseIterable {
    /// Returns its number.
    case record
    /// Returns a capability.
    case give
    /// Keeps a capability.
    case take
    /// Returns later.
    case hang
    /// Ends by a call to something else.
    case tail
    /// Fails.
    case fail
  }

  /// One reference that one vat holds. Calls through it must arrive in order.
  final class Reference {
    let id: Int
    let capability: Capability
    let node: ModelNode
    var sent = 0

    init(_ id: Int, _ capability: Capability, _ node: ModelNode) {
      self.id = id
      self.capability = capability
      self.node = node
    }
  }

  /// One call.
  struct Record {
    var method: Method
    var reference: Int
    var sequence: Int
    var node: ModelNode
    /// What the result's capability is.
    var slot: ModelNode?
    var argument: ModelNode?
    var isCanceled = false
    var deliveries = 0
    var completions = 0
    var outcome: Result<UInt64, RPCError>?
    /// What the result is to be; nil for a failure.
    var expected: UInt64?
    var isDecided = false
    /// The call that this one ends by.
    var tail: Int?
  }

  struct Link {
    let from: Connection
    let to: Connection
    var messages: [Message] = []
    var isCut = false
  }

  /// One vat with what it holds.
  final class Node {
    let vat = Vat()
    var references: [Reference] = []
    var promises: [(hook: PromiseHook, node: ModelNode)] = []
    var hanging: [(call: IncomingCall, id: Int)] = []
    var calls: [(call: Call, id: Int)] = []
    var connections: [Connection] = []
  }

  var random: Randomness
  var nodes: [Node] = []
  var links: [Link] = []
  var records: [Record] = []
  var lastDelivered: [Int: Int] = [:]
  var objects = 0
  var liveObjects = 0
  var referenceCount = 0
  var problems: [String] = []
  var hasCutLinks = false
  var isEnding = false
  /// Whether messages are damaged on the way, which ends what the model can say.
  var isHostile = false
  /// What happened, if anyone wants to read it.
  var story: [String]?

  init(seed: UInt64, vats: Int) {
    random = Randomness(seed: seed)
    for _ in 0..<vats { nodes.append(Node()) }
    for first in 0..<vats {
      for second in (first + 1)..<vats { connect(nodes[first], nodes[second]) }
    }
  }

  private func connect(_ first: Node, _ second: Node) {
    let a = Connection(vat: first.vat)
    let b = Connection(vat: second.vat)
    a.bootstrapObject = newObject(in: first).0
    b.bootstrapObject = newObject(in: second).0
    let nodeOfA = ModelNode(.object(objects - 2))
    let nodeOfB = ModelNode(.object(objects - 1))
    links.append(Link(from: a, to: b))
    links.append(Link(from: b, to: a))
    first.connections.append(a)
    second.connections.append(b)
    add(a.bootstrap(), nodeOfB, to: first)
    add(b.bootstrap(), nodeOfA, to: second)
  }

  func log(_ line: @autoclosure () -> String) {
    if story != nil { story?.append(line()) }
  }

  func index(of node: Node) -> Int { nodes.firstIndex { $0 === node } ?? -1 }

  func problem(_ text: String) { if problems.count < 20 { problems.append(text) } }

  @discardableResult func add(_ capability: Capability, _ node: ModelNode, to holder: Node)
    -> Reference
  {
    let reference = Reference(referenceCount, capability, node)
    referenceCount += 1
    log("    ref \(reference.id) in vat \(index(of: holder))")
    holder.references.append(reference)
    return reference
  }

  func newObject(in node: Node) -> (Capability, ModelNode) {
    let id = objects
    objects += 1
    liveObjects += 1
    let server = ClosureServer(onRelease: { [weak self] in self?.liveObjects -= 1 }) {
      [weak self, weak node] call in
      guard let self, let node else { return call.fail(.canceled) }
      self.deliver(call, object: id, in: node)
    }
    return (Capability(server, in: node.vat), ModelNode(.object(id)))
  }

  func pick(_ node: Node) -> Reference? {
    node.references.isEmpty ? nil : node.references[random.below(node.references.count)]
  }
}
