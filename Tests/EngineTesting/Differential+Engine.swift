import WebAssembly

extension Differential {
  /// What the engine did.
  struct Run {
    var outcome: ReferenceCall.Outcome
    var fuel: UInt64
    var stops = 0
    /// The call while it is out of fuel; dropping it ends it.
    var call: Call?
  }

  /// Runs a call on the engine.
  mutating func drive(
    _ instance: Instance, _ name: String, _ arguments: [Value], _ mode: Mode,
    _ random: inout Randomness
  ) throws -> Run {
    let call = try instance.start(name, arguments)
    let (progress, stops) = try mode.drive(call, fuel: fuel, &random)
    summary.stops += stops
    let used = call.fuelUsed
    switch progress {
    case .finished(let results):
      return Run(outcome: .finished(results.map(Differential.bits)), fuel: used, stops: stops)
    case .trapped(let trap): return Run(outcome: .trapped(trap.code), fuel: used, stops: stops)
    case .outOfFuel: return Run(outcome: .outOfFuel, fuel: used, stops: stops, call: call)
    case .interrupted, .suspended:
      throw Mismatch(description: "\(name), seed \(seed): stopped for no reason")
    }
  }

  /// The bits of a value; of references whether they are null.
  static func bits(_ value: Value) -> UInt64 {
    switch value {
    case .i32(let value): UInt64(UInt32(bitPattern: value))
    case .i64(let value): UInt64(bitPattern: value)
    case .f32(let value): UInt64(value.bitPattern)
    case .f64(let value): value.bitPattern
    case .v128(let low, let high): low ^ high
    case .function(let reference): reference == nil ? 0 : 1
    case .external(let reference): reference == nil ? 0 : 1
    case .reference(let reference): reference == nil ? 0 : 1
    case .exception(let reference): reference == nil ? 0 : 1
    }
  }

  static func bits(_ value: UInt64, _ type: ValueType) -> UInt64 {
    switch type {
    case .i32, .f32: UInt64(UInt32(truncatingIfNeeded: value))
    case .i64, .f64: value
    default: value == 0 ? 0 : 1
    }
  }

  func check(
    _ run: Run, _ expected: ReferenceCall.Outcome, _ oracle: ReferenceCall, _ mode: Mode,
    _ what: String
  ) throws {
    var expected = expected
    if case .finished(let results) = expected {
      let types = oracle.resultTypes
      expected = .finished(zip(results, types).map { Differential.bits($0, $1) })
    }
    guard run.outcome == expected else {
      throw Mismatch(description: "\(what): \(run.outcome), expected \(expected)")
    }
    guard mode == .unmetered || expected == .outOfFuel || run.fuel == oracle.used else {
      throw Mismatch(
        description: "\(what): fuel \(run.fuel), expected \(oracle.used), \(expected)")
    }
  }

  /// Compares memory, globals and tables.
  func checkState(
    _ instance: Instance, _ reference: ReferenceInstance, _ what: String
  ) throws {
    guard let memory = instance.memory("memory") else { return }
    let bytes = try memory.bytes(at: 0, count: memory.byteCount)
    if bytes != reference.memory {
      let at = zip(bytes, reference.memory).enumerated().first { $0.element.0 != $0.element.1 }
      throw Mismatch(description: "\(what): memory differs at \(at?.offset ?? bytes.count)")
    }
    for (index, value) in reference.globals.enumerated() {
      guard let global = instance.global("g\(index)") else { continue }
      let own = Differential.bits(global.value)
      guard own == Differential.bits(value, global.type.value) else {
        throw Mismatch(description: "\(what): global \(index) is \(own), expected \(value)")
      }
    }
    for (index, elements) in reference.tables.enumerated() {
      guard let table = instance.table("t\(index)") else { continue }
      guard table.count == UInt64(elements.count) else {
        throw Mismatch(description: "\(what): table \(index) has \(table.count) elements")
      }
      for (position, value) in elements.enumerated() {
        let own = Differential.bits(try table.get(UInt64(position)))
        guard own == (value == 0 ? 0 : 1) else {
          throw Mismatch(description: "\(what): table \(index) differs at \(position)")
        }
      }
    }
  }

  /// Where the engine ran out of fuel, its state must be that of the reference after as much fuel.
  func checkPrefix(
    _ run: Run, _ instance: Instance, _ function: Int, _ arguments: [UInt64],
    _ oracle: ReferenceCall, _ name: Int, _ canonicalizes: Bool, _ what: String
  ) throws {
    // A surcharge that is not paid stops in the middle of a stretch that is.
    guard oracle.surcharge == 0 else { return }
    let reference = try ReferenceInstance(bytes: bytes, limits: limits)
    var random = Randomness(seed: seed ^ 0xA5A5)
    for earlier in 0..<name {
      guard let function = reference.function("f\(earlier)") else { return }
      let arguments = reference.type(of: function).parameters.map {
        Differential.argument($0, &random).bits
      }
      _ = ReferenceCall(reference, function, arguments, limit: fuel).run()
    }
    let again = ReferenceCall(reference, function, arguments, limit: run.fuel)
    guard again.run() == .outOfFuel else {
      throw Mismatch(description: "\(what): out of fuel at \(run.fuel), where it had finished")
    }
    try checkState(instance, reference, what + ", stopped at \(run.fuel)")
  }
}

extension ReferenceCall {
  /// The types of the results of the call.
  var resultTypes: [ValueType] { instance.type(of: called).results }
}
