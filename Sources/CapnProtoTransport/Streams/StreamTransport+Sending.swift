internal import CapnProto
public import CapnProtoAsync
internal import Platform
internal import Synchronization

extension StreamTransport {
  /// More than this is written without waiting for the end of the turn.
  private static let eagerByteCount = 256 << 10
  /// With more than this, the receiver is told that there is no room.
  private static let congestedByteCount = 1 << 20

  /// Queues messages for sending, after all earlier ones.
  ///
  /// - Parameter messages: not changed by anybody any more.
  public func send(_ messages: [OutboundMessage]) {
    send { queue in for outbound in messages { queue.append(outbound) } }
  }

  /// Queues a message for sending, after all earlier ones.
  ///
  /// - Parameter message: not changed by anybody any more.
  public func send(_ message: OutboundMessage) { send { $0.append(message) } }

  private enum Next { case nothing, write, later, overflow }

  @inline(__always)
  private func send(_ append: (inout OutputQueue) -> Void) {
    let isCurrent = reactor.isCurrent
    let next: Next = output.withLock { output in
      guard output.isOpen, !output.isFinishing else { return .nothing }
      append(&output.queue)
      if output.queue.byteCount > limits.queuedByteCount { return .overflow }
      if !output.isCongested && output.queue.byteCount > Self.congestedByteCount {
        output.isCongested = true
        reactor.execute { [self] in tellRoom() }
      }
      if output.isTaken { return .nothing }
      output.isTaken = true
      return isCurrent && output.queue.byteCount < Self.eagerByteCount ? .later : .write
    }
    switch next {
    case .nothing: break
    case .write: write()
    case .later: reactor.atTurnEnd { self.write() }
    case .overflow:
      end(TransportError(.tooLarge, "the peer does not read: \(limits.queuedByteCount) bytes wait"))
    }
  }

  /// Ends the sending direction once everything queued is written, then waits for the peer to do the
  /// same.
  public func finish() {
    let mustWrite = output.withLock { output in
      guard output.isOpen, !output.isFinishing else { return false }
      output.isFinishing = true
      if output.isTaken { return false }
      output.isTaken = true
      return true
    }
    if mustWrite { write() }
  }

  /// Writes until nothing is left or the socket is full; only by who took the output.
  func write() {
    while true {
      let next = output.withLock { output -> ([UnsafeRawBufferPointer], [AnyObject])? in
        if !output.isOpen || output.queue.isEmpty {
          output.isTaken = false
          if !output.isOpen { output.queue.removeAll() }
          return nil
        }
        return output.queue.next(limit: Socket.maximumVectorCount)
      }
      guard let (buffers, descriptors) = next else { break }
      do throws(SystemError) {
        let count = try Socket.send(
          descriptor.descriptor, buffers,
          passing: descriptors.compactMap { $0 as? SharedDescriptor })
        let hasRoomAgain = output.withLock { output in
          output.queue.removeFirst(count)
          guard output.isCongested, output.queue.byteCount < Self.eagerByteCount else {
            return false
          }
          output.isCongested = false
          return true
        }
        if hasRoomAgain { reactor.execute { [self] in tellRoom() } }
      } catch {
        if error.code == .again {
          reactor.execute { [self] in waitForRoom() }
        } else {
          output.withLock { $0.isTaken = false }
          end(TransportError(.system, "\(error)"))
        }
        return
      }
    }
    shutDownIfFinished()
  }

  private func tellRoom() {
    let hasRoom = output.withLock { !$0.isCongested }
    input.receiver?.transport(hasRoom: hasRoom)
  }

  private func waitForRoom() {
    guard !input.hasEnded else {
      output.withLock { output in
        output.isTaken = false
        output.queue.removeAll()
      }
      return
    }
    input.wantsWritable = true
    updateWatch()
  }

  private func shutDownIfFinished() {
    let isDone = output.withLock { output in
      guard output.isOpen, output.isFinishing, output.queue.isEmpty, !output.isShutDown
      else { return false }
      output.isShutDown = true
      return true
    }
    guard isDone else { return }
    try? Socket.shutdown(descriptor.descriptor, reading: false, writing: true)
    reactor.execute { [self] in
      // Now the peer's end is awaited, also by one who had paused.
      input.isReceiving = true
      if !input.hasEnded { updateWatch() }
    }
  }
}
