import SeededTesting
import Platform
import Testing
import WebAssembly

@testable import Processes

@Suite("Cache table")
struct CacheTableTests {
  private func id(_ number: Int) -> ContentID { ContentID(of: [UInt8(number)]) }

  @Test("What was used least recently goes first, and never what is in use")
  func order() {
    var table = CacheTable<Int>(byteLimit: 30)
    let ids = (0..<6).map { id($0) }
    for number in 0..<3 { #expect(insert(&table, ids[number], number, 10) == []) }
    _ = table.use(ids[0])
    #expect(insert(&table, ids[3], 3, 10) == [1])
    _ = table.pin(ids[2])
    #expect(insert(&table, ids[4], 4, 10) == [0])
    _ = table.pin(ids[3])
    _ = table.pin(ids[4])
    #expect(insert(&table, ids[5], 5, 10) == nil)
    table.unpin(ids[3])
    #expect(insert(&table, ids[5], 5, 31) == nil)
    #expect(insert(&table, ids[5], 5, 10) == [3])
    #expect(table.byteCount == 30 && table.count == 3)
    #expect(insert(&table, ids[5], 5, 10) == nil)
    let (evicted, fits) = table.resize(ids[4], byteCount: 15)
    #expect(evicted == [5] && fits)
    let (none, fitsNot) = table.resize(ids[4], byteCount: 25)
    #expect(none == [] && !fitsNot)
    #expect(table._checkInvariants().isEmpty)
  }

  private func insert(
    _ table: inout CacheTable<Int>, _ id: ContentID, _ content: Int, _ byteCount: Int
  ) -> [Int]? { table.insert(id, content, byteCount: byteCount) }

  @Test("Random operations against a model", arguments: [1, 2, 3])
  func random(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var table = CacheTable<Int>(byteLimit: 100)
    let ids = (0..<12).map { id($0) }
    // Least recently used first; with sizes and pins.
    var model: [(number: Int, size: Int, pins: Int)] = []
    for step in 0..<3000 {
      let number = random.below(12)
      let place = model.firstIndex { $0.number == number }
      switch random.below(4) {
      case 0:
        let size = 1 + random.below(40)
        let result = insert(&table, ids[number], number, size)
        var expected: [Int]?
        if place == nil {
          let pinned = model.filter { $0.pins > 0 }.reduce(0) { $0 + $1.size }
          if pinned + size <= 100 {
            var evicted: [Int] = []
            while model.reduce(0, { $0 + $1.size }) + size > 100,
              let oldest = model.firstIndex(where: { $0.pins == 0 })
            {
              evicted.append(model.remove(at: oldest).number)
            }
            model.append((number, size, 0))
            expected = evicted
          }
        }
        #expect(result == expected, "seed \(seed), step \(step)")
      case 1:
        let result = table.use(ids[number])
        #expect((result != nil) == (place != nil), "seed \(seed), step \(step)")
        if let place, model[place].pins == 0 { model.append(model.remove(at: place)) }
      case 2:
        _ = table.pin(ids[number])
        if let place { model[place].pins += 1 }
      default:
        table.unpin(ids[number])
        if let place, model[place].pins > 0 {
          model[place].pins -= 1
          if model[place].pins == 0 { model.append(model.remove(at: place)) }
        }
      }
      #expect(table._checkInvariants().isEmpty, "seed \(seed), step \(step)")
      #expect(table.byteCount == model.reduce(0) { $0 + $1.size })
    }
  }
}

@Suite("Bytecode cache", .timeLimit(.minutes(15)))
struct BytecodeCacheTests {
  @Test("What was put in comes out, by its identifier")
  func content() async throws {
    let cache = BytecodeCache()
    let id = try await cache.put([1, 2, 3])
    #expect(id == ContentID(of: [1, 2, 3]))
    #expect(await cache.get(id) == [1, 2, 3])
    #expect(await cache.has(id))
    #expect(await !cache.has(ContentID(of: [4])))
    #expect(await cache.get(ContentID(of: [4])) == nil)
    #expect(try await cache.put([1, 2, 3]) == id)
    #expect(cache.count == 1)
  }

  @Test("It stays within its bytes; what is too large is refused")
  func bound() async throws {
    let cache = BytecodeCache(byteLimit: 100_000)
    var ids: [ContentID] = []
    for number in 0..<50 {
      ids.append(try await cache.put([UInt8](repeating: UInt8(number), count: 9000)))
      #expect(cache.byteCount <= 100_000)
    }
    #expect(await cache.has(ids[49]))
    #expect(await !cache.has(ids[0]))
    do {
      _ = try await cache.put([UInt8](repeating: 0, count: 100_000))
      Issue.record("took more than it holds")
    } catch {
      #expect(error.code == .tooLarge)
    }
  }

