/// Paths of schema files, as text: parts between slashes.
enum SchemaPath {
  /// Puts a path behind a directory and takes `.` and `..` out.
  ///
  /// - Returns: an absolute path; what would lead above the root stays there.
  static func join(_ directory: String, _ path: String) -> String {
    var parts: [Substring] = []
    let whole = path.utf8.first == UInt8(ascii: "/") ? path : directory + "/" + path
    for part in whole.split(separator: "/") {
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }

  /// The path without a directory in front, or without the slash if it is elsewhere.
  static func name(of path: String, in directory: String) -> String {
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    if path.hasPrefix(prefix) { return String(path.dropFirst(prefix.count)) }
    return String(path.drop { $0 == "/" })
  }
}
