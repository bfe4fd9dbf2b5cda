// What `print` needs: characters gathered into lines, a line written by one system call.

private let outputDescriptor: Int32 = 1
private let lineCapacity = 1024

// A guest has one thread.
nonisolated(unsafe) private var line: [UInt8] = []

/// Takes one byte of output; a line is written at once.
@_cdecl("putchar")
public func guestPutCharacter(_ character: Int32) -> Int32 {
  line.append(UInt8(truncatingIfNeeded: character))
  if character == 10 || line.count >= lineCapacity { guestFlushOutput() }
  return character
}

/// Writes what was printed since the last end of a line.
@_cdecl("guest_flush_output")
public func guestFlushOutput() {
  if line.isEmpty { return }
  line.withUnsafeBytes { guestWrite(outputDescriptor, $0.baseAddress, $0.count) }
  line.removeAll(keepingCapacity: true)
}

@_extern(wasm, module: "wasi_snapshot_preview1", name: "fd_write")
@_extern(c)
private func wasiWrite(
  _ descriptor: Int32, _ vectors: UnsafeRawPointer, _ count: Int32,
  _ byteCount: UnsafeMutableRawPointer
) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "poll_oneoff")
@_extern(c)
private func wasiPoll(
  _ subscriptions: UnsafeRawPointer, _ events: UnsafeMutableRawPointer, _ count: Int32,
  _ eventCount: UnsafeMutableRawPointer
) -> Int32

/// Writes bytes, all of them; gives up when nobody takes them.
func guestWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) {
  let tryAgain: Int32 = 6
  var done = 0
  while done < count {
    var vector = (UInt32(UInt(bitPattern: bytes)) &+ UInt32(done), UInt32(count - done))
    var written: UInt32 = 0
    let errno = wasiWrite(descriptor, &vector, 1, &written)
    if errno == tryAgain {
      waitToWrite(descriptor)
    } else if errno != 0 || written == 0 {
      return
    } else {
      done += Int(written)
    }
  }
}

private func waitToWrite(_ descriptor: Int32) {
  // A subscription to a descriptor that can be written to, and the event.
  var subscription: (UInt64, UInt64, Int64, UInt64, UInt64, UInt64) =
    (0, 2, Int64(descriptor), 0, 0, 0)
  var event: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  var count: UInt32 = 0
  _ = wasiPoll(&subscription, &event, 1, &count)
}
