import CapnProtoAsync
import CapnProtoTransport
import Foundation

/// Measures calls, next to C++ where that is installed.
@main
enum RPCBenchmark {
  static let usage = """
    usage: RPCBenchmark [--peer FOLDER] [--json FILE] [--runs N]
           RPCBenchmark server ADDR
           RPCBenchmark bench ADDR one|many|blob COUNT
           RPCBenchmark memory|local COUNT
           RPCBenchmark codec
    --peer names the folder that Fixtures/rpc-peers/build made; without it nothing is compared.
    """

  /// Not `async`: the thread that would end then is what measuring tools follow.
  static func main() {
    Task.detached {
      do {
        try await run()
        exit(0)
      } catch {
        print(error)
        exit(1)
      }
    }
    while true { sleep(3600) }
  }

  private static func run() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "server" where arguments.count == 2: try await serve(try TransportAddress(arguments[1]))
    case "bench" where arguments.count == 4:
      guard let load = Load(rawValue: arguments[2]), let count = Int(arguments[3]) else {
        print(usage)
        exit(2)
      }
      print(try await bench(try TransportAddress(arguments[1]), load, count))
    case "codec" where arguments.count == 1: try CodecBenchmark.printTimes()
    case "memory" where arguments.count == 2:
      print(try await memory(Int(arguments[1]) ?? 0))
    case "local" where arguments.count == 2:
      print(try await local(Int(arguments[1]) ?? 0))
    case nil, "--peer", "--json", "--runs":
      try await Comparison(arguments).run()
    default:
      print(usage)
      exit(2)
    }
  }

  private static func serve(_ address: TransportAddress) async throws {
    let host = try VatHost.networked()
    let listener = try await host.listen(
      on: address, bootstrap: Interop.Client(EchoServer(), in: host))
    FileHandle.standardOutput.write(Data("LISTENING \(listener.address)\n".utf8))
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  /// Calls per second, made where the connection is served.
  private static func bench(
    _ address: TransportAddress, _ load: Load, _ count: Int
  ) async throws -> Double {
    let host = try VatHost.networked()
    let connection = try await host.connect(to: address)
    let client = connection.bootstrap(as: Interop.Client.self)
    return try await withTaskExecutorPreference(host.executor) {
      _ = try await load.run(client, max(1, count / 10))
      return try await load.run(client, count)
    }
  }

  /// Calls per second between two vats of this process.
  private static func memory(_ count: Int) async throws -> Double {
    let server = try VatHost.networked()
    let client = try VatHost.networked()
    let (one, other) = MemoryTransport.pair()
    server.connect(over: other, bootstrap: Interop.Client(EchoServer(), in: server))
    let connection = client.connect(over: one)
    let echo = connection.bootstrap(as: Interop.Client.self)
    return try await withTaskExecutorPreference(client.executor) {
      _ = try await Load.one.run(echo, max(1, count / 10))
      return try await Load.one.run(echo, count)
    }
  }

  /// Calls per second on an object of another vat of this process, without a connection.
  private static func local(_ count: Int) async throws -> Double {
    let server = try VatHost.networked()
    let echo = Interop.Client(EchoServer(), in: server)
    return try await withTaskExecutorPreference(server.executor) {
      _ = try await Load.one.run(echo, max(1, count / 10))
      return try await Load.one.run(echo, count)
    }
  }
}
