import CapnProto
import CapnProtoAsync
import CapnProtoTransport
import Platform
import Synchronization
import WASI

extension GuestTransport {
  /// The most bytes taken at a time.
  private static let chunkByteCount = 16 << 10

  private enum Step {
    case read(any TransportReceiver)
    case end(any TransportReceiver, TransportError?)
    case stop
  }

  /// Delivers what is there, unless somebody does already.
  func pumpInput() {
    guard input.withLock({ $0.pump.take() }) else { return }
    repeat {
      while advanceInput() {}
    } while input.withLock({ $0.pump.repeatOrLeave() })
  }

  /// Does one thing.
  ///
  /// - Returns: whether there may be more to do now.
  private func advanceInput() -> Bool {
    let step = input.withLock { input -> Step in
      guard let receiver = input.receiver, !input.hasEnded else { return .stop }
      if input.failure != nil { return Self.end(&input, receiver, input.failure) }
      return input.isReceiving ? .read(receiver) : .stop
    }
    switch step {
    case .stop: return false
    case .end(let receiver, let error):
      receiver.transport(ended: error)
      return false
    case .read(let receiver): return read(receiver)
    }
  }

  private static func end(
    _ input: inout Input, _ receiver: any TransportReceiver, _ error: TransportError?
  ) -> Step {
    input.hasEnded = true
    input.receiver = nil
    return .end(receiver, error)
  }

  private func read(_ receiver: any TransportReceiver) -> Bool {
    var messages: [InboundMessage] = []
    var failure: TransportError?
    let count = withUnsafeTemporaryAllocation(byteCount: Self.chunkByteCount, alignment: 8) {
      buffer -> Int? in
      guard let count = end.incoming.take(into: buffer) else { return nil }
      do throws(TransportError) {
        try reader.consume(UnsafeRawBufferPointer(rebasing: buffer[..<count])) {
          messages.append(InboundMessage($0))
        }
      } catch {
        failure = error
      }
      return count
    }
    if !messages.isEmpty { receiver.transport(received: messages) }
    if let failure {
      fail(failure)
      return true
    }
    if let count, count > 0 { return true }
    if count == nil {
      // The guest is gone, or will say no more. What it was not sent yet it will not read.
      let isCut = !reader.isBetweenMessages
      let wasFinishing = output.withLock { $0.isFinishing }
      end.close()
      let step = input.withLock { input -> Step in
        guard input.receiver != nil, !input.hasEnded else { return .stop }
        let error =
          input.failure
          ?? (isCut
            ? TransportError(.truncated, "the guest ended in the middle of a message")
            : wasFinishing
              ? nil : TransportError(.closedByPeer, "the guest closed the connection"))
        return Self.end(&input, receiver, error)
      }
      if case .end(let receiver, let error) = step { receiver.transport(ended: error) }
      return false
    }
    readable.register(Waker { [weak self] in self?.pumpInput() })
    return false
  }
}
