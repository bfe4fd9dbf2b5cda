package import Platform

/// The reading end of a pipe in memory, as a guest's descriptor.
package final class PipeReader: ByteObject {
  private let pipe: BytePipe

  package init(_ pipe: BytePipe) { self.pipe = pipe }

  deinit { pipe.close() }

  package var fileType: FileType { .unknown }
  package var rights: Rights { Rights.stream.subtracting(.fdWrite) }

  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    if offset != nil { throw .spipe }
    guard let count = pipe.take(into: buffer) else { return .moved(0) }
    return count == 0 ? .wouldWait : .moved(count)
  }

  package func readyState(_ direction: Direction) -> ReadyState {
    direction == .read ? pipe.readyState(.read) : .ready(byteCount: 0, isHungUp: false)
  }

  package func addInterest(_ direction: Direction, to set: inout WaitSet) {
    set.add(BytePipe.Interest(pipe, .read))
  }
}

/// The writing end of a pipe in memory, as a guest's descriptor.
package final class PipeWriter: ByteObject {
  private let pipe: BytePipe

  package init(_ pipe: BytePipe) { self.pipe = pipe }

  deinit { pipe.finish() }

  package var fileType: FileType { .unknown }
  package var rights: Rights { Rights.stream.subtracting(.fdRead) }

  package func write(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    if offset != nil { throw .spipe }
    guard let count = pipe.put(buffer) else { throw .pipe }
    return count == 0 ? .wouldWait : .moved(count)
  }

  package func readyState(_ direction: Direction) -> ReadyState {
    direction == .write ? pipe.readyState(.write) : .ready(byteCount: 0, isHungUp: false)
  }

  package func addInterest(_ direction: Direction, to set: inout WaitSet) {
    set.add(BytePipe.Interest(pipe, .write))
  }
}
