import CapnProtoAsync
import CapnProtoTransport
import Platform
import Synchronization
import WASI

extension GuestTransport {
  /// Beyond so many bytes that wait, the connection is told that there is no room.
  private static let congestionByteCount = 256 << 10

  /// Writes what waits, unless somebody does already.
  func pumpOutput() {
    guard output.withLock({ $0.pump.take() }) else { return }
    repeat {
      while advanceOutput() {}
    } while output.withLock({ $0.pump.repeatOrLeave() })
    tellRoom()
  }

  /// Writes once.
  ///
  /// - Returns: whether more can be written now.
  private func advanceOutput() -> Bool {
    let (buffers, isOver, isFinished) = output.withLock { output in
      if output.isOver { output.queue.removeAll() }
      return (
        output.queue.next(limit: 16).buffers, output.isOver,
        output.isFinishing && output.queue.isEmpty
      )
    }
    if isOver { return false }
    if isFinished {
      end.finish()
      return false
    }
    if buffers.isEmpty { return false }
    var written = 0
    var isBlocked = false
    for buffer in buffers {
      guard let count = end.outgoing.put(buffer) else {
        // Nobody reads any more; the end of the other direction tells the receiver.
        output.withLock { $0.isOver = true }
        return true
      }
      written += count
      if count < buffer.count {
        isBlocked = true
        break
      }
    }
    output.withLock { output in
      output.queue.removeFirst(written)
      // A connection that is idle should hold no memory.
      if output.queue.isEmpty { output.queue = OutputQueue() }
    }
    if isBlocked { writable.register(Waker { [weak self] in self?.pumpOutput() }) }
    return !isBlocked
  }

  /// Tells the receiver when there is no room any more, and when there is again.
  private func tellRoom() {
    let change: Bool? = output.withLock { output in
      let isCongested =
        output.queue.byteCount > (output.isCongested ? 0 : Self.congestionByteCount)
      if isCongested == output.isCongested { return nil }
      output.isCongested = isCongested
      return !isCongested
    }
    if let change, let receiver = input.withLock({ $0.receiver }) {
      receiver.transport(hasRoom: change)
    }
  }
}
