import Platform
import Synchronization

/// A file system in memory, for tests and plug-ins.
///
/// It has files, directories, symbolic links, hard links and times, as a disk has. Any number of
/// guests may share it, on any threads.
public final class MemoryFileSystem: Sendable {
  /// The most bytes of contents and link texts.
  public let byteLimit: Int
  /// The most files, directories and links.
  public let nodeLimit: Int
  private let now: @Sendable () -> UInt64
  let state: Guarded<MemoryState>

  /// An empty file system.
  ///
  /// - Parameters:
  ///   - byteLimit: the most bytes of contents; writing beyond fails with "no space left".
  ///   - nodeLimit: the most files, directories and links.
  ///   - clocks: where the times of files come from.
  public init(
    byteLimit: Int = 256 << 20, nodeLimit: Int = 65536, clocks: any WASIClocks = SystemClocks()
  ) {
    self.byteLimit = byteLimit
    self.nodeLimit = nodeLimit
    now = { clocks.now(.realtime) }
    state = Guarded(MemoryState(time: Int64(clamping: clocks.now(.realtime))))
  }

  deinit { state.withLock { $0.dismantle() } }

  /// How many bytes of the limit are taken.
  public var byteCount: Int { state.withLock { $0.byteCount } }

  /// How many files, directories and links there are, the root included.
  public var nodeCount: Int { state.withLock { $0.nodeCount } }

  /// The root, as a guest's descriptor.
  var root: any DirectoryObject {
    MemoryDirectory(self, state.withLock { NodeHandle($0.root) })
  }

  /// Does something under the lock, with the time and the limits at hand.
  func update<R: Sendable>(
    _ body: (inout MemoryState) throws(Errno) -> R
  ) throws(Errno) -> R {
    let time = Int64(clamping: now())
    return try state.withLock { state throws(Errno) in
      state.time = time
      state.byteLimit = byteLimit
      state.nodeLimit = nodeLimit
      return try body(&state)
    }
  }
}

/// Names a node outside the lock.
struct NodeHandle: @unchecked Sendable {
  // Safe to share: `node` is looked into only with the file system's lock held.
  let node: MemoryNode
  init(_ node: MemoryNode) { self.node = node }
}

/// The whole of a file system in memory, and what changes it.
struct MemoryState {
  let root: MemoryNode
  var byteCount = 0
  var nodeCount = 1
  var time: Int64
  var byteLimit = 0
  var nodeLimit = 0
  private var nextInode: UInt64 = 2

  init(time: Int64) {
    self.time = time
    root = MemoryNode(inode: 1, .directory(MemoryEntries()), at: time)
    root.linkCount = 1
  }

  /// Makes a node and gives it its first name.
  mutating func create(
    _ content: MemoryNode.Content, _ name: [UInt8], in parent: MemoryNode
  ) throws(Errno) -> MemoryNode {
    let entries = try parent.entries()
    if entries.isRemoved { throw .noent }
    if nodeCount >= nodeLimit { throw .nospc }
    let node = MemoryNode(inode: nextInode, content, at: time)
    try take(node.byteCount)
    nextInode += 1
    nodeCount += 1
    node.linkCount = 1
    node.parent = parent
    entries.set(name, node)
    touch(parent)
    return node
  }

  /// Takes bytes of the limit, or gives some back.
  mutating func take(_ count: Int) throws(Errno) {
    if count > byteLimit - byteCount { throw .nospc }
    byteCount += count
  }

  /// Notes that a node's content changed.
  func touch(_ node: MemoryNode) {
    node.modificationTime = time
    node.changeTime = time
  }

  /// Removes a name; the node goes with its last name and its last handle.
  mutating func unlink(_ name: [UInt8], _ node: MemoryNode, from parent: MemoryNode) throws(Errno) {
    try parent.entries().remove(name)
    touch(parent)
    dropName(of: node)
  }

  /// Notes that a node has a name less.
  mutating func dropName(of node: MemoryNode) {
    node.linkCount -= 1
    node.changeTime = time
    if case .directory(let entries) = node.content { entries.isRemoved = true }
    releaseIfUnused(node)
  }

  /// Gives back what a node took once nothing refers to it.
  mutating func releaseIfUnused(_ node: MemoryNode) {
    guard node.linkCount == 0, node.openCount == 0 else { return }
    byteCount -= node.byteCount
    nodeCount -= 1
    if !node.isDirectory { node.content = .file([]) }
  }

  /// Makes a file longer or shorter; new bytes are zero.
  mutating func resize(_ node: MemoryNode, to size: UInt64) throws(Errno) {
    guard case .file(var bytes) = node.content else { throw .isdir }
    guard let size = Int(exactly: size), size - bytes.count <= byteLimit - byteCount else {
      throw size > UInt64(Int64.max) ? .fbig : .nospc
    }
    byteCount += size - bytes.count
    // Emptied first, so that the bytes are not copied.
    node.content = .file([])
    if size < bytes.count {
      bytes.removeLast(bytes.count - size)
    } else {
      bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
    }
    node.content = .file(bytes)
    touch(node)
  }

  /// Writes bytes to a file, which grows as needed; a hole before them is zero.
  ///
  /// - Parameter start: such that the end fits 63 bits.
  mutating func write(
    _ source: UnsafeRawBufferPointer, to node: MemoryNode, at start: UInt64
  ) throws(Errno) {
    guard case .file(var bytes) = node.content else { throw .isdir }
    guard let start = Int(exactly: start) else { throw .fbig }
    let growth = max(0, start + source.count - bytes.count)
    if growth > byteLimit - byteCount { throw .nospc }
    byteCount += growth
    // Emptied first, so that the bytes are not copied.
    node.content = .file([])
    if start > bytes.count {
      bytes.append(contentsOf: repeatElement(0, count: start - bytes.count))
    }
    let overlap = min(source.count, bytes.count - start)
    bytes.withUnsafeMutableBytes { $0[start...].copyBytes(from: source.prefix(overlap)) }
    bytes.append(contentsOf: source.dropFirst(overlap))
    node.content = .file(bytes)
    touch(node)
  }

  /// Whether a directory is another or lies beneath it.
  func isBeneath(_ directory: MemoryNode, _ other: MemoryNode) -> Bool {
    var next: MemoryNode? = directory
    while let node = next {
      if node === other { return true }
      next = node.parent
    }
    return false
  }

  /// Takes the tree apart, one level after the other: nested deeply by a guest, it would take the
  /// whole native stack to release it from the top.
  func dismantle() {
    var pending = [root]
    while let node = pending.popLast() {
      if case .directory(let entries) = node.content { pending += entries.removeAll() }
    }
  }
}
