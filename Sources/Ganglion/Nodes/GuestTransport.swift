import CapnProto
package import CapnProtoAsync
package import CapnProtoTransport
import Platform
import Synchronization
package import WASI

/// Carries messages over a connection in memory whose other end is a guest's descriptor.
///
/// It has no thread: whoever makes the connection ready, such as the guest that wrote, has it go
/// on. One at a time delivers, and one at a time writes.
package final class GuestTransport: MessageTransport, @unchecked Sendable {
  // Safe to share: `reader` and `buffer` belong to who has taken the input, the rest is guarded.

  struct Input {
    var receiver: (any TransportReceiver)?
    var isReceiving = true
    var pump = Pump()
    var hasEnded = false
    var failure: TransportError?
  }

  struct Output {
    var queue = OutputQueue()
    var pump = Pump()
    var isFinishing = false
    var isOver = false
    var isCongested = false
  }

  let end: DuplexEnd
  let limits: TransportLimits
  let input = Guarded(Input())
  let output = Guarded(Output())
  let readable: BytePipe.Interest
  let writable: BytePipe.Interest
  var reader: FrameReader

  /// A transport over the host's end of a connection.
  package init(_ end: DuplexEnd, limits: TransportLimits = TransportLimits()) {
    self.end = end
    self.limits = limits
    reader = FrameReader(limits: limits)
    readable = BytePipe.Interest(end.incoming, .read)
    writable = BytePipe.Interest(end.outgoing, .write)
  }

  package var executor: (any TaskExecutor)? { nil }

  package func start(_ receiver: any TransportReceiver) {
    input.withLock { $0.receiver = receiver }
    pumpInput()
  }

  package func setReceiving(_ isReceiving: Bool) {
    input.withLock { $0.isReceiving = isReceiving }
    if isReceiving { pumpInput() }
  }

  package func send(_ messages: [OutboundMessage]) {
    let isTooMuch = output.withLock { output in
      if output.isOver || output.isFinishing { return false }
      for message in messages { output.queue.append(message) }
      return output.queue.byteCount > limits.queuedByteCount
    }
    if isTooMuch {
      fail(TransportError(.tooLarge, "the guest does not read what it is sent"))
    } else {
      pumpOutput()
    }
  }

  package func finish() {
    output.withLock { $0.isFinishing = true }
    input.withLock { $0.isReceiving = true }
    pumpOutput()
    pumpInput()
  }

  package func close() { fail(TransportError(.closed, "the connection was closed")) }

  /// Ends everything, once.
  func fail(_ error: TransportError) {
    output.withLock { output in
      output.isOver = true
      if !output.pump.isTaken { output.queue.removeAll() }
    }
    input.withLock { if $0.failure == nil { $0.failure = error } }
    end.close()
    pumpInput()
  }
}

/// Lets one at a time do something, again if it was asked for meanwhile.
struct Pump {
  private(set) var isTaken = false
  private var mustRepeat = false

  /// Whether the caller is to do it; somebody else does otherwise, and will look again.
  mutating func take() -> Bool {
    if isTaken {
      mustRepeat = true
      return false
    }
    isTaken = true
    mustRepeat = false
    return true
  }

  /// Whether it has to be done again; if not, it is not taken any more.
  mutating func repeatOrLeave() -> Bool {
    if mustRepeat {
      mustRepeat = false
      return true
    }
    isTaken = false
    return false
  }
}
