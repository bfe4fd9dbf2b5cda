import Platform
import Synchronization

/// Content on disk, a file each, named by its digest.
///
/// Files appear complete or not at all, and are taken only if they are what their name says.
final class DiskStore: Sendable {
  private struct State {
    /// Sizes of the files by name.
    var sizes: [String: Int] = [:]
    /// Names in the order in which they go.
    var order: [String] = []
    var byteCount = 0
    var failureCount = 0
    var nextTemporary = 0
  }

  private let directory: SharedDescriptor
  private let byteLimit: Int
  private let state = Guarded(State())

  /// Uses a directory that exists.
  init(path: String, byteLimit: Int) throws(StoreError) {
    self.byteLimit = max(0, byteLimit)
    do throws(SystemError) {
      var mode = OpenMode()
      mode.reads = true
      mode.mustBeDirectory = true
      directory = SharedDescriptor(try FileDescriptor.open(SystemPath(path), mode))
      try scan()
    } catch {
      throw StoreError(path: path, "\(error)")
    }
  }

  var failureCount: Int { state.withLock { $0.failureCount } }

  /// Whether there is a file for some content; whether it is sound shows when it is read.
  func has(_ id: ContentID) -> Bool { state.withLock { $0.sizes[Self.name(id)] != nil } }

  /// Reads and checks content.
  ///
  /// - Returns: the bytes, or `nil` when they are not there; a file with other content is removed.
  func read(_ id: ContentID) -> [UInt8]? {
    let name = Self.name(id)
    guard state.withLock({ $0.sizes[name] != nil }) else { return nil }
    do throws(SystemError) {
      let bytes = try content(of: name)
      if ContentID(of: bytes) == id { return bytes }
      forget(name)
    } catch {
      forget(name)
    }
    state.withLock { $0.failureCount += 1 }
    return nil
  }

  /// Writes content, unless it is there.
  func write(_ id: ContentID, _ bytes: [UInt8]) {
    let name = Self.name(id)
    let temporary: String? = state.withLock { state in
      guard state.sizes[name] == nil, bytes.count <= byteLimit else { return nil }
      state.nextTemporary += 1
      return ".new-\(UInt32.random(in: 0 ... .max))-\(state.nextTemporary)"
    }
    guard let temporary else { return }
    do throws(SystemError) {
      try write(bytes, to: temporary)
      try directory.descriptor.rename(
        SystemPath(temporary), to: directory.descriptor, SystemPath(name))
    } catch {
      try? directory.descriptor.removeFile(SystemPath(temporary))
      state.withLock { $0.failureCount += 1 }
      return
    }
    let gone: [String] = state.withLock { state in
      if state.sizes.updateValue(bytes.count, forKey: name) == nil {
        state.order.append(name)
        state.byteCount += bytes.count
      }
      var gone: [String] = []
      while state.byteCount > byteLimit, let oldest = state.order.first, oldest != name {
        state.order.removeFirst()
        state.byteCount -= state.sizes.removeValue(forKey: oldest) ?? 0
        gone.append(oldest)
      }
      return gone
    }
    for name in gone { try? directory.descriptor.removeFile(SystemPath(name)) }
  }

  // MARK: Files

  /// Half of the digest is unique enough, safe on disks that ignore case, and checked anyway.
  static func name(_ id: ContentID) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = id.bytes[5..<37].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  private func scan() throws(SystemError) {
    let stream = try DirectoryStream(directory.descriptor)
    var found: [(name: String, status: FileStatus)] = []
    while let entry = try stream.next() {
      let name = String(decoding: entry.name, as: UTF8.self)
      guard let path = try? SystemPath(name),
        let status = try? directory.descriptor.status(of: path),
        status.kind == .regularFile
      else { continue }
      if name.hasPrefix(".new-") {
        // Left over from a program that ended half-way.
        try? directory.descriptor.removeFile(path)
      } else if name.utf8.count == 64 {
        found.append((name, status))
      }
    }
    found.sort { $0.status.modificationTime < $1.status.modificationTime }
    state.withLock { state in
      for (name, status) in found {
        state.sizes[name] = Int(clamping: status.size)
        state.order.append(name)
        state.byteCount += Int(clamping: status.size)
      }
    }
  }

  private func forget(_ name: String) {
    try? directory.descriptor.removeFile(SystemPath(name))
    state.withLock { state in
      if let size = state.sizes.removeValue(forKey: name) { state.byteCount -= size }
      state.order.removeAll { $0 == name }
    }
  }

  private func content(of name: String) throws(SystemError) -> [UInt8] {
    var mode = OpenMode()
    mode.reads = true
    let file = try directory.descriptor.open(SystemPath(name), mode)
    let size = Int(clamping: try file.status().size)
    guard size <= byteLimit else { return [] }
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      filled = 0
      do throws(SystemError) {
        while filled < size {
          let rest = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
          let count = try file.read(into: rest)
          if count == 0 { break }
          filled += count
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private func write(_ bytes: [UInt8], to name: String) throws(SystemError) {
    var mode = OpenMode()
    mode.writes = true
    mode.creates = true
    mode.isExclusive = true
    let file = try directory.descriptor.open(SystemPath(name), mode)
    var rest = bytes[...]
    while !rest.isEmpty {
      var outcome: Result<Int, SystemError> = .success(0)
      rest.withUnsafeBytes { buffer in
        do throws(SystemError) {
          outcome = .success(try file.write(buffer))
        } catch {
          outcome = .failure(error)
        }
      }
      rest = rest.dropFirst(try outcome.get())
    }
    try file.synchronizeData()
  }
}

/// Why a directory can't be used to keep content in.
public struct StoreError: Error, Sendable, CustomStringConvertible {
  /// The path as given.
  public let path: String
  /// The path and what is wrong with it.
  public let description: String

  init(path: String, _ reason: String) {
    self.path = path
    description = "\(path): \(reason)"
  }
}
