/// An engine as the script runner sees it.
///
/// Names are compared byte by byte: `String` takes canonically equivalent texts for equal, so an
/// engine must not use it as a key as it is.
public protocol ScriptEngine {
  /// A validated module.
  associatedtype Module
  /// An instance.
  associatedtype Instance

  /// Decodes and validates a module.
  ///
  /// - Parameter bytes: the module in the binary format.
  /// - Returns: the module.
  /// - Throws: `ScriptFailure` with stage `malformed` or `invalid`.
  mutating func compile(_ bytes: [UInt8]) throws(ScriptFailure) -> Module

  /// Makes an instance, with the registered instances and the host module `spectest` to import
  /// from.
  ///
  /// - Parameter module: the module.
  /// - Returns: the instance.
  /// - Throws: `ScriptFailure` with stage `unlinkable`, `trap`, `exhaustion` or `exception`.
  mutating func instantiate(_ module: Module) throws(ScriptFailure) -> Instance

  /// Makes an instance's exports importable under a module name.
  ///
  /// - Parameters:
  ///   - instance: the instance.
  ///   - name: the module name.
  mutating func register(_ instance: Instance, as name: String)

  /// Calls an exported function.
  ///
  /// - Parameters:
  ///   - instance: the instance.
  ///   - name: the export.
  ///   - arguments: the arguments.
  /// - Returns: the results.
  /// - Throws: `ScriptFailure` with stage `trap`, `exhaustion` or `exception`.
  mutating func invoke(
    _ instance: Instance, _ name: String, _ arguments: [ScriptValue]
  ) throws(ScriptFailure) -> [ScriptValue]

  /// Reads an exported global.
  ///
  /// - Parameters:
  ///   - instance: the instance.
  ///   - name: the export.
  /// - Returns: its value.
  /// - Throws: `ScriptFailure` when there is none.
  mutating func global(_ instance: Instance, _ name: String) throws(ScriptFailure) -> ScriptValue
}

/// Why an engine did not do what a script asks for.
public struct ScriptFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What it was doing.
  public enum Stage: String, Sendable {
    /// The module is not in the format.
    case malformed
    /// The module is not valid.
    case invalid
    /// The module's imports are not there, or not of the right type.
    case unlinkable
    /// The program trapped.
    case trap
    /// The program ran out of stack.
    case exhaustion
    /// The program threw an exception that nobody caught.
    case exception
    /// The engine can't do this; the command counts as skipped.
    case unsupported
    /// The script asks for something that is not there.
    case missing
  }

  /// What the engine was doing.
  public let stage: Stage
  /// What went wrong.
  public let message: String

  /// A failure.
  ///
  /// - Parameters:
  ///   - stage: what the engine was doing.
  ///   - message: what went wrong.
  public init(_ stage: Stage, _ message: String) {
    self.stage = stage
    self.message = message
  }

  /// The stage and the message.
  public var description: String { "\(stage.rawValue): \(message)" }
}
