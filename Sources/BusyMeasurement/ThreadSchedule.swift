import Platform

/// What the system's scheduler says of this program's threads.
enum ThreadSchedule {
  /// How long they were ready and others ran, in nanoseconds together; `nil` where the system does
  /// not say.
  static var waitingTime: UInt64? {
    var mode = OpenMode()
    mode.reads = true
    mode.mustBeDirectory = true
    guard let path = try? SystemPath("/proc/self/task"),
      let folder = try? FileDescriptor.open(path, mode),
      let stream = try? DirectoryStream(folder)
    else { return nil }
    var total: UInt64?
    while let entry = try? stream.next() {
      let name = String(decoding: entry.name, as: UTF8.self)
      // On the processor, ready for it, and how often: three numbers.
      let numbers = text("/proc/self/task/\(name)/schedstat").split { $0 == " " || $0 == "\n" }
      guard numbers.count >= 2, let time = UInt64(numbers[1]) else { continue }
      total = (total ?? 0) &+ time
    }
    return total
  }

  private static func text(_ path: String) -> String {
    var mode = OpenMode()
    mode.reads = true
    guard let path = try? SystemPath(path), let file = try? FileDescriptor.open(path, mode) else {
      return ""
    }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = (try? bytes.withUnsafeMutableBytes { try file.read(into: $0) }) ?? 0
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
