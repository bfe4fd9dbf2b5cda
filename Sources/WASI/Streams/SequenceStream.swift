package import Platform
import Synchronization

/// An asynchronous sequence of the host's as a guest's input.
///
/// A task reads the sequence ahead by no more than the pipe holds; it starts when the guest first
/// asks and ends with the descriptor.
package final class SequenceStream: ByteObject {
  private let pipe = BytePipe()
  private let task = Guarded<Task<Void, Never>?>(nil)
  private let feed: @Sendable (BytePipe) async throws -> Void

  package init<S: AsyncSequence & Sendable>(_ sequence: S) where S.Element == [UInt8] {
    feed = { pipe in
      for try await bytes in sequence { try await pipe.writeAll(bytes) }
    }
  }

  deinit {
    task.withLock { $0 }?.cancel()
    pipe.close()
  }

  package var fileType: FileType { .unknown }
  package var rights: Rights { Rights.stream.subtracting(.fdWrite) }

  private func start() {
    task.withLock { task in
      if task != nil { return }
      let (pipe, feed) = (pipe, feed)
      task = Task {
        // A sequence that fails ends the input, as a broken pipe does.
        try? await feed(pipe)
        pipe.finish()
      }
    }
  }

  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    if offset != nil { throw .spipe }
    start()
    guard let count = pipe.take(into: buffer) else { return .moved(0) }
    return count == 0 ? .wouldWait : .moved(count)
  }

  package func readyState(_ direction: Direction) -> ReadyState {
    start()
    return pipe.readyState(.read)
  }

  package func addInterest(_ direction: Direction, to set: inout WaitSet) {
    set.add(BytePipe.Interest(pipe, .read))
  }
}
