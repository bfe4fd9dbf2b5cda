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

  /// Reads a program from a file.
  ///
  /// - Parameters:
  ///   - path: the file, in the binary or the text format.
  ///   - configuration: how to check and translate the module.
  /// - Throws: `FileError`, `TextError`, `ModuleError`.
  public init(
    path: String, configuration: ModuleConfiguration = ModuleConfiguration()
  ) throws {
    self.init(module: try Module(path: path, configuration: configuration))
  }

  /// Where a run begins.
  public enum Entry: Sendable {
    /// The function `_start`, as a command's convention has it.
    case command
    /// An exported function. A library's `_initialize`, if there is one, runs before it.
    case function(String, [Value])
  }

  /// Runs the program on the calling thread until it ends.
  ///
  /// - Parameters:
  ///   - configuration: what the guest is granted; nothing by default.
  ///   - entry: where it begins.
  ///   - limits: what it may use.
  ///   - control: stops it from another thread.
  /// - Returns: how it ended and what it used.
  /// - Throws: `WASIError` when a grant can't be had; `LinkError` that lists what it imports in
  ///   vain; `CallError` when there is no such function. Whatever the guest does is a result.
  public func runAndWait(
    _ configuration: WASIConfiguration = WASIConfiguration(), entry: Entry = .command,
    limits: RunLimits = RunLimits(), control: RunControl? = nil
  ) throws -> RunResult {
    let isStoppable = control != nil || limits.timeout != nil
    let control = control ?? RunControl()
    let deadline = try limits.timeout.map { try Deadline($0, control) }
    defer { withExtendedLifetime(deadline) {} }
    var driver = BlockingDriver(control, isStoppable: isStoppable)
    var run = try ProgramRun(self, configuration, entry, limits)
    while let call = try run.nextCall() {
      run.note(try driver.run(call, fuel: run.fuel), fuelUsed: call.fuelUsed)
    }
    return run.finish()
  }
}
