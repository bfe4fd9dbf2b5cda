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
           RPCBenchmark memory|local one|many COUNT
           RPCBenchmark codec
    --peer names the folder that Fixtures/rpc-peers/build made; without it nothing is compared.
    """

  /// Not `async`: the thread that would end then is what measuring tools follow.
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first?.hasPrefix("--") != false, let comparison = Comparison(arguments) {
      return try comparison.run()
    }
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
        return failUsage()
      }
      print(try await bench(try TransportAddress(arguments[1]), load, count))
    case "codec" where arguments.count == 1: try CodecBenchmark.printTimes()
    case let place?:
      guard arguments.count == 3, let place = Place(rawValue: place),
        let load = Load(rawValue: arguments[1]), let count = Int(arguments[2])
      else { return failUsage() }
      print(try await place.run(load, count))
    case nil: failUsage()
    }
  }

  private static func failUsage() {
    print(usage)
    exit(2)
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
}
