public import CapnProtoRPC

/// A vat of this program: objects that live together, and the connections they are reached over.
///
/// Any thread may use its capabilities. The methods of its servers start in the order they were
/// called in.
public final class VatHost: Sendable {
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

  /// The vat of those who need no other.
  public static let shared = VatHost()

  /// Where the tasks of servers run.
  public var executor: any TaskExecutor { driver.executor }
}
