import Foundation

/// Files that tests read.
enum FileBytes {
  static func read(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { Array($0) }
  }

  /// The schemas in some directories of the package, named from its top.
  static func schemas(in directories: [String]) -> [String] {
    directories.flatMap { directory -> [String] in
      let names = FileManager.default.enumerator(atPath: "\(CapnpTool.root)/\(directory)")
      return (names?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".capnp") }
        .map { "\(directory)/\($0)" }
    }.sorted()
  }
}
