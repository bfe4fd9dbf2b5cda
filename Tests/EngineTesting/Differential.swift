import WebAssembly

/// Runs a module on the engine in every configuration and on the reference, and compares what can
/// be seen: results, traps, fuel, memory, globals and tables.
package struct Differential {
  /// What differed.
  package struct Mismatch: Error, CustomStringConvertible {
    package let description: String
  }

  /// How the engine is driven.
  enum Mode: CaseIterable {
    case unmetered, metered, stepped, random

    /// Runs a call until it ends or has used all its fuel.
    ///
    /// - Returns: where it is, and how often it stopped.
    func drive(
      _ call: Call, fuel: UInt64, _ random: inout Randomness
    ) throws -> (progress: Call.Progress, stops: Int) {
      var given: UInt64 = 0
      var stops = 0
      while true {
        let more: UInt64 =
          switch self {
          case .unmetered: 0
          case .metered: fuel
          case .stepped: 1
          case .random: 1 + UInt64(random.below(60))
          }
        let portion = min(more, fuel - given)
        given += portion
        let progress = try call.resume(fuel: portion)
        guard call.fuelUsed <= given else {
          throw Mismatch(description: "used \(call.fuelUsed) of \(given) given")
        }
        guard case .outOfFuel = progress else { return (progress, stops) }
        stops += 1
        if given == fuel { return (progress, stops) }
      }
    }
  }

  /// What a differential run of one module saw, for statistics.
  package struct Summary: Sendable {
    package var calls = 0
    package var finished = 0
    package var trapped = 0
    package var outOfFuel = 0
    package var operators: UInt64 = 0
    package var stops = 0

    package init() {}

    package static func += (left: inout Summary, right: Summary) {
      left.calls += right.calls
      left.finished += right.finished
      left.trapped += right.trapped
      left.outOfFuel += right.outOfFuel
      left.operators += right.operators
      left.stops += right.stops
    }
  }

  let bytes: [UInt8]
  let seed: UInt64
  let limits: StoreLimits
  let fuel: UInt64
  package internal(set) var summary = Summary()

  /// Prepares the comparison of the module that belongs to a seed.
  ///
  /// - Parameter seed: the seed.
  package init(seed: UInt64) {
    // Deep recursion with huge frames would touch gigabytes.
    let fuel: UInt64 = ModuleShapeChoice(seed: seed).idleLocals > 0 ? 500 : 4000
    self.init(seed: seed, bytes: ModuleGenerator.module(seed: seed), fuel: fuel)
  }

  /// Prepares the comparison of a given module.
  package init(seed: UInt64, bytes: [UInt8], fuel: UInt64 = 4000) {
    self.bytes = bytes
    self.seed = seed
    self.fuel = fuel
    var limits = StoreLimits()
    // No recursion that the fuel pays for may reach the stack's limit.
    limits.stackByteCount = 4 << 30
    limits.memoryPages = 4
    limits.tableElements = 100
    self.limits = limits
  }

  /// Compares.
  ///
  /// - Throws: `Mismatch` that says what differs, or the error that refused the module.
  package mutating func run() throws {
    for canonicalizes in [false, true] {
      for mode in Mode.allCases { try compare(mode, canonicalizes) }
    }
  }

  private mutating func compare(_ mode: Mode, _ canonicalizes: Bool) throws {
    let module = try Module(
      bytes: bytes,
      configuration: ModuleConfiguration(
        isMetered: mode != .unmetered, canonicalizesNaNs: canonicalizes))
    let instance = try Store(limits: limits).instantiate(module)
    let reference = try ReferenceInstance(bytes: bytes, limits: limits)
    var random = Randomness(seed: seed ^ 0xA5A5)
    var name = 0
    while let function = reference.function("f\(name)") {
      let arguments = reference.type(of: function).parameters.map {
        Differential.argument($0, &random)
      }
      let oracle = ReferenceCall(reference, function, arguments.map(\.bits), limit: fuel)
      let expected = oracle.run()
      // Without canonical NaNs, bits of NaNs may go anywhere.
      if !canonicalizes && reference.madeNaN { return }
      if mode == .unmetered && expected == .outOfFuel { return }
      let what = "f\(name), \(mode)\(canonicalizes ? ", canonical NaNs" : ""), seed \(seed)"
      var choices = Randomness(seed: seed ^ UInt64(name))
      let run = try drive(instance, "f\(name)", arguments.map(\.value), mode, &choices)
      count(expected, oracle)
      try check(run, expected, oracle, mode, what)
      if expected == .outOfFuel {
        // The engine stopped somewhat earlier; up to there both must agree.
        return try checkPrefix(
          run, instance, function, arguments.map(\.bits), oracle, name, canonicalizes, what)
      }
      try checkState(instance, reference, what)
      name += 1
    }
  }

  private mutating func count(_ expected: ReferenceCall.Outcome, _ oracle: ReferenceCall) {
    summary.calls += 1
    summary.operators += oracle.used
    switch expected {
    case .finished: summary.finished += 1
    case .trapped: summary.trapped += 1
    case .outOfFuel: summary.outOfFuel += 1
    }
  }

  static func argument(
    _ type: ValueType, _ random: inout Randomness
  ) -> (value: Value, bits: UInt64) {
    let bits = random.interestingBits()
    switch type {
    case .i32:
      let low = UInt32(truncatingIfNeeded: bits)
      return (.i32(Int32(bitPattern: low)), UInt64(low))
    case .i64: return (.i64(Int64(bitPattern: bits)), bits)
    case .f32:
      let number = Float(random.interestingDouble())
      return (.f32(number), UInt64(number.bitPattern))
    case .f64:
      let number = random.interestingDouble()
      return (.f64(number), number.bitPattern)
    default: return (.function(nil), 0)
    }
  }
}
