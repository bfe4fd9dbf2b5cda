package import Ganglion

/// Reads the value of `--dir`.
package enum DirectoryGrant {
  /// Reads `HOST[::GUEST][:ro]`.
  ///
  /// A host path that itself ends in `:ro` is written with `:rw` behind it.
  package static func parse(_ text: String) throws(CommandError) -> WASIDirectory {
    let (host, guest, access) = try parts(text)
    return .host(host, as: guest, access)
  }

  package static func parts(
    _ text: String
  ) throws(CommandError) -> (host: String, guest: String, access: WASIDirectory.Access) {
    var paths = Substring(text)
    var access = WASIDirectory.Access.readWrite
    if paths.hasSuffix(":ro") {
      access = .readOnly
      paths.removeLast(3)
    } else if paths.hasSuffix(":rw") {
      paths.removeLast(3)
    }
    var host = paths
    var guest = paths
    if let separator = separator(in: paths) {
      host = paths[..<separator]
      guest = paths[separator...].dropFirst(2)
    }
    guard !host.isEmpty, !guest.isEmpty else {
      throw .usage("--dir \(text): expected HOST[::GUEST][:ro]")
    }
    return (String(host), String(guest), access)
  }

  private static func separator(in text: Substring) -> Substring.Index? {
    var position = text.startIndex
    while position < text.endIndex {
      if text[position...].hasPrefix("::") { return position }
      position = text.index(after: position)
    }
    return nil
  }
}
