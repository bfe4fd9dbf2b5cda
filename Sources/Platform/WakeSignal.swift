#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A descriptor that one thread sleeps on and any other can make readable.
package final class WakeSignal: Sendable {
  private let reader: SharedDescriptor
  private let writer: SharedDescriptor

  package init() throws(SystemError) {
    #if os(Linux)
      if let call = LinuxCalls.eventDescriptor {
        let raw = try check("eventfd") { call(0, LinuxCalls.closeOnExecNonblocking) }
        reader = SharedDescriptor(FileDescriptor(owning: raw))
        writer = reader
        return
      }
    #endif
    (reader, writer) = try Pipe.make()
    try reader.descriptor.setStatusFlags(.nonblocking, to: true)
    try writer.descriptor.setStatusFlags(.nonblocking, to: true)
  }

  /// What becomes readable.
  package var descriptor: SharedDescriptor { reader }

  /// Makes it readable; cheap, and allowed in a signal handler.
  package func raise() {
    // The value an event descriptor wants; a full pipe or counter is as good as a written one.
    var one: UInt64 = 1
    _ = systemWrite(writer.rawValue, &one, 8)
  }

  /// Makes it unreadable again.
  package func clear() {
    var sink: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    let size = MemoryLayout.size(ofValue: sink)
    while systemRead(reader.rawValue, &sink, size) == size {}
  }
}
