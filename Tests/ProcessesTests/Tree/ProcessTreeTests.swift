import SeededTesting
import Testing

@testable import Processes

@Suite("Process tree")
struct ProcessTreeTests {
  /// 1 → 2 → (4, 5 → 7), 3 → 6.
  private func sample() -> ProcessTree {
    var tree = ProcessTree()
    for (pid, ppid): (UInt32, UInt32) in [(2, 0), (3, 1), (4, 2), (5, 2), (6, 3), (7, 5)] {
      do {
        let result = tree.insert(pid, parent: ppid)
        #expect(result)
      }
    }
    return tree
  }

  @Test("Children are left, siblings right")
  func links() {
    let tree = sample()
    #expect(tree.firstChild(of: 1) == 2)
    #expect(tree.nextSibling(of: 2) == 3)
    #expect(tree.firstChild(of: 2) == 4)
    #expect(tree.nextSibling(of: 4) == 5)
    #expect(tree.firstChild(of: 5) == 7)
    #expect(tree.nextSibling(of: 3) == nil)
    #expect(tree.parent(of: 7) == 5)
    #expect(tree.parent(of: 1) == nil)
    #expect(tree.children(of: 2) == [4, 5])
    #expect(tree.count == 6)
    #expect(tree.isAncestor(2, of: 7) && tree.isAncestor(1, of: 7) && !tree.isAncestor(3, of: 7))
    #expect(tree._checkInvariants().isEmpty)
  }

  @Test("An unknown parent stands for the root; a PID is inserted once")
  func insertion() {
    var tree = sample()
    do {
      let result = tree.insert(8, parent: 99)
      #expect(result)
    }
    #expect(tree.parent(of: 8) == 1)
    do {
      let result = tree.insert(8, parent: 2)
      #expect(result == false)
    }
    do {
      let result = tree.insert(1, parent: 2)
      #expect(result == false)
    }
    do {
      let result = tree.insert(0, parent: 2)
      #expect(result == false)
    }
    #expect(tree._checkInvariants().isEmpty)
  }

  @Test("A subtree ends children first, older siblings first")
  func order() {
    #expect(sample().killOrder(from: 2) == [4, 7, 5, 2])
    #expect(sample().killOrder(from: 1) == [4, 7, 5, 2, 6, 3, 1])
    #expect(sample().killOrder(from: 42) == [])
  }

  @Test("Popping removes the subtree, and the sibling takes its place")
  func popping() {
    var tree = sample()
    do {
      let result = tree.pop(2)
      #expect(result == [4, 7, 5, 2])
    }
    #expect(tree.firstChild(of: 1) == 3)
    do {
      let result = tree.pop(2)
      #expect(result == [])
    }
    do {
      let result = tree.pop(1)
      #expect(result == [])
    }
    #expect(tree.snapshot() == [.init(pid: 3, ppid: 1), .init(pid: 6, ppid: 3)])
    #expect(tree.trim([2, 3, 7, 6]) == [2, 7])
    #expect(tree._checkInvariants().isEmpty)
  }

  @Test("A chain of 100,000 neither recurses nor takes quadratic time")
  func deep() {
    var tree = ProcessTree()
    for pid in UInt32(2)..<100_002 { tree.insert(pid, parent: pid - 1) }
    #expect(tree.snapshot().count == 100_000)
    #expect(tree.killOrder(from: 2).first == 100_001)
    #expect(tree.pop(2).count == 100_000)
    #expect(tree.count == 0)
  }
}

/// A tree as a list of parents, checked by brute force.
private struct Model: Hashable {
  /// In order of insertion.
  var entries: [ProcessTree.Entry] = []

  func contains(_ pid: UInt32) -> Bool { pid == 1 || entries.contains { $0.pid == pid } }

  mutating func insert(_ pid: UInt32, _ ppid: UInt32) -> Bool {
    guard pid != 0, !contains(pid) else { return false }
    entries.append(.init(pid: pid, ppid: contains(ppid) ? ppid : 1))
    return true
  }

  func children(_ pid: UInt32) -> [UInt32] { entries.filter { $0.ppid == pid }.map(\.pid) }

  func order(_ pid: UInt32) -> [UInt32] {
    contains(pid) ? children(pid).flatMap { order($0) } + [pid] : []
  }

  mutating func pop(_ pid: UInt32) -> [UInt32] {
    guard pid != 1, contains(pid) else { return [] }
    let gone = order(pid)
    entries.removeAll { gone.contains($0.pid) }
    return gone
  }

  func snapshot(_ pid: UInt32 = 1) -> [ProcessTree.Entry] {
    children(pid).flatMap { [.init(pid: $0, ppid: pid)] + snapshot($0) }
  }

  func agrees(with tree: ProcessTree) -> Bool {
    tree._checkInvariants().isEmpty && tree.snapshot() == snapshot()
      && tree.killOrder(from: 1) == order(1) && tree.count == entries.count
      && entries.allSatisfy {
        tree.parent(of: $0.pid) == $0.ppid && tree.children(of: $0.pid) == children($0.pid)
          && tree.childCount(of: $0.pid) == children($0.pid).count
      }
  }
}

@Suite("Process tree against a model")
struct ProcessTreeModelTests {
  @Test("Every sequence of five operations on four processes")
  func exhaustive() {
    var states: [Model: ProcessTree] = [Model(): ProcessTree()]
    let pids: [UInt32] = [2, 3, 4, 5]
    var count = 0
    for _ in 0..<5 {
      var next: [Model: ProcessTree] = [:]
      for (model, tree) in states {
        for pid in pids {
          for ppid in [1] + pids where ppid != pid {
            var (newModel, newTree) = (model, tree)
            let expected = newModel.insert(pid, ppid)
            do {
              let result = newTree.insert(pid, parent: ppid)
              #expect(result == expected)
            }
            next[newModel] = newTree
          }
          var (newModel, newTree) = (model, tree)
          let expected = newModel.pop(pid)
          do {
            let result = newTree.pop(pid)
            #expect(result == expected)
          }
          next[newModel] = newTree
        }
      }
      states = next
      for (model, tree) in states where !model.agrees(with: tree) {
        Issue.record("\(model)")
      }
      count += states.count
    }
    // All rooted forests of up to four named nodes were reached, in every order of siblings.
    #expect(count > 1000)
  }

  @Test("Random operations", arguments: [1, 2, 3, 4])
  func random(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (model, tree) = (Model(), ProcessTree())
    for step in 0..<2000 {
      let pid = UInt32(2 + random.below(40))
      if random.below(3) > 0 {
        let ppid = UInt32(random.below(42))
        let expected = model.insert(pid, ppid)
        do {
          let result = tree.insert(pid, parent: ppid)
          #expect(result == expected, "seed \(seed), step \(step)")
        }
      } else {
        let expected = model.pop(pid)
        do {
          let result = tree.pop(pid)
          #expect(result == expected, "seed \(seed), step \(step)")
        }
      }
      if step % 10 == 0 {
        #expect(model.agrees(with: tree), "seed \(seed), step \(step)")
      }
    }
  }
}
