import Platform

/// A socket that a guest finds open when it starts.
public struct WASISocket: Sendable {
  let open: @Sendable () -> Descriptor

  /// A listening socket in memory, to which the host connects.
  public static func listener(_ listener: DuplexListener) -> WASISocket {
    WASISocket {
      Descriptor(.listener(GuestListener(listener)), inheriting: .socket)
    }
  }

  /// A TCP socket that listens on the loopback interface.
  public static func listener(_ listener: LoopbackListener) -> WASISocket {
    WASISocket { Descriptor(.listener(HostListener(listener)), inheriting: .socket) }
  }

  /// One end of a connection in memory.
  public static func connected(_ end: DuplexEnd) -> WASISocket {
    WASISocket { Descriptor(.bytes(DuplexSocket(end))) }
  }
}
