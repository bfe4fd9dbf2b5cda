import CapnProto
import CapnProtoRPC

/// Drives a vat and the connection to the host, and lets the process wait for whatever comes next.
///
/// A process that waits is blocked in one system call, and uses no processor.
final class EventLoop {
  let vat: Vat
  /// The connection to the host; `nil` for a process that was given none.
  let connection: Connection?
  var timers = Timers()
  /// What is to run outside of the vat's turns.
  var deferred: [() -> Void] = []
  /// Whether a turn of the vat runs, in which nothing can be waited for.
  private(set) var isInTurn = false
  private var stream: MessageStream?
  private let poll = Poll()

  init(listener: Int32) {
    vat = Vat()
    if let descriptor = Descriptor.accept(at: listener, doesBlock: false) {
      let stream = MessageStream(descriptor)
      let connection = Connection(vat: vat)
      connection.outlet = .passUnretained(stream)
      self.stream = stream
      self.connection = connection
    } else {
      connection = nil
    }
  }

  /// Whether the host is there.
  var isConnected: Bool { stream != nil }

  /// Does what is due, and then waits for the next thing, or, if something was due, looks whether
  /// there is one: a process that is always busy hears its host all the same.
  ///
  /// - Parameter isFlushed: whether nothing has happened since `flush`.
  /// - Returns: whether anything can still happen.
  @_optimize(speed) func step(isFlushed: Bool = false) -> Bool {
    if !isFlushed { flush() }
    let wasDue = runDeferred()
    let wasBusy = runDueTimers() || wasDue
    if wasBusy { flush() }
    if let stream {
      poll.add(.read(stream.descriptor.number))
      if stream.hasOutput { poll.add(.write(stream.descriptor.number)) }
    }
    if wasBusy {
      if poll.count == 0 { return true }
      poll.add(.time(0))
    } else if let time = timers.next {
      poll.add(.time(time))
    }
    if poll.count == 0 { return false }
    Console.flush()
    let due = poll.wait()
    if isConnected, due & 1 != 0 { receive() }
    return true
  }

  /// Runs the vat, and sends what comes of it.
  @_optimize(speed) func flush() {
    turn { vat.run() }
    guard let connection else { return }
    while let effect = connection.nextEffect() {
      switch effect {
      // A guest has no descriptors of its host's to give.
      case .attach: break
      case .send(let message): stream?.append(message)
      case .close:
        stream?.drain()
        disconnect()
      }
    }
    if stream?.write() == false { disconnect() }
  }

  /// Sends what waits to be sent, and closes the connection.
  func finish() {
    flush()
    stream?.drain()
    disconnect()
  }

  private func runDeferred() -> Bool {
    if deferred.isEmpty { return false }
    let bodies = deferred
    deferred = []
    for body in bodies { body() }
    return true
  }

  @_optimize(speed) private func receive() {
    guard let connection else { return }
    let goesOn = stream?.read { message in turn { connection.receive(message) } }
    if goesOn == false { disconnect() }
  }

  private func disconnect() {
    guard let stream else { return }
    self.stream = nil
    connection?.outlet = nil
    stream.descriptor.close()
    turn {
      connection?.disconnect()
      vat.run()
    }
  }

  private func turn(_ body: () -> Void) {
    let wasInTurn = isInTurn
    isInTurn = true
    body()
    isInTurn = wasInTurn
  }
}
