extension ProcessTree {
  /// The children of a process, oldest first.
  ///
  /// - Complexity: linear in their number.
  public func children(of pid: UInt32) -> [UInt32] {
    var children: [UInt32] = []
    var next = positions[pid].map { nodes[Int($0)].firstChild } ?? -1
    while next >= 0 {
      children.append(nodes[Int(next)].pid)
      next = nodes[Int(next)].nextSibling
    }
    return children
  }

  /// The order in which a process and everything below it end: children before their parents, older
  /// siblings before younger ones, the process itself last.
  ///
  /// - Returns: the order; empty when the process is not in the tree.
  /// - Complexity: linear in its length; nothing recurses.
  public func killOrder(from pid: UInt32) -> [UInt32] {
    guard let start = positions[pid] else { return [] }
    var order: [UInt32] = []
    var position = leftmost(from: start)
    while true {
      let node = nodes[Int(position)]
      order.append(node.pid)
      if position == start { return order }
      position = node.nextSibling >= 0 ? leftmost(from: node.nextSibling) : node.parent
    }
  }

  /// Follows first children to the end.
  private func leftmost(from position: Int32) -> Int32 {
    var position = position
    while nodes[Int(position)].firstChild >= 0 { position = nodes[Int(position)].firstChild }
    return position
  }

  /// Whether a process is above another one, at any distance.
  ///
  /// - Complexity: linear in the depth.
  public func isAncestor(_ pid: UInt32, of descendant: UInt32) -> Bool {
    var current = parent(of: descendant)
    while let ancestor = current {
      if ancestor == pid { return true }
      current = parent(of: ancestor)
    }
    return false
  }

  /// All processes with their parents, each parent before its children, the root left out.
  ///
  /// - Complexity: linear in their number.
  public func snapshot() -> [Entry] {
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    var position: Int32 = 0
    while true {
      let node = nodes[Int(position)]
      if position != 0 {
        entries.append(Entry(pid: node.pid, ppid: nodes[Int(node.parent)].pid))
      }
      if node.firstChild >= 0 {
        position = node.firstChild
        continue
      }
      // Up to the nearest node that has a sibling to the right.
      while nodes[Int(position)].nextSibling < 0 {
        position = nodes[Int(position)].parent
        if position < 0 { return entries }
      }
      position = nodes[Int(position)].nextSibling
    }
  }

  /// Those of some processes that are not in the tree, and so have to be ended by whoever keeps
  /// them.
  ///
  /// Operations keep the tree and what hangs on it together; this is the check that they do.
  ///
  /// - Parameter known: PIDs kept elsewhere.
  /// - Returns: the PIDs without a place in the tree, in the order given.
  /// - Complexity: linear in the number of PIDs given.
  public func trim(_ known: some Sequence<UInt32>) -> [UInt32] { known.filter { !contains($0) } }
}
