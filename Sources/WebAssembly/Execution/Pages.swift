import Platform

/// Zeroed memory from the system: all that the engine asks of the platform.
enum Pages {
  /// Reserves zeroed memory; `nil` when the system has none left.
  static func allocate(byteCount: Int) -> UnsafeMutableRawPointer? {
    ZeroedPages.allocate(byteCount: byteCount)
  }

  /// Reserves zeroed memory for a call's value stack or a linear memory; `nil` when the system has
  /// none left.
  static func allocateRecycled(byteCount: Int) -> UnsafeMutableRawPointer? {
    RecycledPages.allocate(byteCount: byteCount)
  }

  /// Gives a value stack or a linear memory back.
  static func freeRecycled(_ address: UnsafeMutableRawPointer, byteCount: Int) {
    RecycledPages.free(address, byteCount: byteCount)
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
