internal import CapnProto
public import CapnProtoRPC
internal import Synchronization

/// A vat of this program: objects that live together, and the connections they are reached over.
///
/// Any thread may use its capabilities. The methods of its servers start in the order they were
/// called in. Copies stand for the same vat.
public struct VatHost: Sendable {
  /// The vat itself.
  public let vat: Vat
  let driver: VatDriver

  /// Makes a vat.
  ///
  /// - Parameter executor: where the tasks of its servers run, one at a time, such as the thread of
  ///   its connections; `nil` runs them on threads of the global pool.
  public init(executor: (any TaskExecutor)? = nil) {
    (vat, driver) = VatDriver.makeVat(executor: executor ?? SerialTaskExecutor())
  }

  init(_ vat: Vat, _ driver: VatDriver) {
    self.vat = vat
    self.driver = driver
  }

  private static let sharedExecutor = VatLock<(any TaskExecutor)?>(nil)

  /// Says where the servers of the shared vat run, if nobody has used it yet.
  ///
  /// - Parameter executor: where, such as the thread that serves connections.
  public static func runShared(on executor: any TaskExecutor) {
    sharedExecutor.withLock { if $0 == nil { $0 = executor } }
  }

  /// The vat of those who need no other.
  public static let shared = VatHost(executor: sharedExecutor.withLock { $0 })

  /// Where the tasks of servers run.
  public var executor: any TaskExecutor { driver.executor }
}

extension RPCError {
  /// What callers of a method learn that a server leaves out.
  ///
  /// - Parameter method: the method's name.
  public static func unimplemented(_ method: StaticString) -> RPCError {
    RPCError(.unimplemented, "the server does not implement \(method)")
  }
}
