import Platform

/// Zeroed memory from the system: all that the engine asks of the platform.
enum Pages {
  /// Reserves zeroed memory; `nil` when the system has none left.
  static func allocate(byteCount: Int) -> UnsafeMutableRawPointer? {
    ZeroedPages.allocate(byteCount: byteCount)
  }

  /// Reserves zeroed memory for a call's value stack; `nil` when the system has none left.
  static func allocateStack(byteCount: Int) -> UnsafeMutableRawPointer? {
    RecycledPages.allocate(byteCount: byteCount)
  }

  /// Gives a value stack back.
  static func freeStack(_ address: UnsafeMutableRawPointer, byteCount: Int) {
    RecycledPages.free(address, byteCount: byteCount)
  }

  /// Up to this size memories are used again, as those of short programs are.
  private static let recycledByteCount = 1 << 20

  /// Reserves zeroed memory for a linear memory; `nil` when the system has none left.
  static func allocateMemory(byteCount: Int) -> UnsafeMutableRawPointer? {
    byteCount <= recycledByteCount
      ? RecycledPages.allocate(byteCount: byteCount) : ZeroedPages.allocate(byteCount: byteCount)
  }

  /// Gives a linear memory back.
  static func freeMemory(_ address: UnsafeMutableRawPointer, byteCount: Int) {
    if byteCount <= recycledByteCount {
      RecycledPages.free(address, byteCount: byteCount)
    } else {
      ZeroedPages.free(address, byteCount: byteCount)
    }
  }

  /// Makes an allocation larger; `nil` when the system has none left.
  static func grow(
    _ address: UnsafeMutableRawPointer, from oldByteCount: Int, to newByteCount: Int
  ) -> UnsafeMutableRawPointer? {
    ZeroedPages.grow(address, from: oldByteCount, to: newByteCount)
  }

  /// Gives an allocation back.
  static func free(_ address: UnsafeMutableRawPointer, byteCount: Int) {
    ZeroedPages.free(address, byteCount: byteCount)
  }
}
