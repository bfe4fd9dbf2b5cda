package import Platform
import Synchronization

/// A bounded queue of bytes in memory, from one side to another.
///
/// Either side may be the host or a guest. Who finds it full or empty waits: a guest by being
/// suspended, the host with `await`.
public final class BytePipe: Sendable {
  private struct State {
    var bytes = ByteRing()
    var isFinished = false
    var isClosed = false
    var readers = WakerList()
    var writers = WakerList()
  }

  /// The most bytes it holds.
  public let capacity: Int
  private let state = Guarded(State())

  /// - Parameter capacity: the most bytes it holds, at least one.
  public init(capacity: Int = 65536) { self.capacity = Swift.max(1, capacity) }

  /// Puts in as many bytes as there is room for.
  ///
  /// - Parameter bytes: what to write.
  /// - Returns: how many went in.
  /// - Throws: `WASIError` with code `closed` when nobody will read them.
  @discardableResult
  public func write(_ bytes: some Collection<UInt8>) throws(WASIError) -> Int {
    let copy = ContiguousArray(bytes.prefix(capacity))
    let count = copy.withUnsafeBytes { put($0) }
    guard let count else { throw WASIError(.closed, "the pipe's reader is gone") }
    return count
  }

  /// Takes out what is there.
  ///
  /// - Parameter limit: the most bytes to take.
  /// - Returns: the bytes, none when there are none yet, or `nil` at the end.
  public func read(atMost limit: Int = .max) -> [UInt8]? {
    let (bytes, wakers): ([UInt8]?, [Waker]) = state.withLock { state in
      if state.isClosed { return (nil, []) }
      if state.bytes.count == 0 { return (state.isFinished ? nil : [], []) }
      let size = Swift.min(Swift.max(0, limit), state.bytes.count)
      let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = state.bytes.copy(into: UnsafeMutableRawBufferPointer(buffer))
      }
      state.bytes.drop(size)
      return (bytes, size > 0 ? state.writers.takeAll() : [])
    }
    wake(wakers)
    return bytes
  }

  /// Says that no more bytes will be written; the reader gets what is left, then the end.
  public func finish() {
    wake(
      state.withLock { state in
        state.isFinished = true
        return state.readers.takeAll() + state.writers.takeAll()
      })
  }

  /// Says that no more bytes will be read; what is left is dropped, and writing fails.
  public func close() {
    wake(
      state.withLock { state in
        state.isClosed = true
        state.bytes = ByteRing()
        return state.readers.takeAll() + state.writers.takeAll()
      })
  }

  /// Whether the writer said that it is done.
  public var isFinished: Bool { state.withLock { $0.isFinished } }

  /// Whether the reader is gone.
  public var isClosed: Bool { state.withLock { $0.isClosed } }

  /// How many bytes can be read now.
  public var availableByteCount: Int { state.withLock { $0.bytes.count } }

  /// Puts bytes in; `nil` when nobody will read them.
  package func put(_ buffer: UnsafeRawBufferPointer) -> Int? {
    let (count, wakers): (Int?, [Waker]) = state.withLock { state in
      if state.isClosed || state.isFinished { return (nil, []) }
      let count = Swift.min(buffer.count, capacity - state.bytes.count)
      state.bytes.append(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)))
      return (count, count > 0 ? state.readers.takeAll() : [])
    }
    wake(wakers)
    return count
  }

  /// Takes bytes out; zero when there are none yet, `nil` at the end.
  package func take(into buffer: UnsafeMutableRawBufferPointer, keep: Bool = false) -> Int? {
    let (count, wakers): (Int?, [Waker]) = state.withLock { state in
      if state.isClosed { return (nil, []) }
      if state.bytes.count == 0 { return (state.isFinished && !buffer.isEmpty ? nil : 0, []) }
      let count = state.bytes.copy(into: buffer)
      if keep { return (count, []) }
      state.bytes.drop(count)
      return (count, count > 0 ? state.writers.takeAll() : [])
    }
    wake(wakers)
    return count
  }

  func readyState(_ direction: Direction) -> ReadyState {
    state.withLock { state in
      let isOver = state.isFinished || state.isClosed
      switch direction {
      case .read:
        if state.bytes.count == 0 && !isOver { return .notReady }
        return .ready(byteCount: UInt64(state.bytes.count), isHungUp: isOver)
      case .write:
        let room = capacity - state.bytes.count
        if room == 0 && !isOver { return .notReady }
        return .ready(byteCount: UInt64(room), isHungUp: isOver)
      }
    }
  }

  private func wake(_ wakers: [Waker]) { for waker in wakers { waker.wake() } }

  /// One side's readiness.
  package final class Interest: Readiness {
    private let pipe: BytePipe
    private let direction: Direction

    package init(_ pipe: BytePipe, _ direction: Direction) {
      self.pipe = pipe
      self.direction = direction
    }

    package func register(_ waker: Waker) {
      pipe.state.withLock { state in
        switch direction {
        case .read: state.readers.add(waker)
        case .write: state.writers.add(waker)
        }
      }
      // Asked after registering, so that no change falls between the two.
      if pipe.readyState(direction) != .notReady { waker.wake() }
    }

    package func unregister(_ waker: Waker) {
      pipe.state.withLock { state in
        switch direction {
        case .read: state.readers.remove(waker)
        case .write: state.writers.remove(waker)
        }
      }
    }
  }
}
