import Ganglion

/// Places pods on nodes, one after the other.
struct Scheduler {
  enum Outcome: Sendable {
    case placed(Ranked)
    /// Why not, with the number of nodes for each reason.
    case refused([String: Int])
  }

  private let instances: [PolicyInstance]
  private var nodes: [Machine]

  init(_ module: Module, instanceCount: Int, _ nodes: [Machine]) throws {
    instances = try (0..<max(1, instanceCount)).map { _ in try PolicyInstance(module) }
    self.nodes = nodes
  }

  /// Places a pod on the best node, the first of equals.
  mutating func place(_ pod: Pod) async throws -> Outcome {
    let state = CycleState()
    guard try await instances[0].preFilter(pod, state) else { return .refused(state.refusals) }
    let best = try await rank(pod, state).max { ($0.score, $1.node) < ($1.score, $0.node) }
    guard let best else { return .refused(state.refusals) }
    // A policy may let more onto a node than there is room for; it may not end this program.
    nodes[best.node].freeProcessor -= min(nodes[best.node].freeProcessor, pod.processor)
    nodes[best.node].freeMemory -= min(nodes[best.node].freeMemory, pod.memory)
    return .placed(best)
  }

  /// Has every instance filter and score its part of the nodes, all at the same time.
  private func rank(_ pod: Pod, _ state: CycleState) async throws -> [Ranked] {
    let share = (nodes.count + instances.count - 1) / instances.count
    return try await withThrowingTaskGroup(of: [Ranked].self) { group in
      for (index, instance) in instances.enumerated() {
        let part = nodes.dropFirst(index * share).prefix(share)
        group.addTask { try await instance.rank(part, for: pod, state) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }
}
