import SeededTesting
import Platform
import Testing
import WebAssembly

import WASI

/// Random operations on a file system in memory against a model too simple to be wrong.
struct MemoryModelTests {
  /// Paths to contents; a directory has none.
  private struct Model {
    var files: [String: [UInt8]] = [:]
    var directories: Set<String> = [""]

    func parent(_ path: String) -> String {
      path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    func exists(_ path: String) -> Bool { files[path] != nil || directories.contains(path) }

    func isEmpty(_ directory: String) -> Bool {
      let prefix = directory + "/"
      return !files.keys.contains { $0.hasPrefix(prefix) }
        && !directories.contains { $0.hasPrefix(prefix) }
    }

    /// Why nothing can be made under a path, if so.
    func obstacle(_ path: String) -> Errno? {
      var prefix = ""
      for component in parent(path).split(separator: "/") {
        prefix += (prefix.isEmpty ? "" : "/") + component
        if files[prefix] != nil { return .notdir }
        if !directories.contains(prefix) { return .noent }
      }
      return nil
    }

    mutating func move(_ path: String, to newPath: String) {
      files[newPath] = files.removeValue(forKey: path)
      guard directories.remove(path) != nil else { return }
      directories.insert(newPath)
      for name in directories where name.hasPrefix(path + "/") {
        directories.remove(name)
        directories.insert(newPath + name.dropFirst(path.count))
      }
      for (name, bytes) in files where name.hasPrefix(path + "/") {
        files[name] = nil
        files[newPath + name.dropFirst(path.count)] = bytes
      }
    }
  }

  private func path(_ random: inout SeededGenerator) -> String {
    (0...Int(random.next() % 3)).map { _ in ["a", "b", "c"][Int(random.next() % 3)] }
      .joined(separator: "/")
  }

  @Test(arguments: 0..<8) func randomOperationsMatchAModel(_ run: Int) throws {
    var seed: UInt64 = 0
    withUnsafeMutableBytes(of: &seed) { Randomness.fill($0) }
    var random = SeededGenerator(seed: seed)
    let fileSystem = MemoryFileSystem()
    let guest = try Guest { $0.directories = [.memory(fileSystem, as: "/")] }
    var model = Model()
    for step in 0..<400 {
      let path = path(&random)
      let note: Comment = "seed \(seed) step \(step) path \(path)"
      let obstacle = model.obstacle(path)
      switch random.next() % 6 {
      case 0:
        let wanted = obstacle ?? (model.exists(path) ? .exist : .success)
        #expect(try guest.makeDirectory(path) == wanted, note)
        if wanted == .success { model.directories.insert(path) }
      case 1, 2: try write(path, obstacle, guest, &model, &random, note)
      case 3:
        let wanted =
          obstacle
          ?? (model.files[path] != nil ? .success : model.exists(path) ? .isdir : .noent)
        #expect(try guest.unlink(path) == wanted, note)
        if wanted == .success { model.files[path] = nil }
      case 4:
        let wanted: Errno =
          obstacle
          ?? (model.files[path] != nil
            ? .notdir : !model.exists(path) ? .noent : model.isEmpty(path) ? .success : .notempty)
        #expect(try guest.removeDirectory(path) == wanted, note)
        if wanted == .success { model.directories.remove(path) }
      default:
        let target = self.path(&random)
        let errno = try guest.rename(path, target)
        let wanted = rename(path, target, model)
        #expect((errno == .success) == wanted, note)
        if wanted && path != target {
          model.files[target] = nil
          model.directories.remove(target)
          model.move(path, to: target)
        }
      }
    }
    try compare(guest, fileSystem, model, "seed \(seed)")
  }

