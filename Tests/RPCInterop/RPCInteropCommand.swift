import CapnProtoAsync
import CapnProtoTransport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Serves and drives `interop.capnp`, for tests with strangers.
@main
enum RPCInteropCommand {
  private static let usage = """
    usage: rpc-interop server ADDR
           rpc-interop client ADDR [CASE…]
           rpc-interop link ADDR TARGET MILLISECONDS
           rpc-interop golden TYPE --from FORMAT --to FORMAT
           rpc-interop --list
    ADDR is host:port or unix:PATH.
    """

  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch (arguments.first, arguments.count) {
      case ("--list", 1): for one in InteropCase.all { Output.line(one.name) }
      case ("server", 2): try await serve(arguments[1])
      case ("client", 2...):
        if try await !drive(arguments[1], Array(arguments[2...])) { exit(1) }
      case ("link", 4):
        guard let delay = Int(arguments[3]), delay >= 0 else { fail("MILLISECONDS is a number") }
        try await DelayingLink.run(
          on: TransportAddress(arguments[1]), to: TransportAddress(arguments[2]),
          milliseconds: delay)
      case ("golden", 2...): try Golden.run(Array(arguments[1...]))
      default: fail(usage)
      }
    } catch {
      fail("\(error)", code: 1)
    }
  }

  private static func serve(_ text: String) async throws {
    let address = try TransportAddress(text)
    Output.removeSocket(text)
    let host = try VatHost.networked()
    let main = Interop.Client(InteropObject(host), in: host)
    let listener = try await host.listen(on: address, bootstrap: main)
    Output.listening(listener.address)
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  private static func drive(_ text: String, _ names: [String]) async throws -> Bool {
    let address = try TransportAddress(text)
    var cases = InteropCase.all
    if !names.isEmpty {
      for name in names where !cases.contains(where: { $0.name == name }) {
        fail("there is no case '\(name)'; --list names them")
      }
      cases = cases.filter { names.contains($0.name) }
    }
    return try await Driver(address: address, cases: cases).run()
  }

  static func fail(_ text: String, code: Int32 = 2) -> Never {
    Output.errorLine(text)
    exit(code)
  }
}
