public import WASI
public import WebAssembly

/// A module with what it imports, ready to be run any number of times, on any thread.
///
///     let program = try Program(path: "hello.wasm")
///     var grants = WASIConfiguration()
///     grants.arguments = ["hello"]
///     grants.standardOutput = .inherited
///     let result = try program.runAndWait(grants)
///
/// Every run has a store and an instance of its own; nothing is left of it afterwards.
public struct Program: Sendable {
  /// The module.
  public let module: Module
  /// The host functions it is linked to.
  public let imports: Imports

  /// A program.
  ///
  /// - Parameters:
  ///   - module: the module.
  ///   - imports: the host functions it may import; WASI alone by default.
  public init(module: Module, imports: Imports = WASI.imports) {
    self.module = module
    self.imports = imports
  }

  /// Where a run begins.
  public enum Entry: Sendable {
    /// The function `_start`, as a command's convention has it.
    case command
    /// An exported function. A library's `_initialize`, if there is one, runs before it.
    case function(String, [Value])
  }
}
