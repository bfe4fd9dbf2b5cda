import CapnProtoAsync
import CapnProtoTransport

/// Where the callee is when it is in the caller's own process.
enum Place: String, CaseIterable {
  /// In another vat, behind a connection in memory.
  case memory
  /// In the caller's vat.
  case local

  /// What it is called in the table.
  var title: String {
    switch self {
    case .memory: "two vats in memory"
    case .local: "same vat"
    }
  }

  /// Makes calls.
  ///
  /// - Returns: calls per second.
  func run(_ load: Load, _ count: Int) async throws -> Double {
    let client = try VatHost.networked()
    let echo: Interop.Client
    switch self {
    case .local: echo = Interop.Client(EchoServer(), in: client)
    case .memory:
      let server = try VatHost.networked()
      let (one, other) = MemoryTransport.pair()
      server.connect(over: other, bootstrap: Interop.Client(EchoServer(), in: server))
      echo = client.connect(over: one).bootstrap(as: Interop.Client.self)
    }
    return try await withTaskExecutorPreference(client.executor) {
      _ = try await load.run(echo, max(1, count / 10))
      return try await load.run(echo, count)
    }
  }
}
