import Processes

/// The process tree by itself, as in the reference's listing 5.9.
enum Tree {
  static func measure(_ report: inout Report, _ isQuick: Bool) {
    let count = isQuick ? 1000 : 100_000
    let pids = UInt32(2)..<UInt32(2 + count)
    var tree = ProcessTree()
    func each(_ name: String, _ body: (UInt32) -> Void) {
      let start = Host.now
      for pid in pids { body(pid) }
      report.add(name, Double(Host.now - start) / Double(count), "ns")
    }
    each("tree: insert a sibling") { tree.insert($0, parent: 1) }
    each("tree: find a parent") { pid in if tree.parent(of: pid) == nil { print("lost") } }
    let start = Host.now
    let snapshot = tree.snapshot()
    report.add("tree: snapshot, per process", Double(Host.now - start) / Double(count), "ns")
    if snapshot.count != count { print("lost") }
    each("tree: pop a sibling") { tree.pop($0) }
    each("tree: insert a child") { tree.insert($0, parent: $0 - 1) }
    let last = UInt32(1 + count)
    each("tree: pop a descendant") { tree.pop(last - $0 + 2) }
  }
}
