import Platform

import WASI

/// A directory of the host's that goes with the test.
final class ScratchDirectory {
  let path: String
  private let directory: HostDirectory

  init() throws {
    var random: UInt64 = 0
    withUnsafeMutableBytes(of: &random) { Randomness.fill($0) }
    path = "/tmp/ganglion-test-\(String(random, radix: 36))"
    let parent = try FileDescriptor.open(SystemPath("/tmp"), OpenMode())
    try parent.makeDirectory(SystemPath(String(path.dropFirst(5))))
    directory = try HostDirectory(path: path)
  }

  deinit {
    Self.removeAll(directory)
    if let parent = try? FileDescriptor.open(SystemPath("/tmp"), OpenMode()),
      let name = try? SystemPath(String(path.dropFirst(5)))
    {
      try? parent.removeDirectory(name)
    }
  }

  private static func removeAll(_ directory: HostDirectory) {
    while let chunk = try? directory.entries(from: 2, byteLimit: 65536), !chunk.entries.isEmpty {
      for entry in chunk.entries {
        guard let path = try? GuestPath(entry.name) else { return }
        if entry.type == .directory {
          if case .directory(let child as HostDirectory)? = try? directory.open(
            path, followsLinks: false, OpenMode())
          {
            removeAll(child)
          }
          guard (try? directory.removeDirectory(path)) != nil else { return }
        } else {
          guard (try? directory.removeFile(path)) != nil else { return }
        }
      }
    }
  }

  /// A path in it, as the host sees it.
  func hostPath(_ name: String) -> String { path + "/" + name }
}
