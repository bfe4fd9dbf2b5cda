/// The indices of one kind of definition, and the identifiers that stand for them.
///
/// Specification: https://webassembly.github.io/spec/core/text/modules.html#indices
struct IndexSpace {
  /// What is counted, for messages.
  let kind: String
  private(set) var count: UInt32 = 0
  private var indices: [Identifier: UInt32] = [:]

  init(_ kind: String) { self.kind = kind }

  /// Gives out the next index.
  ///
  /// - Parameter identifier: what shall stand for it.
  /// - Returns: whether the identifier was free.
  mutating func declare(_ identifier: Identifier?) -> Bool {
    defer { count += 1 }
    guard let identifier else { return true }
    return indices.updateValue(count, forKey: identifier) == nil
  }

  /// The index an identifier stands for.
  func index(of identifier: Identifier) -> UInt32? { indices[identifier] }

  /// Forgets all identifiers and starts at zero.
  mutating func reset() {
    count = 0
    if !indices.isEmpty { indices.removeAll(keepingCapacity: indices.count < 64) }
  }

  /// Leaves indices out, so that the next one is the given one.
  mutating func skip(to index: UInt32) { count = index }
}
