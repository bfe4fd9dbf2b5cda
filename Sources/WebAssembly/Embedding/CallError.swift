/// Why a call could not be made; the guest did not run.
public struct CallError: Error, Sendable, CustomStringConvertible {
  /// What is wrong; an open set.
  public struct Code: Hashable, Sendable {
    private let name: String

    /// No export of that name and kind.
    public static let unknownExport = Code(name: "unknown export")
    /// The arguments or results are not of the function's type.
    public static let typeMismatch = Code(name: "type mismatch")
    /// The call has ended.
    public static let ended = Code(name: "ended")
    /// The call is running, so a host function it called can't resume it.
    public static let running = Code(name: "running")
    /// A reference belongs to another store.
    public static let foreignReference = Code(name: "foreign reference")
  }

  /// What is wrong.
  public let code: Code
  /// The same in words.
  public let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
