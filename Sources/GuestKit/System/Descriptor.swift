/// A stream of bytes that the system has a number for.
struct Descriptor {
  /// How a read or a write went.
  enum Transfer {
    /// So many bytes were moved; a read that moved none is at the end.
    case moved(Int)
    case wouldBlock
    case failed
  }

  let number: Int32

  init(_ number: Int32) { self.number = number }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    var vector = (UInt32(UInt(bitPattern: buffer.baseAddress)), UInt32(buffer.count))
    var count: UInt32 = 0
    return result(wasiRead(number, &vector, 1, &count), count)
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    var vector = (UInt32(UInt(bitPattern: bytes.baseAddress)), UInt32(bytes.count))
    var count: UInt32 = 0
    return result(wasiWrite(number, &vector, 1, &count), count)
  }

  private func result(_ errno: Int32, _ count: UInt32) -> Transfer {
    switch errno {
    case Errno.success: .moved(Int(count))
    case Errno.again, Errno.interrupted: .wouldBlock
    default: .failed
    }
  }

  func close() { _ = wasiClose(number) }

  /// Takes the connection that waits at a listening socket, or waits for one.
  ///
  /// - Parameters:
  ///   - listener: the socket.
  ///   - doesBlock: whether reads and writes of the connection wait.
  /// - Returns: the connection; `nil` if there is no such socket.
  static func accept(at listener: Int32, doesBlock: Bool) -> Descriptor? {
    var number: Int32 = -1
    let nonBlocking: Int32 = 4
    while true {
      switch wasiAccept(listener, doesBlock ? 0 : nonBlocking, &number) {
      case Errno.success: return Descriptor(number)
      case Errno.again, Errno.interrupted: Poll.wait(for: .read(listener))
      default: return nil
      }
    }
  }
}
