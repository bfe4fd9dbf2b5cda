/// All that one request to generate code holds: the files asked for and every declaration known.
package struct SchemaSet: Sendable {
  /// A file to generate code for.
  package struct File: Sendable {
    package var id: UInt64
    /// The name as the user wrote it.
    package var name: String
    /// The files it imports.
    package var imports: [(id: UInt64, name: String)]
  }

  package var files: [File]
  package var nodes: [UInt64: SchemaNode]

  /// The file a declaration stands in.
  ///
  /// - Returns: `nil` for the detached structs of parameters and results, and for unknown ids.
  /// - Complexity: O(depth of the declaration).
  package func file(of id: UInt64) -> UInt64? {
    var current = id
    for _ in 0..<Limits.nestingDepth {
      guard let node = nodes[current] else { return nil }
      if case .file = node.body { return current }
      current = node.scopeID
    }
    return nil
  }
}
