/// Why a module was refused: what is wrong, and where.
public struct ModuleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of an error. More kinds may come; a `switch` needs a `default`.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The name of the kind.
    public let description: String

    /// The bytes do not follow the binary format.
    public static let malformed = Code(description: "malformed")
    /// The bytes follow the format, but the module breaks a validation rule.
    public static let invalid = Code(description: "invalid")
    /// The module uses a feature that is known but not enabled.
    public static let unsupported = Code(description: "unsupported")
    /// The module is larger than a limit of ``ModuleLimits``.
    public static let limitExceeded = Code(description: "limit exceeded")
  }

  /// The kind of error.
  public let code: Code
  /// What is wrong; starts with the words of the official test suite where it has some.
  public let message: String
  /// Where, as a byte offset from the start of the module.
  public let offset: Int
  /// The function in whose body it is, counting imported functions.
  public let functionIndex: UInt32?

  /// An error.
  ///
  /// - Parameters:
  ///   - code: the kind of error.
  ///   - message: what is wrong.
  ///   - offset: where, in bytes from the start of the module.
  ///   - functionIndex: the function in whose body it is.
  public init(code: Code, message: String, offset: Int, functionIndex: UInt32? = nil) {
    self.code = code
    self.message = message
    self.offset = offset
    self.functionIndex = functionIndex
  }

  /// The error in words.
  public var description: String {
    let function = functionIndex.map { ", in function \($0)" } ?? ""
    return "\(code): \(message) (at byte 0x\(String(offset, radix: 16))\(function))"
  }
}
