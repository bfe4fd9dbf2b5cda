import Platform
import Testing
import WebAssembly

import WASI

/// A guest without an engine: a memory, a context, and a place for arguments and results.
final class Guest {
  let memory: Memory
  let context: WASIContext
  private let waiter: BlockingWaiter
  /// How often a call was suspended.
  private(set) var suspensionCount = 0
  /// What must live as long as the guest.
  var keptAlive: AnyObject?
  /// Where the next argument goes.
  private var top: UInt32 = 4096

  /// Where results go that have a fixed size.
  static let result: UInt32 = 64

  init(pages: UInt64 = 64, _ configure: (inout WASIConfiguration) -> Void = { _ in }) throws {
    memory = try Memory(
      type: MemoryType(limits: SizeLimits(minimum: pages, maximum: pages)),
      budget: MemoryBudget(pageLimit: 65536))
    var configuration = WASIConfiguration()
    configure(&configuration)
    context = try WASIContext(configuration)
    waiter = try BlockingWaiter()
  }

  /// Runs a call to its end, waiting as often as it wants.
  @discardableResult
  func call(_ body: (WASIContext, Memory) throws -> Step) throws -> Errno {
    var step = try Step.run { try body(context, memory) }
    while true {
      switch step {
      case .done(let errno):
        top = 4096
        return errno
      case .wait(let request, let continuation):
        suspensionCount += 1
        guard waiter.wait(for: request) else { throw Interrupted() }
        step = try continuation.resume(memory)
      }
    }
  }

  struct Interrupted: Error {}

  /// Runs a call to its end and holds no thread while it waits.
  @discardableResult
  func callAsync(_ body: (WASIContext, Memory) throws -> Step) async throws -> Errno {
    var step = try Step.run { try body(context, memory) }
    while true {
      switch step {
      case .done(let errno):
        top = 4096
        return errno
      case .wait(let request, let continuation):
        suspensionCount += 1
        try await request.wait()
        step = try continuation.resume(memory)
      }
    }
  }

  /// Begins a call that is expected to wait.
  func begin(_ body: (WASIContext, Memory) throws -> Step) throws -> (WaitRequest, Continuation) {
    guard case .wait(let request, let continuation) = try Step.run({ try body(context, memory) })
    else { throw NotWaiting() }
    top = 4096
    return (request, continuation)
  }

  struct NotWaiting: Error {}

  /// Puts bytes into memory for a call.
  func put(_ bytes: some Collection<UInt8>) -> (UInt32, UInt32) {
    let address = top
    let count = UInt32(bytes.count)
    top = (top + count + 15) & ~15
    #expect(throws: Never.self) { try memory.store(bytes, at: UInt64(address)) }
    return (address, count)
  }

  func put(_ text: String) -> (UInt32, UInt32) { put([UInt8](text.utf8)) }

  /// Puts an array of buffers into memory.
  func vectors(_ buffers: [(UInt32, UInt32)]) -> (UInt32, UInt32) {
    var bytes: [UInt8] = []
    for (address, count) in buffers {
      withUnsafeBytes(of: address.littleEndian) { bytes += $0 }
      withUnsafeBytes(of: count.littleEndian) { bytes += $0 }
    }
    return (put(bytes).0, UInt32(buffers.count))
  }

  func u32(_ address: UInt32 = result) throws -> UInt32 {
    try memory.loadUInt32(at: UInt64(address))
  }

  func u64(_ address: UInt32 = result) throws -> UInt64 {
    try memory.loadUInt64(at: UInt64(address))
  }
}

extension Guest {
  func write(_ fd: UInt32, _ text: String) throws -> (Errno, UInt32) {
    let (list, count) = vectors([put(text)])
    let errno = try call { try $0.fdWrite($1, fd, list, count, Self.result) }
    return (errno, try u32())
  }

  func read(_ fd: UInt32, _ limit: UInt32) throws -> (Errno, String) {
    let buffer: UInt32 = 65536
    let (list, count) = vectors([(buffer, limit)])
    let errno = try call { try $0.fdRead($1, fd, list, count, Self.result) }
    let moved = errno == .success ? try u32() : 0
    return (errno, try memory.string(at: UInt64(buffer), count: UInt64(moved)))
  }

  /// Opens a path; every right the directory passes on by default.
  func open(
    _ path: String, in fd: UInt32 = 3, _ flags: OpenFlags = [], rights: Rights = .all,
    inheriting: Rights = .all, follow: Bool = true, fdFlags: FDFlags = []
  ) throws -> (Errno, UInt32) {
    let (address, count) = put(path)
    let errno = try call {
      try $0.pathOpen(
        $1, fd, follow ? 1 : 0, address, count, UInt32(flags.rawValue), rights.rawValue,
        inheriting.rawValue, UInt32(fdFlags.rawValue), Self.result)
    }
    return (errno, errno == .success ? try u32() : .max)
  }

  /// Opens for reading only.
  func openToRead(_ path: String, in fd: UInt32 = 3, follow: Bool = true) throws -> (Errno, UInt32)
  {
    try open(path, in: fd, rights: [.fdRead, .fdReaddir, .fdFilestatGet], follow: follow)
  }

  func close(_ fd: UInt32) throws -> Errno { try call { c, _ in try c.fdClose(fd) } }

  func makeDirectory(_ path: String, in fd: UInt32 = 3) throws -> Errno {
    let (address, count) = put(path)
    return try call { try $0.pathCreateDirectory($1, fd, address, count) }
  }

