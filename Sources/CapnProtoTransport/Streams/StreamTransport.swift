internal import CapnProto
public import CapnProtoAsync
package import Platform
internal import Synchronization

/// A connection over a stream socket.
///
/// Its reactor's thread reads; whoever sends writes, unless a turn of the reactor is under way, at
/// whose end everything the turn produced is written by one system call.
public final class StreamTransport: MessageTransport, @unchecked Sendable {
  // Safe to share: `input` is touched on the reactor's thread only, the rest is guarded.

  struct Output {
    var queue = OutputQueue()
    /// Somebody is writing, or will be when the socket has room or the turn ends.
    var isTaken = false
    var isFinishing = false
    var isShutDown = false
    var isOpen = true
    /// The receiver was told that there is no room.
    var isCongested = false
  }

  struct Input: ~Copyable {
    var reader: FrameReader
    var receiver: (any TransportReceiver)?
    var descriptors: [SharedDescriptor] = []
    var isReceiving = true
    var wantsWritable = false
    var isWatched = false
    var hasEnded = false
  }

  let descriptor: SharedDescriptor
  let reactor: Reactor
  let limits: TransportLimits
  let output = Guarded(Output())
  @exclusivity(unchecked) var input: Input

  /// A transport over a connected socket, which must not block.
  package init(
    _ descriptor: SharedDescriptor, reactor: Reactor, limits: TransportLimits = TransportLimits()
  ) {
    self.descriptor = descriptor
    self.reactor = reactor
    self.limits = limits
    input = Input(reader: FrameReader(limits: limits))
    Socket.setNoDelay(descriptor.descriptor)
  }

  /// The thread that serves this connection.
  public var executor: (any TaskExecutor)? { reactor }

  /// How many bytes wait to be written.
  public var queuedByteCount: Int { output.withLock { $0.queue.byteCount } }

  /// Begins to deliver; called once.
  ///
  /// - Parameter receiver: is told of messages and of the end.
  public func start(_ receiver: any TransportReceiver) {
    reactor.execute { [self] in
      if input.hasEnded {
        receiver.transport(ended: TransportError(.closed, "the connection was closed"))
        return
      }
      input.receiver = receiver
      updateWatch()
    }
  }

  /// Stops or resumes reading from the peer; what was read already is still delivered.
  public func setReceiving(_ isReceiving: Bool) {
    reactor.execute { [self] in
      input.isReceiving = isReceiving
      if !input.hasEnded { updateWatch() }
    }
  }

  /// Closes at once; what is queued is lost.
  public func close() {
    end(TransportError(.closed, "the connection was closed"))
  }

  /// Has the reactor watch what is wanted now; on its thread.
  func updateWatch() {
    guard input.receiver != nil else { return }
    var events: DescriptorEvents = []
    if input.isReceiving { events.insert(.readable) }
    if input.wantsWritable { events.insert(.writable) }
    if events.isEmpty {
      // A hang-up would be told over and over.
      if input.isWatched { reactor.forget(descriptor) }
      input.isWatched = false
    } else {
      input.isWatched = true
      _ = reactor.watch(descriptor, events, self)
    }
  }

  /// Ends everything, once; from any thread.
  func end(_ error: TransportError?) {
    output.withLock { output in
      output.isOpen = false
      output.queue.removeAll()
    }
    reactor.execute { [self] in endOnReactor(error) }
  }

  /// Ends everything, once; on the reactor's thread.
  func endOnReactor(_ error: TransportError?) {
    if input.hasEnded { return }
    input.hasEnded = true
    output.withLock { output in
      output.isOpen = false
      if !output.isTaken { output.queue.removeAll() }
    }
    if input.isWatched { reactor.forget(descriptor) }
    input.isWatched = false
    // The descriptor itself closes with the last reference; the peer need not wait for that.
    try? Socket.shutdown(descriptor.descriptor, reading: true, writing: true)
    let receiver = input.receiver
    input.receiver = nil
    input.descriptors = []
    receiver?.transport(ended: error)
  }
}
