import Testing
import WebAssembly
import WebAssemblyText

/// Modules in the text format, for the tests of features.
enum FeatureGuest {
  static func module(_ text: String, metered: Bool = false) throws -> Module {
    try Module(
      bytes: try TextFormat.binary(from: text),
      configuration: ModuleConfiguration(isMetered: metered))
  }

  static func instance(
    _ text: String, metered: Bool = false, imports: Imports = Imports(),
    limits: StoreLimits = StoreLimits()
  ) throws -> Instance {
    try Store(limits: limits).instantiate(try module(text, metered: metered), imports: imports)
  }

  /// Runs a call to its end, giving it as little fuel at a time as it can use.
  ///
  /// - Returns: where it ended, the fuel it used and how often it stopped.
  static func stepped(
    _ instance: Instance, _ name: String, _ arguments: [Value] = []
  ) throws -> (progress: Call.Progress, fuel: UInt64, stops: Int) {
    let call = try instance.start(name, arguments)
    var stops = 0
    while true {
      let progress = try call.resume(fuel: 1)
      guard case .outOfFuel = progress else { return (progress, call.fuelUsed, stops) }
      stops += 1
    }
  }

  /// The same without a stop.
  static func straight(
    _ instance: Instance, _ name: String, _ arguments: [Value] = []
  ) throws -> (progress: Call.Progress, fuel: UInt64) {
    let call = try instance.start(name, arguments)
    return (try call.resume(), call.fuelUsed)
  }

  /// The trap a call ends with.
  static func trap(
    _ instance: Instance, _ name: String, _ arguments: [Value] = []
  ) throws -> Trap.Code? {
    do {
      _ = try instance.call(name, arguments: arguments)
      return nil
    } catch let trap as Trap {
      return trap.code
    }
  }
}

extension Call.Progress {
  /// The only result as an integer.
  var integer: Int64? {
    guard case .finished(let values) = self, values.count == 1 else { return nil }
    switch values[0] {
    case .i32(let value): return Int64(value)
    case .i64(let value): return value
    default: return nil
    }
  }

  /// The exception that nobody caught.
  var exception: GuestException? {
    if case .trapped(let trap) = self { trap.exception } else { nil }
  }
}
