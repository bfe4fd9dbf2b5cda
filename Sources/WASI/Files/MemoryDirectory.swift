package import Platform
import Synchronization

/// An open directory in memory.
package final class MemoryDirectory: DirectoryObject {
  let fileSystem: MemoryFileSystem
  let handle: NodeHandle

  init(_ fileSystem: MemoryFileSystem, _ handle: NodeHandle) {
    self.fileSystem = fileSystem
    self.handle = handle
  }

  package var mayBlock: Bool { false }

  package func status() throws(Errno) -> FileStatus {
    fileSystem.state.withLock { _ in handle.node.status }
  }

  package func setTimes(access: TimeChange, modification: TimeChange) throws(Errno) {
    try fileSystem.update { state throws(Errno) in
      handle.node.setTimes(access, modification, now: state.time)
    }
  }

  package func synchronize() throws(Errno) {}

  package func entries(
    from position: UInt64, byteLimit: Int
  ) throws(Errno) -> DirectoryChunk {
    try fileSystem.update { _ throws(Errno) in
      let last = MemoryEntries.firstPosition - 1
      var chunk = try handle.node.entries().list(
        after: max(last, position), byteLimit: byteLimit)
      let dots = [
        DirectoryEntry(name: [0x2e], inode: handle.node.inode, type: .directory, next: 1),
        DirectoryEntry(name: [0x2e, 0x2e], inode: handle.node.inode, type: .directory, next: 2),
      ]
      if position < 2 { chunk.entries.insert(contentsOf: dots[Int(position)...], at: 0) }
      return chunk
    }
  }
}

/// A place in a file system in memory; used only with its lock held.
struct MemoryPlace: PathPlace {
  private(set) var current: MemoryNode
  private var parents: [MemoryNode] = []

  init(_ root: MemoryNode) { current = root }

  mutating func descend(_ name: [UInt8]) throws(Errno) -> [UInt8]? {
    guard let node = try current.entries()[name] else { throw .noent }
    switch node.content {
    case .file: throw .notdir
    case .link(let target): return target
    case .directory:
      parents.append(current)
      current = node
      return nil
    }
  }

  mutating func ascend() throws(Errno) {
    if let parent = parents.popLast() { current = parent }
  }
}
