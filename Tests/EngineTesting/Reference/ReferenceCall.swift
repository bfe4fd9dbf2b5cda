package import WebAssembly

/// A call in the reference interpreter: a plain stack machine that counts what it executes.
///
/// It is slow and simple on purpose. One unit of fuel is one operator, `end` and `else` apart;
/// bulk operators cost one more per 64 bytes or 8 elements.
package final class ReferenceCall {
  /// Where a call is.
  package enum Outcome: Equatable {
    case finished([UInt64])
    case trapped(Trap.Code)
    /// The next operator is more than the fuel allows.
    case outOfFuel
  }

  struct Label {
    var height: Int
    var arity: Int
    /// Where to go on; `nil` for the function itself.
    var target: Int?
    var isLoop = false
  }

  struct Frame {
    var function: Int
    var code: [ReferenceInstruction]
    var position = 0
    var locals: [UInt64]
    var labels: [Label]
  }

  let instance: ReferenceInstance
  var stack: [UInt64] = []
  var frames: [Frame] = []
  var frame: Frame
  let limit: UInt64
  let called: Int
  let resultCount: Int
  /// Fuel used.
  package internal(set) var used: UInt64 = 0
  /// The part of it that bulk operators cost beyond their one unit.
  package internal(set) var surcharge: UInt64 = 0
  /// The deepest recursion so far.
  package internal(set) var depth = 0

  /// Prepares a call.
  package init(
    _ instance: ReferenceInstance, _ function: Int, _ arguments: [UInt64], limit: UInt64
  ) {
    self.instance = instance
    self.limit = limit
    called = function
    resultCount = instance.type(of: function).results.count
    frame = ReferenceCall.frame(instance, function, arguments, height: 0)
  }

  static func frame(
    _ instance: ReferenceInstance, _ function: Int, _ arguments: [UInt64], height: Int
  ) -> Frame {
    var locals = arguments
    for run in instance.structure.bodies[function].locals {
      locals.append(contentsOf: repeatElement(0, count: Int(run.count)))
    }
    let results = instance.type(of: function).results.count
    return Frame(
      function: function, code: instance.instructions(of: function), locals: locals,
      labels: [Label(height: height, arity: results, target: nil)])
  }

  /// Runs to the end, or to the limit.
  package func run() -> Outcome {
    do {
      while true {
        let instruction = frame.code[frame.position]
        if instruction.opcode != .end && instruction.opcode != .else {
          guard used < limit else { return .outOfFuel }
          used += 1
        }
        frame.position += 1
        if try execute(instruction) { return .finished(Array(stack.suffix(resultCount))) }
      }
    } catch let trap as Trap {
      return trap.code == .outOfFuel ? .outOfFuel : .trapped(trap.code)
    } catch {
      return .trapped(.hostError)
    }
  }

  func pop() -> UInt64 { stack.removeLast() }
  func pop32() -> UInt32 { UInt32(truncatingIfNeeded: stack.removeLast()) }
  func push(_ value: UInt64) { stack.append(value) }
  func push(_ value: UInt32) { stack.append(UInt64(value)) }
  func push(_ value: Bool) { stack.append(value ? 1 : 0) }

  func pop(_ count: Int) -> [UInt64] {
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  /// Charges a bulk operator.
  func charge(_ count: UInt32, per unit: UInt32) throws {
    let units = UInt64(count / unit)
    guard used + units <= limit else { throw Trap(.outOfFuel) }
    used += units
    surcharge += units
  }
}
