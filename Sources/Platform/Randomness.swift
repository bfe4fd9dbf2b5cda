#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The system's cryptographically secure randomness.
package enum Randomness {
  /// Fills a buffer.
  package static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
    #if os(Linux)
      // By positions: slices cost a short program the look-up of generic types.
      guard let base = buffer.baseAddress else { return }
      var filled = 0
      if let call = LinuxCalls.random {
        while filled < buffer.count {
          let count = call(base + filled, min(buffer.count - filled, 1 << 20), 0)
          if count <= 0 {
            if errno == EINTR { continue }
            break
          }
          filled += count
        }
      }
      // The standard library's generator is the fall-back; it is secure as well.
      var generator = SystemRandomNumberGenerator()
      while filled < buffer.count {
        buffer[filled] = generator.next()
        filled += 1
      }
    #else
      arc4random_buf(buffer.baseAddress, buffer.count)
    #endif
  }
}
