import Platform
public import Processes
public import WASI
public import WebAssembly

extension Program {
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
