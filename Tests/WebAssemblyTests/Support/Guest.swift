import Testing
import WebAssembly
import WebAssemblyText

/// A module in the text format.
func module(
  _ text: String, metered: Bool = false, canonicalNaNs: Bool = false
) throws -> Module {
  try Module(
    bytes: try TextFormat.binary(from: text),
    configuration: ModuleConfiguration(isMetered: metered, canonicalizesNaNs: canonicalNaNs))
}

/// An instance of a module in the text format, in a store of its own.
func guest(
  _ text: String, metered: Bool = false, canonicalNaNs: Bool = false,
  limits: StoreLimits = StoreLimits(), imports: Imports = Imports()
) throws -> Instance {
  try Store(limits: limits).instantiate(
    try module(text, metered: metered, canonicalNaNs: canonicalNaNs), imports: imports)
}

/// The trap a call ends with.
func caught(_ body: () throws -> Void) -> Trap? {
  do {
    try body()
    return nil
  } catch {
    return error as? Trap
  }
}

extension Call.Progress {
  var results: [Value]? { if case .finished(let results) = self { results } else { nil } }
  var trap: Trap? { if case .trapped(let trap) = self { trap } else { nil } }
  var isOutOfFuel: Bool { if case .outOfFuel = self { true } else { false } }
  var isInterrupted: Bool { if case .interrupted = self { true } else { false } }
  var suspension: Call.HostCall? { if case .suspended(let call) = self { call } else { nil } }
  /// The first result as an `i32`.
  var i32: Int32? { if case .i32(let value)? = results?.first { value } else { nil } }
  /// The first result as an `i64`.
  var i64: Int64? { if case .i64(let value)? = results?.first { value } else { nil } }
}