  private func write(
    _ path: String, _ obstacle: Errno?, _ guest: Guest, _ model: inout Model,
    _ random: inout SeededGenerator, _ note: Comment
  ) throws {
    let wanted = obstacle ?? (model.directories.contains(path) ? .isdir : .success)
    let (errno, file) = try guest.open(path, [.create])
    #expect(errno == wanted, note)
    guard errno == .success else { return }
    var bytes = model.files[path] ?? []
    let offset = Int(random.next() % 50)
    let text = [UInt8](
      repeating: UInt8(truncatingIfNeeded: random.next()), count: Int(random.next() % 40))
    let (list, count) = guest.vectors([guest.put(text)])
    #expect(
      try guest.call { try $0.fdPwrite($1, file, list, count, UInt64(offset), 64) } == .success,
      note)
    if !text.isEmpty {
      bytes += [UInt8](repeating: 0, count: max(0, offset + text.count - bytes.count))
      bytes.replaceSubrange(offset..<(offset + text.count), with: text)
    }
    if random.next() % 4 == 0 {
      let size = Int(random.next() % 60)
      #expect(
        try guest.call { try $0.fdFilestatSetSize($1, file, UInt64(size)) } == .success, note)
      bytes = Array(bytes.prefix(size)) + [UInt8](repeating: 0, count: max(0, size - bytes.count))
    }
    model.files[path] = bytes
    #expect(try guest.close(file) == .success)
  }

  /// Whether a rename must work.
  private func rename(_ path: String, _ target: String, _ model: Model) -> Bool {
    if model.obstacle(path) != nil || model.obstacle(target) != nil { return false }
    if !model.exists(path) { return false }
    if path == target { return true }
    if target.hasPrefix(path + "/") { return false }
    if model.files[path] != nil { return !model.directories.contains(target) }
    if model.files[target] != nil { return false }
    return !model.directories.contains(target) || model.isEmpty(target)
  }

  private func compare(
    _ guest: Guest, _ fileSystem: MemoryFileSystem, _ model: Model, _ note: Comment
  ) throws {
    #expect(fileSystem.nodeCount == model.files.count + model.directories.count, note)
    #expect(fileSystem.byteCount == model.files.values.reduce(0) { $0 + $1.count }, note)
    for (path, bytes) in model.files {
      let (errno, file) = try guest.openToRead(path)
      #expect(errno == .success, note)
      let (list, count) = guest.vectors([(1000, 1000)])
      #expect(try guest.call { try $0.fdRead($1, file, list, count, 64) } == .success, note)
      #expect(try guest.memory.bytes(at: 1000, count: UInt64(try guest.u32())) == bytes, note)
      #expect(try guest.close(file) == .success)
    }
    for directory in model.directories {
      let (errno, fd) = try guest.openToRead(directory.isEmpty ? "." : directory)
      #expect(errno == .success, note)
      let names = try guest.names(fd, limit: 100).filter { !$0.hasPrefix(".") }
      let wanted = (Array(model.files.keys) + model.directories)
        .filter { !$0.isEmpty && model.parent($0) == directory }
        .map { directory.isEmpty ? $0 : String($0.dropFirst(directory.count + 1)) }
      #expect(names.sorted() == wanted.sorted(), note)
      #expect(try guest.close(fd) == .success)
    }
  }

  @Test func limitsHold() throws {
    let fileSystem = MemoryFileSystem(byteLimit: 10, nodeLimit: 3)
    let guest = try Guest { $0.directories = [.memory(fileSystem, as: "/")] }
    let (_, file) = try guest.open("a", [.create])
    #expect(try guest.write(file, "01234567890").0 == .nospc)
    #expect(try guest.write(file, "0123456789") == (.success, 10))
    #expect(try guest.call { try $0.fdFilestatSetSize($1, file, 11) } == .nospc)
    #expect(try guest.call { try $0.fdAllocate($1, file, 0, 1 << 40) } == .nospc)
    #expect(try guest.call { try $0.fdFilestatSetSize($1, file, 2) } == .success)
    #expect(fileSystem.byteCount == 2)
    #expect(try guest.makeDirectory("d") == .success)
    #expect(try guest.makeDirectory("e") == .nospc)
    #expect(try guest.symlink("too long a text", "e") == .nospc)
    #expect(try guest.removeDirectory("d") == .success)
    #expect(try guest.symlink("too long a text", "e") == .nospc)
    #expect(try guest.symlink("ok", "e") == .success)
    #expect(fileSystem.byteCount == 4)
  }

  @Test func deepNestingIsTakenApart() throws {
    let fileSystem = MemoryFileSystem(nodeLimit: 30_000)
    let guest = try Guest { $0.directories = [.memory(fileSystem, as: "/")] }
    var fd: UInt32 = 3
    for _ in 0..<20_000 {
      #expect(try guest.makeDirectory("d", in: fd) == .success)
      let (errno, next) = try guest.open("d", in: fd, [.directory])
      try #require(errno == .success)
      if fd != 3 { #expect(try guest.close(fd) == .success) }
      fd = next
    }
    guest.context.closeAll()
  }

  @Test func guestsShareAFileSystem() throws {
    let fileSystem = MemoryFileSystem()
    let one = try Guest { $0.directories = [.memory(fileSystem, as: "/")] }
    let other = try Guest { $0.directories = [.memory(fileSystem, as: "/", .readOnly)] }
    try one.makeFile("shared", "hello")
    #expect(try other.text("shared") == "hello")
  }
}
