import Testing

/// The scheduler whose policy is a guest, beside the same policy written in Swift.
@Suite(.timeLimit(.minutes(15)))
struct SchedulerPluginTests {
  @Test(arguments: [1, 2, 5, 16], [1, 77])
  func placesAsTheModelDoes(instances: Int, seed: Int) throws {
    let (output, code) = try Example.run(
      "SchedulerPlugin",
      [
        "--pods", "150", "--nodes", "23", "--instances", "\(instances)", "--seed", "\(seed)",
      ])
    #expect(code == 0)
    let lines = output.split(separator: "\n").map(String.init)
    let expected = SchedulerModel(seed: UInt64(seed), nodes: 23, pods: 150).lines
    #expect(lines.count == 150)
    for (line, wanted) in zip(lines, expected) { #expect(line == wanted, "seed \(seed)") }
    // Both kinds of answer occur, or this would show little.
    #expect(lines.contains { $0.contains("score") })
    #expect(lines.contains { $0.contains("nowhere") })
  }

  @Test func stopsAPolicyThatSpins() throws {
    let policy = try ScratchFile(
      #"""
      (module (memory (export "memory") 1)
        (func (export "podRecord") (result i32) (i32.const 0))
        (func (export "nodeRecord") (result i32) (i32.const 16))
        (func (export "preFilter") (result i32) (loop $l (br $l)) unreachable))
      """#, name: "spins.wat")
    let (output, code) = try Example.run("SchedulerPlugin", ["--policy", policy.path])
    #expect(code != 0)
    #expect(output == "")
  }

  @Test func takesAnyPolicy() throws {
    // Everywhere is equally good, and there is always room.
    let policy = try ScratchFile(
      #"""
      (module (memory (export "memory") 1)
        (func (export "podRecord") (result i32) (i32.const 0))
        (func (export "nodeRecord") (result i32) (i32.const 16))
        (func (export "preFilter") (result i32) (i32.const 0))
        (func (export "filter") (result i32) (i32.const 0))
        (func (export "score") (result i32) (i32.const 7)))
      """#, name: "any.wat")
    let (output, code) = try Example.run(
      "SchedulerPlugin", ["--policy", policy.path, "--pods", "100", "--nodes", "2"])
    #expect(code == 0)
    #expect(output == (0..<100).map { "pod-\($0): node-0, score 7\n" }.joined())
  }
}

/// What the example's policy is, in Swift.
private struct SchedulerModel {
  private var state: UInt64
  private(set) var lines: [String] = []

  private struct Node {
    var processor: Int, memory: Int, zone: Int, freeProcessor = 0, freeMemory = 0
  }

  private mutating func next() -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33)
  }

  init(seed: UInt64, nodes nodeCount: Int, pods podCount: Int) {
    state = seed
    let pods = (0..<podCount).map { _ in
      (processor: 100 * (1 + next() % 20), memory: 64 * (1 + next() % 32), zone: next() % 4)
    }
    var nodes = (0..<nodeCount).map { _ in
      var node = Node(
        processor: 1000 * (2 + next() % 7), memory: 1024 * (2 + next() % 15), zone: 1 + next() % 3)
      node.freeProcessor = node.processor
      node.freeMemory = node.memory
      return node
    }
    for (number, pod) in pods.enumerated() {
      var best: (node: Int, score: Int)?
      var reasons: [String: Int] = [:]
      for (index, node) in nodes.enumerated() {
        if pod.zone != 0 && pod.zone != node.zone {
          reasons["in another zone", default: 0] += 1
        } else if node.freeProcessor < pod.processor {
          reasons["without enough processor", default: 0] += 1
        } else if node.freeMemory < pod.memory {
          reasons["without enough memory", default: 0] += 1
        } else {
          let score = min(
            (node.freeProcessor - pod.processor) * 100 / node.processor,
            (node.freeMemory - pod.memory) * 100 / node.memory)
          if score > best?.score ?? -1 { best = (index, score) }
        }
      }
      if let best {
        nodes[best.node].freeProcessor -= pod.processor
        nodes[best.node].freeMemory -= pod.memory
        lines.append("pod-\(number): node-\(best.node), score \(best.score)")
      } else {
        let counted = reasons.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ")
        lines.append("pod-\(number): nowhere: \(counted)")
      }
    }
  }
}
