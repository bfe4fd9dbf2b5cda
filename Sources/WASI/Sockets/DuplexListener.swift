package import Platform
import Synchronization

/// A listening socket in memory: a guest accepts what the host connects.
///
/// No port and no system call is involved, and nobody else can connect.
public final class DuplexListener: Sendable {
  private struct State {
    var waiting: [DuplexEnd] = []
    var isClosed = false
    var wakers = WakerList()
  }

  private let capacity: Int
  private let backlog: Int
  private let state = Guarded(State())

  /// - Parameters:
  ///   - capacity: the most bytes under way in each direction of a connection.
  ///   - backlog: the most connections that wait for the guest to accept them.
  public init(capacity: Int = 65536, backlog: Int = 128) {
    self.capacity = capacity
    self.backlog = backlog
  }

  /// Connects to the guest; works before it starts, too.
  ///
  /// - Returns: the host's end.
  /// - Throws: `WASIError` with code `closed` when the guest listens no more, or with `socket` when
  ///   too many connections wait.
  public func connect() throws(WASIError) -> DuplexEnd {
    let (mine, theirs) = DuplexEnd.pair(capacity: capacity)
    let wakers = try state.withLock { state throws(WASIError) in
      if state.isClosed { throw WASIError(.closed, "the guest does not listen any more") }
      if state.waiting.count >= backlog {
        throw WASIError(.socket, "too many connections wait to be accepted")
      }
      state.waiting.append(theirs)
      return state.wakers.takeAll()
    }
    for waker in wakers { waker.wake() }
    return mine
  }

  /// Ends listening; connections that wait are closed.
  public func close() {
    let (waiting, wakers) = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [] }
      return (state.waiting, state.wakers.takeAll())
    }
    for end in waiting { end.close() }
    for waker in wakers { waker.wake() }
  }

  /// The connection that waits longest.
  ///
  /// - Throws: `inval` when it is closed, so that nobody waits for ever.
  func accept() throws(Errno) -> DuplexEnd? {
    try state.withLock { state throws(Errno) in
      if state.isClosed { throw .inval }
      return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
    }
  }

  var readyState: ReadyState {
    state.withLock { state in
      if state.isClosed { return .ready(byteCount: 0, isHungUp: true) }
      let count = state.waiting.count
      return count == 0 ? .notReady : .ready(byteCount: UInt64(count), isHungUp: false)
    }
  }
}

extension DuplexListener: Readiness {
  package func register(_ waker: Waker) {
    state.withLock { $0.wakers.add(waker) }
    if readyState != .notReady { waker.wake() }
  }

  package func unregister(_ waker: Waker) { state.withLock { $0.wakers.remove(waker) } }
}

/// A listener in memory as a guest's descriptor.
final class GuestListener: ListenerObject {
  private let listener: DuplexListener

  init(_ listener: DuplexListener) { self.listener = listener }

  deinit { listener.close() }

  func accept() throws(Errno) -> (any SocketObject)? {
    try listener.accept().map { DuplexSocket($0) }
  }

  func readyState() -> ReadyState { listener.readyState }
  func addInterest(to set: inout WaitSet) { set.add(listener) }
}

/// One end of a connection in memory as a guest's descriptor.
final class DuplexSocket: SocketObject {
  private let end: DuplexEnd

  init(_ end: DuplexEnd) { self.end = end }

  deinit { end.close() }

  var fileType: FileType { .socketStream }
  var rights: Rights { .socket }

  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    if offset != nil { throw .spipe }
    guard let count = end.incoming.take(into: buffer) else { return .moved(0) }
    return count == 0 ? .wouldWait : .moved(count)
  }

  func peek(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Transfer {
    guard let count = end.incoming.take(into: buffer, keep: true) else { return .moved(0) }
    return count == 0 ? .wouldWait : .moved(count)
  }

  func write(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    if offset != nil { throw .spipe }
    guard let count = end.outgoing.put(buffer) else { throw .pipe }
    return count == 0 ? .wouldWait : .moved(count)
  }

  func readyState(_ direction: Direction) -> ReadyState {
    direction == .read ? end.incoming.readyState(.read) : end.outgoing.readyState(.write)
  }

  func addInterest(_ direction: Direction, to set: inout WaitSet) {
    let pipe = direction == .read ? end.incoming : end.outgoing
    set.add(BytePipe.Interest(pipe, direction))
  }

  func shutdown(reading: Bool, writing: Bool) throws(Errno) {
    if reading { end.incoming.close() }
    if writing { end.outgoing.finish() }
  }
}
