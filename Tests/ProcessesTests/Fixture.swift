import Platform
import WebAssembly
import WebAssemblyText

/// What tests read and run.
enum Fixture {
  /// The top of the package.
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  static func bytes(_ name: String) throws -> [UInt8] {
    var mode = OpenMode()
    mode.reads = true
    let file = try FileDescriptor.open(SystemPath("\(root)/Fixtures/\(name)"), mode)
    var bytes = [UInt8](repeating: 0, count: Int(try file.status().size))
    var filled = 0
    while filled < bytes.count {
      let count = try bytes.withUnsafeMutableBytes {
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
      }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes.prefix(filled))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }
}
