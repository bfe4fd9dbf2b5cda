package import Platform

/// A TCP socket that listens on the loopback interface, which other machines can't reach.
public final class LoopbackListener: Sendable {
  package let shared: SharedDescriptor
  /// The port it listens on.
  public let port: UInt16

  /// Begins to listen.
  ///
  /// - Parameters:
  ///   - port: zero for any that is free.
  ///   - backlog: the most connections that wait for the guest to accept them.
  /// - Throws: `WASIError` with code `socket` when the port can't be had.
  public init(port: UInt16 = 0, backlog: Int32 = 128) throws(WASIError) {
    do throws(SystemError) {
      (shared, self.port) = try Socket.listen(port: port, backlog: backlog)
    } catch {
      throw WASIError(.socket, "cannot listen on loopback port \(port): \(error)")
    }
  }
}

/// A TCP listener as a guest's descriptor.
final class HostListener: ListenerObject {
  private let listener: LoopbackListener

  init(_ listener: LoopbackListener) { self.listener = listener }

  func accept() throws(Errno) -> (any SocketObject)? {
    do throws(SystemError) {
      let shared = try Socket.accept(listener.shared.descriptor)
      return HostStream(shared, kind: .socket, isNonblocking: true, rights: .socket)
    } catch {
      // A connection that was given up before it was accepted is no news to the guest.
      if error.code == .again || error.code == .connaborted { return nil }
      throw Errno(error)
    }
  }

  func readyState() -> ReadyState {
    listener.shared.descriptor.readyEvents(.readable).isEmpty
      ? .notReady : .ready(byteCount: 1, isHungUp: false)
  }

  func addInterest(to set: inout WaitSet) { set.add(listener.shared, .readable) }

}
