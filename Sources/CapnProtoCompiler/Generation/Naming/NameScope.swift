/// The names taken in one Swift scope.
///
/// Names are given out in the order of the schema's ordinals. So whatever a later version of a
/// schema adds gives way to what was there before, and code written against the earlier version
/// still compiles.
struct NameScope {
  private var taken: Set<String>

  /// Makes a scope in which `reserved` is taken already.
  init(reserved: Set<String> = []) {
    taken = reserved
  }

  /// Takes a name, or the first of `name_`, `name__`, … that is free.
  ///
  /// - Returns: The name, not escaped.
  /// - Complexity: O(names that collide).
  mutating func take(_ name: String) -> String {
    var candidate = name
    while !taken.insert(candidate).inserted { candidate += "_" }
    return candidate
  }
}
