import Platform

/// A file, directory or symbolic link in memory; used only with its file system's lock held.
final class MemoryNode {
  enum Content {
    case file([UInt8])
    case directory(MemoryEntries)
    case link([UInt8])
  }

  let inode: UInt64
  var content: Content
  /// The directory a directory lies in; none for the root and what was removed.
  weak var parent: MemoryNode?
  /// How many names it has.
  var linkCount: UInt64 = 0
  /// How many handles of guests hold it open.
  var openCount = 0
  var accessTime: Int64
  var modificationTime: Int64
  var changeTime: Int64

  init(inode: UInt64, _ content: Content, at time: Int64) {
    self.inode = inode
    self.content = content
    accessTime = time
    modificationTime = time
    changeTime = time
  }

  /// The bytes it takes of the limit.
  var byteCount: Int {
    switch content {
    case .file(let bytes), .link(let bytes): bytes.count
    case .directory: 0
    }
  }

  var kind: FileStatus.Kind {
    switch content {
    case .file: .regularFile
    case .directory: .directory
    case .link: .symbolicLink
    }
  }

  var isDirectory: Bool { kind == .directory }

  var status: FileStatus {
    var status = FileStatus()
    status.device = 1
    status.inode = inode
    status.kind = kind
    status.linkCount = linkCount
    status.size = UInt64(byteCount)
    status.accessTime = accessTime
    status.modificationTime = modificationTime
    status.changeTime = changeTime
    return status
  }

  /// The entries of a directory.
  ///
  /// - Throws: `notdir` when it is none.
  func entries() throws(Errno) -> MemoryEntries {
    guard case .directory(let entries) = content else { throw .notdir }
    return entries
  }
}

/// The names in a directory, in the order they were made.
///
/// Each has a position that never changes and is never used again, so that a listing goes on where
/// it stopped whatever happened in between.
final class MemoryEntries {
  private struct Entry {
    let node: MemoryNode
    let position: UInt64
  }

  /// The first position; the smaller ones stand for the start, `.` and `..`.
  static let firstPosition: UInt64 = 3

  private var byName: [[UInt8]: Entry] = [:]
  /// Ascending by position; entries that were removed stay until there are many of them.
  private var order: [(position: UInt64, name: [UInt8])] = []
  private var nextPosition = MemoryEntries.firstPosition
  /// Whether the directory itself was removed, so that nothing can be made in it.
  var isRemoved = false

  var isEmpty: Bool { byName.isEmpty }

  subscript(name: [UInt8]) -> MemoryNode? { byName[name]?.node }

  /// Sets a name, new or not.
  func set(_ name: [UInt8], _ node: MemoryNode) {
    if let old = byName[name] {
      byName[name] = Entry(node: node, position: old.position)
      return
    }
    byName[name] = Entry(node: node, position: nextPosition)
    order.append((nextPosition, name))
    nextPosition += 1
  }

  func remove(_ name: [UInt8]) {
    byName[name] = nil
    if order.count > 32 && order.count > 2 * byName.count {
      order.removeAll { byName[$0.name]?.position != $0.position }
    }
  }

  /// Entries after a position.
  func list(after position: UInt64, byteLimit: Int) -> DirectoryChunk {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if order[middle].position <= position { low = middle + 1 } else { high = middle }
    }
    var chunk = DirectoryChunk(entries: [], isAtEnd: true)
    var size = 0
    for (position, name) in order[low...] {
      guard let entry = byName[name], entry.position == position else { continue }
      if size >= byteLimit {
        chunk.isAtEnd = false
        break
      }
      size += name.count + 24
      chunk.entries.append(
        DirectoryEntry(
          name: name, inode: entry.node.inode, type: FileType(entry.node.kind), next: position))
    }
    return chunk
  }

  /// Empties it.
  ///
  /// - Returns: what was in it.
  func removeAll() -> [MemoryNode] {
    defer {
      byName = [:]
      order = []
    }
    return byName.values.map(\.node)
  }
}
