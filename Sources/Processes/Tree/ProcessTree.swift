/// Who started whom: the processes of an executor as a tree.
///
/// A tree with any number of children as a binary one: a node knows its first child (left) and its
/// next sibling (right). Beyond that it knows its parent, its previous sibling and its last child,
/// so that no operation on a single node searches. A map leads from PIDs to nodes.
///
/// The root, PID 1, is the executor itself: always there, never popped.
public struct ProcessTree: Sendable {
  /// A node's links, as positions in `nodes`; -1 is none.
  struct Node: Sendable {
    let pid: UInt32
    var parent: Int32
    /// The left link: the oldest child.
    var firstChild: Int32 = -1
    var lastChild: Int32 = -1
    /// The right link: the next younger child of the same parent.
    var nextSibling: Int32 = -1
    var previousSibling: Int32 = -1
    var childCount: Int32 = 0
  }

  /// A process and its parent.
  public struct Entry: Hashable, Sendable {
    /// The process.
    public let pid: UInt32
    /// Its parent; the root's is 0.
    public let ppid: UInt32

    /// - Parameters:
    ///   - pid: the process.
    ///   - ppid: its parent.
    public init(pid: UInt32, ppid: UInt32) {
      self.pid = pid
      self.ppid = ppid
    }
  }

  /// The PID of the root.
  public static let rootPID: UInt32 = 1

  /// Nodes, some of them free for reuse.
  private(set) var nodes: [Node] = [Node(pid: ProcessTree.rootPID, parent: -1)]
  private(set) var free: [Int32] = []
  private(set) var positions = PIDMap<Int32>()

  /// A tree of the root alone.
  public init() { positions[ProcessTree.rootPID] = 0 }

  /// How many processes there are, not counting the root.
  public var count: Int { positions.count - 1 }

  /// Whether a process is in the tree.
  ///
  /// - Complexity: O(1).
  public func contains(_ pid: UInt32) -> Bool { positions[pid] != nil }

  /// The parent of a process.
  ///
  /// - Returns: the parent, or `nil` for the root and for who is not in the tree.
  /// - Complexity: O(1).
  public func parent(of pid: UInt32) -> UInt32? {
    guard let position = positions[pid] else { return nil }
    let parent = nodes[Int(position)].parent
    return parent < 0 ? nil : nodes[Int(parent)].pid
  }

  /// How many children a process has.
  ///
  /// - Complexity: O(1).
  public func childCount(of pid: UInt32) -> Int {
    positions[pid].map { Int(nodes[Int($0)].childCount) } ?? 0
  }

  /// The oldest child of a process: its left link.
  ///
  /// - Complexity: O(1).
  public func firstChild(of pid: UInt32) -> UInt32? {
    positions[pid].flatMap { pidOfNode(nodes[Int($0)].firstChild) }
  }

  /// The next younger child of the same parent: the right link.
  ///
  /// - Complexity: O(1).
  public func nextSibling(of pid: UInt32) -> UInt32? {
    positions[pid].flatMap { pidOfNode(nodes[Int($0)].nextSibling) }
  }

  private func pidOfNode(_ position: Int32) -> UInt32? {
    position < 0 ? nil : nodes[Int(position)].pid
  }

  /// Adds a process as the youngest child of its parent.
  ///
  /// - Parameters:
  ///   - pid: the process.
  ///   - ppid: its parent; one that is not in the tree, such as 0, stands for the root.
  /// - Returns: whether it was added; not when it was in the tree already, or is 0.
  /// - Complexity: O(1).
  @discardableResult
  public mutating func insert(_ pid: UInt32, parent ppid: UInt32) -> Bool {
    guard pid != 0, positions[pid] == nil else { return false }
    let parent = positions[ppid] ?? 0
    var node = Node(pid: pid, parent: parent)
    node.previousSibling = nodes[Int(parent)].lastChild
    let position: Int32
    if let reused = free.popLast() {
      position = reused
      nodes[Int(position)] = node
    } else {
      // 32-bit PIDs bound the number of nodes, and memory does long before.
      guard nodes.count < Int(Int32.max) else { return false }
      position = Int32(nodes.count)
      nodes.append(node)
    }
    if node.previousSibling >= 0 {
      nodes[Int(node.previousSibling)].nextSibling = position
    } else {
      nodes[Int(parent)].firstChild = position
    }
    nodes[Int(parent)].lastChild = position
    nodes[Int(parent)].childCount += 1
    positions[pid] = position
    return true
  }

  /// Removes a process and everything below it; its next sibling takes its place.
  ///
  /// - Parameter pid: the process; the root can't be popped.
  /// - Returns: what was removed, children before parents; empty when it was not in the tree.
  /// - Complexity: linear in the number of processes removed.
  @discardableResult
  public mutating func pop(_ pid: UInt32) -> [UInt32] {
    guard pid != ProcessTree.rootPID, let position = positions[pid] else { return [] }
    let removed = nodes[Int(position)].firstChild < 0 ? [pid] : killOrder(from: pid)
    unlink(position)
    for pid in removed {
      if let position = positions.removeValue(forKey: pid) { free.append(position) }
    }
    return removed
  }

  /// Takes a node out of the list of its siblings.
  private mutating func unlink(_ position: Int32) {
    let node = nodes[Int(position)]
    let parent = Int(node.parent)
    if node.previousSibling >= 0 {
      nodes[Int(node.previousSibling)].nextSibling = node.nextSibling
    } else {
      nodes[parent].firstChild = node.nextSibling
    }
    if node.nextSibling >= 0 {
      nodes[Int(node.nextSibling)].previousSibling = node.previousSibling
    } else {
      nodes[parent].lastChild = node.previousSibling
    }
    nodes[parent].childCount -= 1
  }
}
