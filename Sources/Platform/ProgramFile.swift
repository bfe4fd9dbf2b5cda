#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file of the running program.
package enum ProgramFile {
  /// The folder it is in; `nil` when the system can't tell.
  package static var folder: String? {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _NSGetExecutablePath(nil, &size)
      var buffer = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
      let path = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    #else
      guard let root = try? FileDescriptor.open(SystemPath("/proc/self"), directory),
        let path = try? root.symbolicLinkTarget(SystemPath("exe"))
      else { return nil }
    #endif
    guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return String(decoding: path[..<slash], as: UTF8.self)
  }

  private static var directory: OpenMode {
    var mode = OpenMode()
    mode.reads = true
    mode.mustBeDirectory = true
    return mode
  }

  /// Whether a file is there that may be run.
  package static func isExecutable(_ path: String) -> Bool {
    path.withCString { access($0, X_OK) } == 0
  }
}
