#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whole files and scratch folders, as much as a benchmark needs.
enum Files {
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether `path` is a regular file this user may run.
  static func isExecutable(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && access(path, X_OK) == 0
  }

  static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// An open file, read a piece at a time.
  struct Reader: ~Copyable {
    private let path: String
    private let file: Int32

    init(_ path: String) throws(BenchmarkError) {
      file = open(path, O_RDONLY | O_CLOEXEC)
      self.path = path
      guard file >= 0 else { throw .system("cannot open", path, errno) }
    }

    deinit { close(file) }

    /// The next piece, or `nil` at the end.
    func next() throws(BenchmarkError) -> [UInt8]? {
      while true {
        var count = 0
        let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
          count = systemRead(file, UnsafeMutableRawBufferPointer(buffer))
          initialized = max(0, count)
        }
        if count > 0 { return piece }
        if count == 0 { return nil }
        guard errno == EINTR else { throw .system("cannot read", path, errno) }
      }
    }
  }

  static func read(_ path: String) throws(BenchmarkError) -> [UInt8] {
    let file = try Reader(path)
    var contents = [UInt8]()
    while let piece = try file.next() { contents += piece }
    return contents
  }

  static func write(_ contents: [UInt8], to path: String) throws(BenchmarkError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .system("cannot write", path, errno) }
    defer { close(file) }
    guard systemWrite(contents, to: file) else { throw .system("cannot write", path, errno) }
  }

  /// A fresh folder below the system's place for temporary ones.
  static func makeScratchFolder() throws(BenchmarkError) -> String {
    let place = environmentVariable("TMPDIR") ?? "/tmp"
    var template = Array("\(place)/engine-benchmark-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .system("cannot make a folder in", place, errno)
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func makeFolder(_ path: String) throws(BenchmarkError) {
    guard mkdir(path, 0o755) == 0 else { throw .system("cannot make", path, errno) }
  }

  /// Removes a folder and what is in it, as far as that goes.
  static func removeFolder(_ path: String) {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee))
          {
            String(cString: $0)
          }
        }
        if name == "." || name == ".." { continue }
        if unlink("\(path)/\(name)") != 0 { removeFolder("\(path)/\(name)") }
      }
      closedir(folder)
    }
    rmdir(path)
  }

  /// The absolute form of a path, symbolic links followed.
  static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
