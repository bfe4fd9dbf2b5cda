import WebAssemblyText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The real programs that are cut and mutated.
enum Programs {
  /// All modules beneath a directory, in the order of their paths.
  static func read(_ directory: String) -> [[UInt8]] {
    let paths = modules(in: directory).sorted()
    let programs = paths.map { bytes(of: $0) }.filter { $0.count > 8 && $0.count < 200_000 }
    // An empty module stands for them where there are none.
    return programs.isEmpty ? [[0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 0, 1, 0]] : programs
  }

  private static func modules(in directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let path = directory + "/" + name
      if name.hasSuffix(".wasm") {
        found.append(path)
      } else if entry.pointee.d_type == UInt8(DT_DIR) {
        found += modules(in: path)
      }
    }
    return found
  }

  static func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// The module of a file, from the text format where it is in that.
  static func module(of path: String) -> [UInt8] {
    let bytes = bytes(of: path)
    return path.hasSuffix(".wat") ? (try? TextFormat.binary(from: bytes)) ?? [] : bytes
  }

  /// Writes a file.
  static func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "wb") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}
