#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Zeroed memory straight from the system.
///
/// Pages cost nothing until they are touched, and the system zeroes them, not us.
package enum ZeroedPages {
  /// Reserves zeroed memory.
  ///
  /// - Parameter byteCount: the size in bytes; more than zero.
  /// - Returns: the first byte, page-aligned, or `nil` when the system has none left.
  package static func allocate(byteCount: Int) -> UnsafeMutableRawPointer? {
    guard byteCount > 0 else { return nil }
    #if os(Linux)
      let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    #else
      let flags = MAP_PRIVATE | MAP_ANON
    #endif
    let address = mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, -1, 0)
    return address == MAP_FAILED ? nil : address
  }

  /// Makes an allocation larger; the new part is zeroed, the old part keeps its bytes.
  ///
  /// - Parameters:
  ///   - address: what `allocate` or `grow` returned; no longer valid afterwards.
  ///   - oldByteCount: its size in bytes.
  ///   - newByteCount: the size wanted, at least the old one.
  /// - Returns: the new first byte, or `nil` when the system has none left; then the old allocation
  ///   stays as it was.
  package static func grow(
    _ address: UnsafeMutableRawPointer, from oldByteCount: Int, to newByteCount: Int
  ) -> UnsafeMutableRawPointer? {
    #if os(Linux)
      if let remap {
        let mayMove: Int32 = 1
        let grown = remap(address, oldByteCount, newByteCount, mayMove)
        return grown == MAP_FAILED ? nil : grown
      }
    #endif
    guard let grown = allocate(byteCount: newByteCount) else { return nil }
    grown.copyMemory(from: address, byteCount: oldByteCount)
    munmap(address, oldByteCount)
    return grown
  }

  #if os(Linux)
    private typealias Remap =
      @convention(c) (UnsafeMutableRawPointer, Int, Int, Int32) -> UnsafeMutableRawPointer?

    /// The C library's `mremap`, which the overlay leaves out because it is variadic.
    ///
    /// The cast is safe: with these four arguments this is the function's documented form.
    private static let remap: Remap? = dlsym(nil, "mremap").map {
      unsafeBitCast($0, to: Remap.self)
    }
  #endif

  /// Gives memory back to the system.
  ///
  /// - Parameters:
  ///   - address: what `allocate` or `grow` returned.
  ///   - byteCount: its size in bytes.
  package static func free(_ address: UnsafeMutableRawPointer, byteCount: Int) {
    munmap(address, byteCount)
  }
}
