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
      var rest = buffer[...]
      if let call = LinuxCalls.random {
        while !rest.isEmpty {
          let part = UnsafeMutableRawBufferPointer(rebasing: rest.prefix(1 << 20))
          let count = call(part.baseAddress, part.count, 0)
          if count <= 0 {
            if errno == EINTR { continue }
            break
          }
          rest = rest.dropFirst(count)
        }
      }
      // The standard library's generator is the fall-back; it is secure as well.
      var generator = SystemRandomNumberGenerator()
      for index in rest.indices { rest[index] = generator.next() }
    #else
      arc4random_buf(buffer.baseAddress, buffer.count)
    #endif
  }
}
