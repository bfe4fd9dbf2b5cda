import Platform
package import WebAssembly

/// Listing directories.
extension WASIContext {
  /// The size of an entry before its name.
  private static let headerSize = 24

  /// Fills the buffer with entries; only at the end of the directory is it left unfilled, and the
  /// last entry is cut off where the buffer ends.
  ///
  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_readdir
  package func fdReaddir(
    _ memory: Memory, _ fd: UInt32, _ buffer: UInt32, _ count: UInt32, _ cookie: UInt64,
    _ result: UInt32
  ) throws -> Step {
    let directory = try directory(fd, .fdReaddir)
    try memory.checkRange(buffer, Int(count))
    try memory.checkRange(result, 4)
    return try list(
      memory, directory, Listing(buffer: buffer, count: Int(count), result: result), cookie)
  }

  private struct Listing {
    let buffer: UInt32
    let count: Int
    let result: UInt32
    var used = 0
  }

  /// Lists the next stretch of entries; a large buffer takes several.
  private func list(
    _ memory: Memory, _ directory: any DirectoryObject, _ listing: Listing, _ position: UInt64
  ) throws -> Step {
    let byteLimit = min(listing.count - listing.used, limits.directoryChunkByteCount)
    return try perform(memory, directory.mayBlock) { () throws(Errno) in
      try directory.entries(from: position, byteLimit: max(1, byteLimit))
    } then: { memory, chunk in
      var listing = listing
      for entry in chunk.entries {
        let bytes = Self.bytes(of: entry).prefix(listing.count - listing.used)
        if bytes.isEmpty { break }
        try memory.store(bytes, at: UInt64(listing.buffer) + UInt64(listing.used))
        listing.used += bytes.count
      }
      self.charge(listing.used)
      if let last = chunk.entries.last, !chunk.isAtEnd, listing.used < listing.count {
        return try self.list(memory, directory, listing, last.next)
      }
      try memory.store(UInt32(listing.used), at: UInt64(listing.result))
      return .success
    }
  }

  private static func bytes(of entry: DirectoryEntry) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(headerSize + entry.name.count)
    func put(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    put(entry.next)
    put(entry.inode)
    put(UInt32(clamping: entry.name.count))
    put(UInt32(entry.type.rawValue))
    return bytes + entry.name
  }
}
