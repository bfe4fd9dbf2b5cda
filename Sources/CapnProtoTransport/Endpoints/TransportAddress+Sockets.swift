internal import Platform

extension TransportAddress {
  /// The system's addresses, looked up where nobody minds waiting.
  func resolve() async throws(TransportError) -> [SocketAddress] {
    guard case .tcp(let host, let port) = place else { return [] }
    if let addresses = try? SocketAddress.resolve(host: host, port: port, isNumeric: true) {
      return addresses
    }
    let result = await withUnsafeContinuation { continuation in
      BlockingPool.shared.run {
        continuation.resume(
          returning: Result { () throws(SystemError) in
            try SocketAddress.resolve(host: host, port: port)
          })
      }
    }
    return try system { () throws(SystemError) in try result.get() }
  }
}

/// Runs something that may fail in the system's way.
func system<R>(_ body: () throws(SystemError) -> R) throws(TransportError) -> R {
  do throws(SystemError) { return try body() } catch {
    throw TransportError(.system, "\(error)")
  }
}
