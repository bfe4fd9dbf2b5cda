public import WebAssembly

/// WASI preview 1: what programs compiled for WebAssembly call to reach the world.
///
/// The functions are stateless and shared; what a guest has is the `WASIContext` attached to its
/// store.
///
/// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md
public enum WASI {
  /// The module name under which programs import the functions.
  public static let moduleName = "wasi_snapshot_preview1"

  /// All 46 functions, built once.
  public static let imports: Imports = {
    var imports = Imports()
    imports.defineWASIProcess()
    imports.defineWASIDescriptors()
    imports.defineWASIPaths()
    return imports
  }()
}

extension Imports {
  /// Defines a function that always finishes at once.
  mutating func wasi<each P: GuestValue>(
    _ name: String,
    _ body: @escaping @Sendable (WASIContext, Memory, repeat each P) throws -> Step
  ) {
    define(WASI.moduleName, name) { (caller, argument: repeat each P) -> Int32 in
      let context = try WASIContext.of(caller)
      let memory = try caller.memory
      let step = try Step.run { try body(context, memory, repeat each argument) }
      caller.charge(byteCount: context.takeCharge())
      guard case .done(let errno) = step else { throw Trap(.cannotSuspend) }
      return Int32(errno.rawValue)
    }
  }

  /// Defines a function that may wait.
  mutating func wasiSuspending<each P: GuestValue>(
    _ name: String,
    _ body: @escaping @Sendable (WASIContext, Memory, repeat each P) throws -> Step
  ) {
    defineSuspending(WASI.moduleName, name, results: [.i32]) {
      (caller, argument: repeat each P) -> HostOutcome in
      let context = try WASIContext.of(caller)
      let memory = try caller.memory
      let step = try Step.run { try body(context, memory, repeat each argument) }
      return .from(step, context, caller)
    }
  }
}
