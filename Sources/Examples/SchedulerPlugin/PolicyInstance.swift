import Ganglion

/// One instance of the plug-in: an actor, as a store has one owner.
actor PolicyInstance {
  private let instance: Instance
  private let memory: Memory
  private let cycle = CurrentCycle()
  /// Where the guest wants pod and node.
  private let podAddress: UInt64
  private let nodeAddress: UInt64

  /// What one call may use, in operators: a policy that spins fails, always at the same place.
  private static let fuel: UInt64 = 1_000_000

  init(_ module: Module) throws {
    var imports = Imports()
    cycle.define(in: &imports)
    let instance = try Store().instantiate(module, imports: imports)
    guard let memory = instance.memory("memory") else { throw Usage("a policy without memory") }
    podAddress = UInt64(UInt32(bitPattern: try Self.ask(instance, "podRecord")))
    nodeAddress = UInt64(UInt32(bitPattern: try Self.ask(instance, "nodeRecord")))
    self.instance = instance
    self.memory = memory
  }

  /// Whether a pod can be placed at all; what is worked out stays in the cycle's state.
  func preFilter(_ pod: Pod, _ state: CycleState) throws -> Bool {
    cycle.state = state
    try memory.store(pod.record.littleEndianBytes, at: podAddress)
    return try Self.ask(instance, "preFilter") == 0
  }

  /// The nodes that a pod may run on, with their scores.
  func rank(
    _ nodes: ArraySlice<Machine>, for pod: Pod, _ state: CycleState
  ) throws -> [Ranked] {
    cycle.state = state
    try memory.store(pod.record.littleEndianBytes, at: podAddress)
    var ranked: [Ranked] = []
    for node in nodes {
      try memory.store(node.record.littleEndianBytes, at: nodeAddress)
      guard try Self.ask(instance, "filter") == 0 else { continue }
      ranked.append(Ranked(node: node.number, score: try Self.ask(instance, "score")))
    }
    return ranked
  }

  private static func ask(_ instance: Instance, _ name: String) throws -> Int32 {
    guard case .i32(let answer) = try instance.call(name, arguments: [], fuel: fuel).first else {
      throw Usage("\(name) returns no number")
    }
    return answer
  }
}

/// A node that a pod may run on.
struct Ranked: Sendable {
  var node: Int
  var score: Int32
}
