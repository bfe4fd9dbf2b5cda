/// The functions by which a guest lets its host take room in its memory.
///
/// Two hands write in a guest's memory, so who owns what is a matter of agreement. The one kept here
/// is C's: what the host allocates is the host's, until it frees it; a guest that returns what it
/// allocated gives it to the host, which frees it.
public struct GuestAllocator: Hashable, Sendable {
  /// The export that takes a size and returns a pointer, zero for "no room".
  public var allocateName: String
  /// The export that takes back a pointer; `nil` when the guest never frees.
  public var freeName: String?
  /// Whether the size goes with the pointer when something is freed.
  public var freeTakesSize: Bool
  /// The exported memory that pointers lead into.
  public var memoryName: String

  /// Names an allocator.
  ///
  /// - Parameters:
  ///   - allocate: the export that takes a size and returns a pointer.
  ///   - free: the export that takes back a pointer.
  ///   - freeTakesSize: whether the size goes with it, as in Rust and Zig.
  ///   - memory: the exported memory.
  public init(
    allocate: String, free: String?, freeTakesSize: Bool = false, memory: String = "memory"
  ) {
    allocateName = allocate
    freeName = free
    self.freeTakesSize = freeTakesSize
    memoryName = memory
  }

  /// The C library's `malloc` and `free`.
  public static let c = GuestAllocator(allocate: "malloc", free: "free")
}

/// A range of a guest's memory.
public struct GuestBuffer: Hashable, Sendable {
  /// The address of its first byte.
  public var pointer: UInt32
  /// How many bytes it has.
  public var count: UInt32

  /// A range.
  ///
  /// - Parameters:
  ///   - pointer: the address of its first byte.
  ///   - count: how many bytes it has.
  public init(pointer: UInt32, count: UInt32) {
    self.pointer = pointer
    self.count = count
  }
}
