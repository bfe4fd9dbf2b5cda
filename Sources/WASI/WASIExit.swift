public import WebAssembly

/// The guest ended itself with `proc_exit`.
///
/// It comes out of the guest's call as the `cause` of a `Trap`.
public struct WASIExit: GuestEnding, Hashable, Sendable, CustomStringConvertible {
  /// The exit code; zero means success.
  public let code: UInt32

  /// - Parameter code: the exit code.
  public init(code: UInt32) { self.code = code }

  /// The code in words.
  public var description: String { "exit with code \(code)" }
}
