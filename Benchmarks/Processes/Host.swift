import Platform

/// What the system says of this program.
enum Host {
  static var now: UInt64 { Clock.monotonic.now }
  static var processorTime: UInt64 { Clock.processTime.now }

  /// The share of a processor that the program uses while it has nothing to do, in percent.
  ///
  /// Threads that Dispatch needs no more end after five seconds, and free what they kept: that belongs
  /// to what was there before.
  ///
  /// - Parameter time: how long to look, after what was there before has come to its end.
  static func idleShare(over time: Duration) async throws -> Double {
    try await Task.sleep(for: .seconds(6))
    let (wall, used) = (now, processorTime)
    try await Task.sleep(for: time)
    return Double(processorTime - used) / Double(now - wall) * 100
  }

  /// The bytes resident; zero where the system does not say.
  static var residentByteCount: Int {
    let fields = String(decoding: file("/proc/self/statm"), as: UTF8.self).split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
  }

  /// How many kernel mappings there are.
  static var mappingCount: Int { file("/proc/self/maps").count { $0 == 10 } }

  /// How many descriptors are open.
  static var descriptorCount: Int {
    var mode = OpenMode()
    mode.reads = true
    mode.mustBeDirectory = true
    guard let path = try? SystemPath("/proc/self/fd"),
      let folder = try? FileDescriptor.open(path, mode),
      let stream = try? DirectoryStream(folder)
    else { return 0 }
    var count = 0
    while (try? stream.next()) != nil { count += 1 }
    return count
  }

  private static func file(_ path: String) -> [UInt8] {
    var mode = OpenMode()
    mode.reads = true
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 << 10)
    guard let path = try? SystemPath(path), let file = try? FileDescriptor.open(path, mode) else {
      return []
    }
    while let count = try? part.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0 {
      bytes += part.prefix(count)
    }
    return bytes
  }
}
