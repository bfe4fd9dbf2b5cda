import CapnProto
import CapnProtoAsync
import CapnProtoTransport

/// One thing a driver checks a server for.
struct InteropCase: Sendable {
  let name: String
  /// What the server must be able to do, beside what the name says.
  var needs: [String] = []
  let run: @Sendable (CaseContext) async throws -> Void

  init(
    _ name: String, needs: [String] = [],
    _ run: @escaping @Sendable (CaseContext) async throws -> Void
  ) {
    self.name = name
    self.needs = needs
    self.run = run
  }

  /// All of them.
  static let all: [InteropCase] =
    values + objects + capabilities + promises + streams + cancellations + orders
}

/// What a case works with: a connection of its own.
struct CaseContext: Sendable {
  let address: TransportAddress
  let host: VatHost
  let connection: PeerConnection
  let main: Interop.Client

  init(_ address: TransportAddress) async throws {
    self.address = address
    host = try VatHost.networked()
    connection = try await host.connect(to: address)
    main = connection.bootstrap()
  }

  func order() -> Order.Client { Order.Client(OrderObject(), in: host) }

  /// Makes calls on an order, all at once.
  func calls(_ order: Order.Client, _ count: Int) -> [Promise<Order.NextResults>] {
    (0..<count).map { order.next(expected: UInt32($0)) }
  }

  /// Checks that calls were seen in the order they were made in.
  func check(
    _ calls: [Promise<Order.NextResults>], from first: UInt32 = 0
  ) async throws {
    var seen: [UInt32] = []
    for call in calls { seen.append(try await call.value.n) }
    let wanted = (0..<UInt32(calls.count)).map { first + $0 }
    try require(seen == wanted, "seen in the order \(seen)")
  }
}

/// A check of a case that did not hold.
struct CaseFailure: Error, CustomStringConvertible {
  let description: String
}

/// Fails the case unless a condition holds.
func require(
  _ condition: Bool, _ text: @autoclosure () -> String, line: UInt = #line
) throws {
  if !condition { throw CaseFailure(description: "line \(line): \(text())") }
}

/// Fails the case unless two values are equal.
func require<T: Equatable>(_ value: T, is wanted: T, line: UInt = #line) throws {
  try require(value == wanted, "\(value) instead of \(wanted)", line: line)
}

/// The error a call fails with; the case fails if it does not.
func failure<R>(line: UInt = #line, of body: () async throws -> R) async throws -> RPCError {
  do { _ = try await body() } catch let error as RPCError { return error }
  throw CaseFailure(description: "line \(line): no error")
}
