/// The names taken in one Swift scope.
///
/// Names are given out in the order of the schema's ordinals. So whatever a later version of a
/// schema adds gives way to what was there before, and code written against the earlier version
/// still compiles.
struct NameScope {
  private var taken: Set<String>
  /// How often each name was asked for when it was taken already.
  private var collisions: [String: Int] = [:]

  /// Makes a scope in which `reserved` is taken already.
  init(reserved: Set<String> = []) {
    taken = reserved
  }

  /// Takes a name, or the first of `name_`, `name__`, … that is free; after eight of those, of `name_9`, `name_10`, ….
  ///
  /// - Returns: The name, not escaped.
  /// - Complexity: O(1), but for names that look like those given out here.
  mutating func take(_ name: String) -> String {
    if taken.insert(name).inserted { return name }
    var number = collisions[name, default: 0]
    while true {
      number += 1
      let candidate =
        number <= 8 ? name + String(repeating: "_", count: number) : "\(name)_\(number)"
      if taken.insert(candidate).inserted {
        collisions[name] = number
        return candidate
      }
    }
  }
}
