import Foundation

/// The files of the official test suite, when it lies beside the package.
enum SuiteFiles {
  static let directory: URL? = {
    var folder = URL(filePath: #filePath)
    for _ in 0..<8 {
      folder.deleteLastPathComponent()
      for name in ["shared/wasm-testsuite", "../shared/wasm-testsuite"] {
        let candidate = folder.appending(path: name)
        if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
      }
    }
    return nil
  }()

  /// The scripts in a folder of the suite, by name.
  static func scripts(in folder: String = "") throws -> [(name: String, bytes: [UInt8])] {
    guard let directory else { return [] }
    let path = folder.isEmpty ? directory : directory.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: path.path).sorted()
      .filter { $0.hasSuffix(".wast") }
      .map { ($0, Array(try Data(contentsOf: path.appending(path: $0)))) }
  }
}