  func removeDirectory(_ path: String, in fd: UInt32 = 3) throws -> Errno {
    let (address, count) = put(path)
    return try call { try $0.pathRemoveDirectory($1, fd, address, count) }
  }

  func unlink(_ path: String, in fd: UInt32 = 3) throws -> Errno {
    let (address, count) = put(path)
    return try call { try $0.pathUnlinkFile($1, fd, address, count) }
  }

  func symlink(_ target: String, _ path: String, in fd: UInt32 = 3) throws -> Errno {
    let (text, textCount) = put(target)
    let (address, count) = put(path)
    return try call { try $0.pathSymlink($1, text, textCount, fd, address, count) }
  }

  func readlink(_ path: String, in fd: UInt32 = 3, _ limit: UInt32 = 4096) throws -> (
    Errno, String
  ) {
    let (address, count) = put(path)
    let errno = try call {
      try $0.pathReadlink($1, fd, address, count, 65536, limit, Self.result)
    }
    let length = errno == .success ? try u32() : 0
    return (errno, try memory.string(at: 65536, count: UInt64(length)))
  }

  func rename(_ path: String, _ newPath: String, in fd: UInt32 = 3, to newFD: UInt32 = 3) throws
    -> Errno
  {
    let (address, count) = put(path)
    let (newAddress, newCount) = put(newPath)
    return try call {
      try $0.pathRename($1, fd, address, count, newFD, newAddress, newCount)
    }
  }

  func link(
    _ path: String, _ newPath: String, in fd: UInt32 = 3, to newFD: UInt32 = 3,
    follow: Bool = false
  ) throws -> Errno {
    let (address, count) = put(path)
    let (newAddress, newCount) = put(newPath)
    return try call {
      try $0.pathLink($1, fd, follow ? 1 : 0, address, count, newFD, newAddress, newCount)
    }
  }

  struct Status: Equatable {
    var inode: UInt64
    var type: FileType
    var links: UInt64
    var size: UInt64
    var accessed: UInt64
    var modified: UInt64
  }

  private func statusResult() throws -> Status {
    Status(
      inode: try u64(72), type: FileType(rawValue: UInt8(try u64(80))) ?? .unknown,
      links: try u64(88), size: try u64(96), accessed: try u64(104), modified: try u64(112))
  }

  func status(_ path: String, in fd: UInt32 = 3, follow: Bool = true) throws -> (Errno, Status?) {
    let (address, count) = put(path)
    let errno = try call {
      try $0.pathFilestatGet($1, fd, follow ? 1 : 0, address, count, Self.result)
    }
    return (errno, errno == .success ? try statusResult() : nil)
  }

  func status(of fd: UInt32) throws -> (Errno, Status?) {
    let errno = try call { try $0.fdFilestatGet($1, fd, Self.result) }
    return (errno, errno == .success ? try statusResult() : nil)
  }

  func setTimes(
    _ path: String, in fd: UInt32 = 3, follow: Bool = true, _ accessed: UInt64,
    _ modified: UInt64, _ flags: TimeFlags
  ) throws -> Errno {
    let (address, count) = put(path)
    return try call {
      try $0.pathFilestatSetTimes(
        $1, fd, follow ? 1 : 0, address, count, accessed, modified, UInt32(flags.rawValue))
    }
  }

  /// Makes a file with a text in it.
  func makeFile(_ path: String, _ text: String, in fd: UInt32 = 3) throws {
    let (errno, file) = try open(path, in: fd, [.create, .truncate])
    try #require(errno == .success)
    if !text.isEmpty { #expect(try write(file, text) == (.success, UInt32(text.utf8.count))) }
    #expect(try close(file) == .success)
  }

  /// The text of a file.
  func text(_ path: String, in fd: UInt32 = 3) throws -> String {
    let (errno, file) = try openToRead(path, in: fd)
    try #require(errno == .success)
    var all = ""
    while true {
      let (errno, text) = try read(file, 65536)
      try #require(errno == .success)
      if text.isEmpty { break }
      all += text
    }
    #expect(try close(file) == .success)
    return all
  }

  struct Entry: Hashable {
    var name: String
    var inode: UInt64
    var type: UInt8
    var next: UInt64
  }

  /// One call of `fd_readdir`.
  func readdir(_ fd: UInt32, _ limit: UInt32, from cookie: UInt64) throws -> (
    Errno, [Entry], isAtEnd: Bool
  ) {
    let base: UInt32 = 131072
    let errno = try call { try $0.fdReaddir($1, fd, base, limit, cookie, Self.result) }
    guard errno == .success else { return (errno, [], true) }
    let used = try u32()
    var entries: [Entry] = []
    var position: UInt32 = 0
    while position + 24 <= used {
      let at = base + position
      let count = try u32(at + 16)
      guard position + 24 + count <= used else { break }
      entries.append(
        Entry(
          name: try memory.string(at: UInt64(at + 24), count: UInt64(count)),
          inode: try u64(at + 8), type: UInt8(truncatingIfNeeded: try u32(at + 20)),
          next: try u64(at)))
      position += 24 + count
    }
    return (errno, entries, used < limit)
  }

  /// All names in a directory, read with a buffer of some size.
  func names(_ fd: UInt32, limit: UInt32 = 4096) throws -> [String] {
    var names: [String] = []
    var cookie: UInt64 = 0
    while true {
      let (errno, entries, isAtEnd) = try readdir(fd, limit, from: cookie)
      try #require(errno == .success)
      names += entries.map(\.name)
      guard !isAtEnd, let last = entries.last else { return names }
      cookie = last.next
    }
  }
}
