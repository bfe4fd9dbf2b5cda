/// A path from a guest: relative, not empty, and with no zero bytes.
package struct GuestPath: Sendable, Hashable {
  package let bytes: [UInt8]

  /// - Throws: `noent` when it is empty, `perm` when it is absolute, `inval` for a zero byte,
  ///   `nametoolong` beyond the limit.
  package init(_ bytes: [UInt8], limit: Int = 4096) throws(Errno) {
    guard let first = bytes.first else { throw .noent }
    if bytes.count > limit { throw .nametoolong }
    if first == PathResolver<NoPlace>.slash { throw .perm }
    if bytes.contains(0) { throw .inval }
    self.bytes = bytes
  }

  package init(_ text: String) throws(Errno) { try self.init([UInt8](text.utf8)) }
}

/// Where a path has led so far: a directory.
package protocol PathPlace {
  /// Enters a directory by name, without following a symbolic link.
  ///
  /// - Returns: the link's target if it is one, and then nothing was entered.
  mutating func descend(_ name: [UInt8]) throws(Errno) -> [UInt8]?
  /// Goes back to where the last `descend` came from; never called at the start.
  mutating func ascend() throws(Errno)
}

/// Walks a path name by name, so that no step can leave the directory it starts in.
///
/// Every file system's calls go through it; the rules of `.`, `..`, slashes and links are here only.
package struct PathResolver<Place: PathPlace> {
  /// What the path names.
  package enum Target {
    /// The place itself.
    case here
    /// A name, existing or not, in the place.
    case name([UInt8])
  }

  static var slash: UInt8 { 0x2f }
  /// As many links as Linux follows in one path.
  static var linkLimit: Int { 40 }

  package private(set) var place: Place
  /// Whether the path ends with a slash, so that it can only name a directory.
  package private(set) var mustBeDirectory = false
  /// The names not walked yet, the next one last.
  private var pending: [[UInt8]] = []
  private var depth = 0
  private var linkCount = 0

  package init(_ path: GuestPath, from place: Place) {
    self.place = place
    push(path.bytes)
  }

  private mutating func push(_ path: [UInt8]) {
    if pending.isEmpty { mustBeDirectory = mustBeDirectory || path.last == Self.slash }
    pending += path.split(separator: Self.slash).reversed().map { [UInt8]($0) }
  }

  /// Walks up to the last name.
  ///
  /// - Throws: `perm` where the path would leave its directory, `loop` after too many links.
  package mutating func advance() throws(Errno) -> Target {
    while let name = pending.popLast() {
      if name == [0x2e] { continue }
      if name == [0x2e, 0x2e] {
        if depth == 0 { throw .perm }
        try place.ascend()
        depth -= 1
        continue
      }
      if name.count > 255 { throw .nametoolong }
      if pending.isEmpty { return .name(name) }
      if let target = try place.descend(name) {
        try follow(target)
      } else {
        depth += 1
      }
    }
    return .here
  }

  /// Goes on with a link's target in the place of the name that `advance` gave.
  package mutating func follow(_ target: [UInt8]) throws(Errno) {
    linkCount += 1
    if linkCount > Self.linkLimit { throw .loop }
    guard let first = target.first else { throw .noent }
    if first == Self.slash { throw .perm }
    push(target)
  }
}

/// A place for uses that need none.
package struct NoPlace: PathPlace {
  package mutating func descend(_ name: [UInt8]) throws(Errno) -> [UInt8]? { throw .noent }
  package mutating func ascend() throws(Errno) {}
}
