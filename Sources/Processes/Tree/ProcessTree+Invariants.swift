extension ProcessTree {
  /// Checks that links, counts and the map agree.
  ///
  /// - Returns: what is wrong; empty when nothing is.
  /// - Complexity: linear in the number of processes.
  package func _checkInvariants() -> [String] {
    var problems: [String] = []
    func expect(_ condition: Bool, _ problem: @autoclosure () -> String) {
      if !condition { problems.append(problem()) }
    }
    expect(positions[ProcessTree.rootPID] == 0, "the root is not the first node")
    expect(
      positions.count + free.count == nodes.count,
      "\(positions.count) in the map, \(free.count) free, \(nodes.count) nodes")
    expect(Set(free).count == free.count, "a node is free twice")
    let used = positions.keys.compactMap { positions[$0] }
    expect(Set(free).isDisjoint(with: used), "a node in use is free")
    var reached = 0
    for pid in positions.keys {
      guard let position = positions[pid] else { continue }
      let node = nodes[Int(position)]
      expect(node.pid == pid, "the map leads from \(pid) to \(node.pid)")
      expect((node.parent < 0) == (position == 0), "\(pid) has no parent")
      var previous: Int32 = -1
      var next = node.firstChild
      var count: Int32 = 0
      while next >= 0, count <= nodes.count {
        let child = nodes[Int(next)]
        expect(child.parent == position, "child \(child.pid) of \(pid) has another parent")
        expect(child.previousSibling == previous, "child \(child.pid) of \(pid): previous sibling")
        expect(positions[child.pid] == next, "child \(child.pid) of \(pid) is not in the map")
        previous = next
        next = child.nextSibling
        count += 1
      }
      expect(node.lastChild == previous, "the last child of \(pid)")
      expect(node.childCount == count, "\(pid) counts \(node.childCount) children, has \(count)")
      reached += Int(count)
    }
    // Every node but the root is some node's child once, so there are no cycles.
    expect(reached == positions.count - 1, "\(reached) children for \(positions.count) nodes")
    return problems
  }
}
