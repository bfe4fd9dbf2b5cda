import Platform

/// A place in a directory tree of the system, held by open descriptors.
///
/// `..` goes back to the very directory that was left, not to what the system calls its parent, so
/// that nothing moved or swapped meanwhile can lead outside. Only the nearest few directories are
/// held open; farther back is walked anew from the root, with the same care.
struct HostPlace: PathPlace {
  /// More than real paths use of `..`, and little enough for many guests.
  private static let windowSize = 16

  private let root: SharedDescriptor
  private(set) var current: SharedDescriptor
  private var window: [SharedDescriptor] = []
  private var names: [[UInt8]] = []

  init(_ root: SharedDescriptor) {
    self.root = root
    current = root
  }

  mutating func descend(_ name: [UInt8]) throws(Errno) -> [UInt8]? {
    if let target = try enter(name) { return target }
    names.append(name)
    return nil
  }

  mutating func ascend() throws(Errno) {
    names.removeLast()
    if let parent = window.popLast() {
      current = parent
      return
    }
    current = root
    for name in names {
      // What was a directory a moment ago and is a link now is not followed.
      if try enter(name) != nil { throw .notdir }
    }
  }

  /// Opens a directory below and makes it the current one, or gives the target of a link.
  private mutating func enter(_ name: [UInt8]) throws(Errno) -> [UInt8]? {
    let directory = current
    let path = try system { () throws(SystemError) in try SystemPath(name) }
    let opened = Result { () throws(SystemError) in
      SharedDescriptor(try directory.descriptor.openForLookup(path))
    }
    switch opened {
    case .success(let next):
      window.append(directory)
      if window.count > Self.windowSize { window.removeFirst() }
      current = next
      return nil
    case .failure(let error):
      guard error.code == .notdir || error.code == .loop else { throw Errno(error) }
      return try directory.linkTarget(path, or: Errno(error))
    }
  }
}

extension SharedDescriptor {
  /// The target of a symbolic link in this directory.
  ///
  /// - Throws: `failure` when the name is not a link.
  func linkTarget(_ name: SystemPath, or failure: Errno) throws(Errno) -> [UInt8] {
    do throws(SystemError) {
      return try descriptor.symbolicLinkTarget(name)
    } catch {
      throw error.code == .inval ? failure : Errno(error)
    }
  }
}
