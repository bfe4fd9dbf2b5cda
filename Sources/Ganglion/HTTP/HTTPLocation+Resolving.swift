extension HTTPLocation {
  /// Where a reference leads that was found here, such as in a `Location` field.
  ///
  /// - Parameters:
  ///   - reference: a URL, or what is to be put into the place of the end of this one.
  ///   - limit: the most bytes the URL may have.
  /// - Throws: what is wrong with it.
  /// - SeeAlso: <https://www.rfc-editor.org/rfc/rfc3986#section-5.2>
  package func resolve(
    _ reference: String, limit: Int
  ) throws(HTTPLocationError) -> HTTPLocation {
    if Self.hasScheme(reference) { return try HTTPLocation(reference, limit: limit) }
    if reference.hasPrefix("//") {
      return try HTTPLocation("\(scheme.rawValue):\(reference)", limit: limit)
    }
    guard reference.utf8.count <= limit else {
      throw HTTPLocationError("a URL of \(reference.utf8.count) bytes; at most \(limit)")
    }
    let path = target.prefix { $0 != "?" }
    if reference.isEmpty || reference.hasPrefix("#") { return self }
    if reference.hasPrefix("?") { return try HTTPLocation(origin + path + reference, limit: limit) }
    let relative = reference.prefix { $0 != "?" && $0 != "#" }
    let rest = reference[relative.endIndex...]
    let merged: Substring
    if relative.hasPrefix("/") {
      merged = relative
    } else {
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
      merged = folder + relative
    }
    return try HTTPLocation(origin + Self.withoutDots(merged) + rest, limit: limit)
  }

  /// A path without the steps `.` and `..`.
  private static func withoutDots(_ path: Substring) -> String {
    var steps: [Substring] = []
    let given = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    for (index, step) in given.enumerated() {
      let isLast = index == given.count - 1
      switch step {
      case ".": if isLast { steps.append("") }
      case "..":
        _ = steps.popLast()
        if isLast { steps.append("") }
      default: steps.append(step)
      }
    }
    return "/" + steps.joined(separator: "/")
  }
}
