import WebAssembly

/// Runs a module on the engine in several ways that must not differ: with fuel and without, in one
/// go and stopped at every safepoint, with garbage collected at every allocation.
///
/// It needs no reference, so the module may use all features. What was seen can be compared with
/// other builds, by its digest, and with other engines, by its record.
package struct SelfComparison {
  /// A way of running.
  private struct Way {
    var mode = Differential.Mode.metered
    var canonicalizes = true
    var collectsAlways = false
  }

  let bytes: [UInt8]
  let seed: UInt64
  let fuel: UInt64
  /// Whether NaNs have the same bits in any configuration.
  let hasOwnNaNs: Bool
  package private(set) var summary = Differential.Summary()

  /// Prepares the comparison of the module that belongs to a seed.
  ///
  /// - Parameters:
  ///   - seed: the seed.
  ///   - fuel: for each call.
  package init(seed: UInt64, fuel: UInt64 = 2000) {
    let choice = ModuleShapeChoice(featureSeed: seed)
    self.init(
      seed: seed, bytes: ModuleGenerator.module(seed: seed, choice: choice), fuel: fuel,
      hasOwnNaNs: choice.canonicalizesNaNs)
  }

  /// Prepares the comparison of a given module.
  ///
  /// - Parameters:
  ///   - seed: for the arguments.
  ///   - bytes: the module.
  ///   - fuel: for each call.
  ///   - hasOwnNaNs: whether NaNs have the same bits in any configuration.
  package init(seed: UInt64, bytes: [UInt8], fuel: UInt64 = 2000, hasOwnNaNs: Bool = false) {
    self.seed = seed
    self.bytes = bytes
    self.fuel = fuel
    self.hasOwnNaNs = hasOwnNaNs
  }

  /// Runs the module in all ways.
  ///
  /// - Returns: what all of them saw.
  /// - Throws: `Differential.Mismatch` that says what differs, or the error that refused the module.
  package mutating func run() throws -> Observation {
    let first = try observe(Way())
    var ways = [
      Way(mode: .unmetered), Way(mode: .stepped), Way(mode: .random),
      Way(mode: .metered, collectsAlways: true),
    ]
    if hasOwnNaNs {
      ways += [
        Way(mode: .unmetered, canonicalizes: false), Way(mode: .random, canonicalizes: false),
      ]
    }
    for way in ways {
      let other = try observe(way, following: first)
      if let difference = first.difference(from: other, comparesFuel: way.mode != .unmetered) {
        throw Differential.Mismatch(description: "seed \(seed), \(way): \(difference)")
      }
    }
    return first
  }

  private mutating func observe(
    _ way: Way, following first: Observation? = nil
  ) throws -> Observation {
    var configuration = ModuleConfiguration(
      isMetered: way.mode != .unmetered, canonicalizesNaNs: way.canonicalizes)
    configuration.features.formUnion(.proposals)
    let module = try Module(bytes: bytes, configuration: configuration)
    var limits = StoreLimits()
    // No recursion that the fuel pays for may reach the stack's limit.
    limits.stackByteCount = 1 << 30
    limits.memoryPages = 20
    limits.tableElements = 200
    let store = Store(limits: limits)
    store.collectsAlways = way.collectsAlways
    var observation = Observation()
    let instance: Instance
    do {
      instance = try store.instantiate(module, imports: Observation.stubs(of: module))
    } catch let trap as Trap {
      observation.failure = trap.code.description
      return observation
    }
    var arguments = Randomness(seed: seed ^ 0xA5A5)
    for (position, export) in Observation.calls(of: module).enumerated() {
      if position == export.plainCount { observation.plain = Observation.State(instance) }
      let values = export.type.parameters.map { Observation.argument($0, &arguments) }
      // Without fuel, only calls that are known to end.
      if let first, !first.ended(position) { break }
      let call = try instance.start(export.name, values)
      var choices = Randomness(seed: seed ^ UInt64(position))
      let (progress, stops) = try way.mode.drive(call, fuel: fuel, &choices)
      let outcome = try Observation.Outcome(progress)
      summary.count(outcome, call.fuelUsed, stops)
      observation.calls.append(
        Observation.Call(
          name: export.name, isPlain: position < export.plainCount, arguments: values,
          outcome: outcome, fuel: call.fuelUsed))
      if case .outOfFuel = outcome { break }
    }
    observation.end = Observation.State(instance)
    if !observation.hasEnded { observation.end = Observation.State() }
    return observation
  }
}

extension Differential.Summary {
  fileprivate mutating func count(_ outcome: Observation.Outcome, _ fuel: UInt64, _ stops: Int) {
    calls += 1
    operators += fuel
    self.stops += stops
    switch outcome {
    case .finished: finished += 1
    case .trapped, .threw: trapped += 1
    case .outOfFuel: outOfFuel += 1
    }
  }
}
