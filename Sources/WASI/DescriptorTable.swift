/// An open descriptor of a guest.
package struct Descriptor {
  /// What it refers to.
  package enum Resource {
    case bytes(any ByteObject)
    case directory(any DirectoryObject)
    case listener(any ListenerObject)
  }

  package var resource: Resource
  /// What may be done with it.
  package var rights: Rights
  /// What may be done with what is opened through it.
  package var inheritingRights: Rights
  package var flags: FDFlags
  /// Whether it comes from a read-only grant.
  package var isReadOnly: Bool
  /// The path under which it was granted.
  package var guestPath: [UInt8]?

  /// A descriptor with all the rights that mean something for it.
  package init(
    _ resource: Resource, inheriting: Rights = [], flags: FDFlags = [], isReadOnly: Bool = false,
    guestPath: [UInt8]? = nil
  ) {
    self.resource = resource
    rights =
      switch resource {
      case .bytes(let object): object.rights
      case .directory: .directory
      case .listener: .listener
      }
    inheritingRights = inheriting
    self.flags = flags
    self.isReadOnly = isReadOnly
    self.guestPath = guestPath
  }

  package var fileType: FileType {
    switch resource {
    case .bytes(let object): object.fileType
    case .directory: .directory
    case .listener: .socketStream
    }
  }

  /// Fails unless it has the rights.
  package func require(_ needed: Rights) throws(Errno) {
    if !rights.isSuperset(of: needed) { throw .notcapable }
  }

  /// Fails for descriptors from read-only grants.
  package func requireWritable() throws(Errno) {
    if isReadOnly { throw .rofs }
  }
}

/// The descriptors of a guest, by number.
package struct DescriptorTable {
  private enum Slot {
    case free
    /// A standard stream that was not granted: not open, and its number not given to anything else,
    /// so that output meant for it never ends up in a file.
    case reserved
    case open(Descriptor)
  }

  private var slots: [Slot] = []
  private var firstFree = 0
  private let limit: Int

  package init(limit: Int) { self.limit = max(0, limit) }

  /// How many are open.
  package var count: Int {
    slots.reduce(0) { count, slot in if case .open = slot { count + 1 } else { count } }
  }

  /// Keeps the next number unused.
  package mutating func reserve() {
    slots.append(.reserved)
    firstFree = slots.count
  }

  /// Opens a descriptor at the lowest free number.
  ///
  /// - Throws: `mfile` at the limit.
  @discardableResult
  package mutating func insert(_ descriptor: Descriptor) throws(Errno) -> UInt32 {
    while firstFree < slots.count {
      if case .free = slots[firstFree] { break }
      firstFree += 1
    }
    if firstFree == slots.count {
      guard slots.count < limit else { throw .mfile }
      slots.append(.free)
    }
    slots[firstFree] = .open(descriptor)
    defer { firstFree += 1 }
    return UInt32(firstFree)
  }

  /// Fails at the limit; asked before something is made that could not be kept.
  package func requireRoom() throws(Errno) {
    if slots.count < limit { return }
    for slot in slots[min(firstFree, slots.count)...] {
      if case .free = slot { return }
    }
    throw .mfile
  }

  /// The descriptor of a number.
  ///
  /// - Throws: `badf` when it is not open.
  package func get(_ number: UInt32) throws(Errno) -> Descriptor {
    guard number < slots.count, case .open(let descriptor) = slots[Int(number)] else {
      throw .badf
    }
    return descriptor
  }

  /// Replaces an open descriptor's properties.
  package mutating func set(_ number: UInt32, _ descriptor: Descriptor) throws(Errno) {
    _ = try get(number)
    slots[Int(number)] = .open(descriptor)
  }

  /// Closes a descriptor.
  @discardableResult
  package mutating func remove(_ number: UInt32) throws(Errno) -> Descriptor {
    let descriptor = try get(number)
    slots[Int(number)] = .free
    firstFree = min(firstFree, Int(number))
    return descriptor
  }

  /// Closes everything.
  package mutating func removeAll() { slots = [] }
}

extension DescriptorTable {
  /// Whether a granted directory has a higher number.
  func hasGrantedPath(above number: UInt32) -> Bool {
    var next = number + 1
    while let descriptor = try? get(next) {
      if descriptor.guestPath != nil { return true }
      next += 1
    }
    return false
  }
}
