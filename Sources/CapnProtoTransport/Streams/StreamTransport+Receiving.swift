internal import CapnProto
internal import CapnProtoAsync
package import Platform
internal import Synchronization

extension StreamTransport: ReactorHandler {
  /// Reads at most so often before others have their turn.
  private static let readsPerTurn = 8

  private enum Step {
    case more, enough
    /// The connection is over; without an error in an orderly way.
    case ended(TransportError?)
  }

  package func descriptorIsReady(_ events: DescriptorEvents) {
    if input.hasEnded { return }
    if input.wantsWritable && !events.isDisjoint(with: [.writable, .hangUp, .failed]) {
      input.wantsWritable = false
      updateWatch()
      write()
    }
    if input.isReceiving && !events.isDisjoint(with: [.readable, .hangUp, .failed]) {
      receive()
    } else if !input.hasEnded, !input.isReceiving, !events.isDisjoint(with: [.hangUp, .failed]) {
      // Nobody reads and nobody can: wait without being told again.
      if input.isWatched { reactor.forget(descriptor) }
      input.isWatched = false
    }
  }

  private func receive() {
    var messages: [InboundMessage] = []
    var step = Step.more
    for _ in 0..<Self.readsPerTurn {
      do throws(SystemError) {
        step = try receiveOnce(&messages)
      } catch {
        step = error.code == .again ? .enough : .ended(TransportError(.system, "\(error)"))
      }
      guard case .more = step else { break }
    }
    if !messages.isEmpty { input.receiver?.transport(received: messages) }
    if case .ended(let error) = step { endOnReactor(error) }
  }

  /// Receives what one system call brings.
  private func receiveOnce(_ messages: inout [InboundMessage]) throws(SystemError) -> Step {
    if let target = input.reader.directTarget {
      let count = try Socket.receive(descriptor.descriptor, into: target)
      if count == 0 { return endOfStream() }
      if let message = input.reader.receivedDirectly(count) {
        messages.append(InboundMessage(message))
        attachEarlier(to: &messages[messages.count - 1])
      }
      return count < target.count ? .enough : .more
    }
    let scratch = reactor.scratch
    var count = 0
    var descriptors: [SharedDescriptor] = []
    if limits.descriptorCount > 0 {
      let received = try Socket.receive(
        descriptor.descriptor, into: scratch, descriptorLimit: limits.descriptorCount)
      count = received.count
      descriptors = received.descriptors
    } else {
      count = try Socket.receive(descriptor.descriptor, into: scratch)
    }
    if count == 0 { return endOfStream() }
    let first = messages.count
    do throws(TransportError) {
      let bytes = UnsafeRawBufferPointer(rebasing: scratch[..<count])
      try input.reader.consume(bytes) { messages.append(InboundMessage($0)) }
    } catch { return .ended(error) }
    if first < messages.count { attachEarlier(to: &messages[first]) }
    if !descriptors.isEmpty { attach(descriptors, to: &messages) }
    // A call that brings descriptors ends at their message; there may be more behind it.
    return count < scratch.count && descriptors.isEmpty ? .enough : .more
  }

  private func endOfStream() -> Step {
    guard input.reader.isBetweenMessages else {
      return .ended(TransportError(.truncated, "the stream ended inside a message"))
    }
    let isFinished = output.withLock { $0.isShutDown }
    return .ended(
      isFinished ? nil : TransportError(.closedByPeer, "the peer closed the connection"))
  }

  /// Descriptors that came with the first bytes of a message belong to it once it is complete.
  private func attachEarlier(to message: inout InboundMessage) {
    if input.descriptors.isEmpty { return }
    message.descriptors += input.descriptors as [any AnyObject & Sendable]
    input.descriptors = []
  }

  /// Descriptors belong to the last message that began among the bytes of their call.
  private func attach(
    _ descriptors: [SharedDescriptor], to messages: inout [InboundMessage]
  ) {
    if input.reader.isBetweenMessages, !messages.isEmpty {
      messages[messages.count - 1].descriptors += descriptors as [any AnyObject & Sendable]
    } else {
      input.descriptors += descriptors
    }
  }
}
