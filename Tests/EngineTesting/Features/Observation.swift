import WebAssembly

/// What running a module showed, in a form that other builds and other engines can be held against.
package struct Observation {
  /// How a call ended.
  enum Outcome: Equatable {
    case finished([String])
    case trapped(String)
    /// An exception that nobody caught, with its values.
    case threw([String])
    case outOfFuel

    init(_ progress: WebAssembly.Call.Progress) throws {
      switch progress {
      case .finished(let values): self = .finished(values.map(Observation.text))
      case .trapped(let trap):
        self =
          trap.exception.map { .threw($0.values.map(Observation.text)) }
          ?? .trapped(trap.code.description)
      case .outOfFuel: self = .outOfFuel
      case .interrupted, .suspended:
        throw Differential.Mismatch(description: "stopped for no reason")
      }
    }

    var text: String {
      switch self {
      case .finished(let values): "ok " + values.joined(separator: " ")
      case .trapped(let code): "trap " + code
      case .threw(let values): "exception " + values.joined(separator: " ")
      case .outOfFuel: "fuel"
      }
    }
  }

  struct Call {
    let name: String
    /// Whether arguments and results are numbers, which any engine's interface can pass.
    let isPlain: Bool
    let arguments: [Value]
    let outcome: Outcome
    let fuel: UInt64
  }

  /// Why there is no instance.
  package internal(set) var failure: String?
  var calls: [Call] = []
  /// The state after the plain calls, and after all.
  var plain: State?
  var end = State()

  /// Whether the last call ended, so that the state is the same wherever it stopped for fuel.
  var hasEnded: Bool { calls.last?.outcome != .outOfFuel }

  func ended(_ position: Int) -> Bool {
    position < calls.count && calls[position].outcome != .outOfFuel
  }

  /// What differs.
  func difference(from other: Observation, comparesFuel: Bool) -> String? {
    if failure != other.failure { return "\(failure ?? "none"), \(other.failure ?? "none")" }
    // A call that runs out of fuel is left out by those that follow.
    for (left, right) in zip(calls, other.calls) {
      if left.outcome != right.outcome {
        return "\(left.name)(\(left.arguments)): \(left.outcome), \(right.outcome)"
      }
      if comparesFuel && left.fuel != right.fuel {
        return "\(left.name): fuel \(left.fuel), \(right.fuel)"
      }
    }
    let ended = calls.count { $0.outcome != .outOfFuel }
    guard other.calls.count == ended else { return "\(ended) calls, \(other.calls.count)" }
    if hasEnded { return end.difference(from: other.end) }
    return nil
  }
}

extension Observation {
  /// A value as text: its bits, or what a reference names.
  static func text(_ value: Value) -> String {
    switch value {
    case .i32(let value): "i32:\(UInt32(bitPattern: value))"
    case .i64(let value): "i64:\(UInt64(bitPattern: value))"
    case .f32(let value): "f32:\(value.bitPattern)"
    case .f64(let value): "f64:\(value.bitPattern)"
    case .v128(let low, let high): "v128:\(low):\(high)"
    case .function(let reference): reference == nil ? "null" : "function"
    case .external(let reference): reference == nil ? "null" : "external"
    case .exception(let reference): reference == nil ? "null" : "exception"
    case .reference(nil): "null"
    case .reference(let reference?): reference.integer.map { "i31:\($0)" } ?? "\(reference.kind)"
    }
  }

  /// An argument of a type.
  static func argument(_ type: ValueType, _ random: inout Randomness) -> Value {
    switch type {
    case .v128: return .v128(random.interestingBits(), random.interestingBits())
    case .i32, .i64, .f32, .f64: return Differential.argument(type, &random).value
    default: break
    }
    switch type.heapType {
    case .external, .noExternal:
      return .external(random.chance(2) ? nil : ExternalReference(UInt32(7)))
    case .any, .eq, .i31:
      return .reference(random.chance(3) ? nil : GuestReference(integer: Int32(random.below(9))))
    case .exception, .noException: return .exception(nil)
    case .function, .noFunction: return .function(nil)
    case .some(let heap) where heap.typeIndex.map { $0 < 2 } == true: return .function(nil)
    default: return .reference(nil)
    }
  }

  /// The functions to call: those that take and give numbers alone come first.
  static func calls(
    of module: Module
  ) -> [(name: String, type: FunctionType, plainCount: Int)] {
    var plain: [(String, FunctionType)] = []
    var others: [(String, FunctionType)] = []
    for export in module.exports {
      guard case .function(let type) = export.type else { continue }
      if (type.parameters + type.results).allSatisfy(\.isNumber) {
        plain.append((export.name, type))
      } else if type.parameters.allSatisfy(\.isDefaultable) {
        others.append((export.name, type))
      }
    }
    return (plain + others).map { ($0.0, $0.1, plain.count) }
  }

  /// Host functions in the place of what a module imports: they return zeros.
  static func stubs(of module: Module) -> Imports {
    var imports = Imports()
    for description in module.imports {
      guard case .function(let type) = description.type else { continue }
      imports.define(description.module, description.name, type: type) { _, _ in
        .finished(type.results.map(zero))
      }
    }
    return imports
  }

  private static func zero(_ type: ValueType) -> Value {
    switch type {
    case .i32: .i32(0)
    case .i64: .i64(0)
    case .f32: .f32(0)
    case .f64: .f64(0)
    case .v128: .v128(0, 0)
    case .externref: .external(nil)
    case .funcref: .function(nil)
    default: .reference(nil)
    }
  }
}