  @Test("What runs stays, and makes the cache full")
  func running() async throws {
    let cache = BytecodeCache(byteLimit: 20_000)
    let executor = try ProcessExecutor(cache: cache)
    let process = try await executor.run(Guests.sleeps)
    while process.info?.state != .waiting { await Task.yield() }
    let id = try #require(process.contentID)
    for number in 0..<20 { _ = try await cache.put([UInt8](repeating: UInt8(number), count: 9000)) }
    #expect(await cache.has(id))
    do {
      _ = try await cache.put([UInt8](repeating: 99, count: 18_000))
      Issue.record("took more than there is room for")
    } catch {
      #expect(error.code == .full)
    }
    process.kill()
    _ = try await process.wait()
    await executor.shutdown()
    _ = try await cache.put([UInt8](repeating: 99, count: 18_000))
    #expect(await !cache.has(id))
  }

  @Test("Many that want a module at once share one decoding")
  func sharing() async throws {
    let executor = try ProcessExecutor()
    let bytes = try Guests.bytes(Guests.sleeps)
    let processes = try (0..<20).map { _ in try executor.spawn(ProcessOptions(.bytes(bytes))) }
    for process in processes {
      while process.info?.state != .waiting { await Task.yield() }
    }
    #expect(executor.cache.decodingCount == 1)
    #expect(executor.cache.count == 1)
    await executor.shutdown()
  }

  @Test("Content outlives the cache on disk, is checked when read, and is bounded")
  func disk() async throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    var configuration = BytecodeCache.Configuration()
    configuration.directory = folder.path
    let bytes = try Guests.bytes(Guests.exits7)
    let id = try await BytecodeCache(configuration).put(bytes)
    let cache = try BytecodeCache(configuration)
    #expect(await cache.has(id))
    let executor = try ProcessExecutor(cache: cache)
    #expect(try await executor.spawn(ProcessOptions(.cached(id))).wait().exitCode == 7)
    await executor.shutdown()
    #expect(await cache.get(id) == bytes)
    // A file that is not what it says is not there.
    try folder.write([0, 1, 2], to: DiskStore.name(id))
    try folder.write([0, 1, 2], to: ".new-left-over")
    let other = try BytecodeCache(configuration)
    #expect(await other.get(id) == nil)
    #expect(other.diskFailureCount == 1)
    #expect(await !other.has(id))
    #expect(try folder.names() == [])
    // Beyond the bound the oldest goes.
    configuration.diskByteLimit = 2500
    configuration.byteLimit = 4000
    let small = try BytecodeCache(configuration)
    var ids: [ContentID] = []
    for number in 0..<5 {
      ids.append(try await small.put([UInt8](repeating: UInt8(number), count: 1000)))
    }
    #expect(try folder.names().count == 2)
    #expect(await small.get(ids[0]) == nil)
    #expect(await small.get(ids[3])?.count == 1000)
    configuration.directory = "/nonexistent/for/sure"
    #expect(throws: StoreError.self) { try BytecodeCache(configuration) }
  }
}

/// A folder of a test's own.
struct ScratchFolder {
  let path: String
  private let parent = "/tmp"

  init() throws {
    let name = "ganglion-\(UInt64.random(in: 0 ... .max))"
    path = "\(parent)/\(name)"
    try Self.open(parent).makeDirectory(SystemPath(name))
  }

  private static func open(_ path: String) throws -> FileDescriptor {
    var mode = OpenMode()
    mode.reads = true
    mode.mustBeDirectory = true
    return try FileDescriptor.open(SystemPath(path), mode)
  }

  func names() throws -> [String] {
    let stream = try DirectoryStream(try Self.open(path))
    var names: [String] = []
    while let entry = try stream.next() {
      let name = String(decoding: entry.name, as: UTF8.self)
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    var mode = OpenMode()
    mode.writes = true
    mode.creates = true
    mode.truncates = true
    let file = try Self.open(path).open(SystemPath(name), mode)
    _ = try bytes.withUnsafeBytes { try file.write($0) }
  }

  func remove() {
    guard let folder = try? Self.open(path) else { return }
    for name in (try? names()) ?? [] {
      if let path = try? SystemPath(name) { try? folder.removeFile(path) }
    }
    if let parent = try? Self.open(parent),
      let name = try? SystemPath(String(path.dropFirst(self.parent.utf8.count + 1)))
    {
      try? parent.removeDirectory(name)
    }
  }
}
