import Ganglion

/// A scheduler whose policy is a WebAssembly plug-in, after the scheduling framework of Kubernetes.
///
///     swift run -c release SchedulerPlugin --pods 200 --nodes 50 --instances 4
///
/// For each pod the plug-in is asked three things: `preFilter`, once, whether the pod can be placed at
/// all; `filter`, for each node, whether the pod may run there; `score`, for each node that is left,
/// how good it would be. The pod goes to the best. Several instances filter and score in parallel,
/// each over its part of the nodes.
///
/// What crosses the boundary is one flat record (`Records.swift`), written into memory that the guest
/// names, so that nothing has to be decoded. What `preFilter` works out the later calls find in the
/// cycle's state, wherever they run (`CycleState.swift`). Why a node is refused is a text that the
/// guest hands to a host function.
@main
enum SchedulerPlugin {
  static func main() async throws {
    var numbers = ["--pods": 50, "--nodes": 20, "--instances": 4, "--seed": 1]
    let metered = ModuleConfiguration(isMetered: true)
    var module = try Module(text: Policy.source, configuration: metered)
    var arguments = CommandLine.arguments.dropFirst()
    while let option = arguments.popFirst() {
      guard let value = arguments.popFirst() else { throw Usage("\(option) wants a value") }
      if option == "--policy" {
        module = try Module(path: value, configuration: metered)
      } else if numbers[option] != nil, let number = Int(value), (1...10_000).contains(number) {
        numbers[option] = number
      } else {
        throw Usage("no option \(option) \(value)")
      }
    }
    var random = Random(state: UInt64(numbers["--seed"] ?? 1))
    let pods = (0..<(numbers["--pods"] ?? 0)).map { Pod(number: $0, &random) }
    let nodes = (0..<(numbers["--nodes"] ?? 0)).map { Machine(number: $0, &random) }
    var scheduler = try Scheduler(module, instanceCount: numbers["--instances"] ?? 1, nodes)
    for pod in pods {
      switch try await scheduler.place(pod) {
      case .placed(let best):
        print("pod-\(pod.number): node-\(best.node), score \(best.score)")
      case .refused(let reasons):
        let counted = reasons.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ")
        print("pod-\(pod.number): nowhere: \(counted)")
      }
    }
  }
}

struct Usage: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
