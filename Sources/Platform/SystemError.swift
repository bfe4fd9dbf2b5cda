#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A failed call to the operating system.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system's own number, which differs between systems.
  package let number: Int32
  /// The call that failed.
  package let operation: String

  package init(number: Int32, operation: String) {
    self.number = number
    self.operation = operation
  }

  /// The error of the call that just failed on this thread.
  package static func last(_ operation: StaticString) -> SystemError {
    SystemError(number: errno, operation: "\(operation)")
  }

  /// What went wrong, the same on every system.
  package var code: SystemErrorCode { SystemErrorCode(number: number) }

  package var description: String {
    guard let text = strerror(number) else { return "\(operation): error \(number)" }
    return "\(operation): \(String(cString: text))"
  }
}

/// Repeats a call for as long as a signal interrupts it; a negative result throws.
@inline(__always)
func check<T: SignedInteger>(
  _ operation: StaticString, _ body: () -> T
) throws(SystemError) -> T {
  while true {
    let result = body()
    if result >= 0 { return result }
    let number = errno
    if number != EINTR { throw SystemError(number: number, operation: "\(operation)") }
  }
}
