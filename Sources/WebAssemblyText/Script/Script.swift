/// A test script: modules, and what is asserted about them.
///
/// Specification: https://github.com/WebAssembly/spec/tree/main/interpreter#scripts
public struct Script: Sendable {
  /// One command and the line it starts on.
  public struct Command: Sendable {
    /// The line, from 1.
    public let line: Int
    /// What to do.
    public let kind: Kind
  }

  /// What a command does.
  public enum Kind: Sendable {
    /// Instantiate a module; later commands without a name mean this instance.
    case module(ScriptModule)
    /// Validate a module, for instances to be made of it later.
    case definition(ScriptModule)
    /// Make an instance of a definition; of the latest one when there is no name.
    case instance(name: String?, definition: String?)
    /// Make an instance's exports importable.
    case register(name: String, instance: String?)
    /// Do something and expect it to succeed.
    case action(ScriptAction)
    /// Do something and compare the results.
    case assertReturn(ScriptAction, [ResultPattern])
    /// Do something and expect a trap.
    case assertTrap(ScriptAction, message: String)
    /// Do something and expect the stack to run out.
    case assertExhaustion(ScriptAction, message: String)
    /// Do something and expect an exception nobody catches.
    case assertException(ScriptAction)
    /// Expect a module not to be in the format.
    case assertMalformed(ScriptModule, message: String)
    /// Expect a module not to be valid.
    case assertInvalid(ScriptModule, message: String)
    /// Expect a module not to find its imports.
    case assertUnlinkable(ScriptModule, message: String)
    /// Expect a module to trap during instantiation.
    case assertUninstantiable(ScriptModule, message: String)
    /// Expect an annotation of a module to be malformed.
    case assertMalformedCustom(ScriptModule, message: String)
    /// Expect an annotation of a module not to be valid.
    case assertInvalidCustom(ScriptModule, message: String)
  }

  /// The commands in their order.
  public let commands: [Command]

  /// Reads a script.
  ///
  /// A module that is malformed though nothing says it should be fails when it is used, not here.
  ///
  /// - Parameters:
  ///   - source: the UTF-8 bytes of the script.
  ///   - limits: the bounds to keep.
  /// - Throws: ``TextError`` when the script is malformed.
  public init(_ source: [UInt8], limits: TextLimits = TextLimits()) throws(TextError) {
    var reader = ScriptReader(try TokenStream(source, limits: limits), limits: limits)
    commands = try reader.read()
  }
}

/// A module in a script.
public struct ScriptModule: Sendable {
  /// How a module is given.
  enum Content: Sendable {
    case text(Result<[UInt8], TextError>)
    case binary([UInt8])
    case quote([UInt8], TextLimits)
  }

  /// Its identifier without the `$`.
  public let name: String?
  let content: Content

  /// Whether the script gives it in the binary format.
  public var isBinary: Bool { if case .binary = content { true } else { false } }

  /// The module in the binary format.
  ///
  /// - Returns: the bytes; of a binary module, whatever the script says.
  /// - Throws: ``TextError`` when the module is text and malformed.
  public func binary() throws(TextError) -> [UInt8] {
    switch content {
    case .text(let result): try result.get()
    case .binary(let bytes): bytes
    case .quote(let text, let limits): try TextFormat.binary(from: text, limits: limits)
    }
  }
}

/// Something a script does with an instance; without a name, with the latest one.
public enum ScriptAction: Sendable, Equatable {
  /// Call an exported function.
  case invoke(instance: String?, name: String, arguments: [ScriptValue])
  /// Read an exported global.
  case get(instance: String?, name: String)
}
