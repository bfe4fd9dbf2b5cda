import CapnProto
import CapnProtoAsync

/// What an expression comes to; calls of independent parameters are in flight at once.
func evaluate(_ expression: Calculator.Expr.Reader, _ parameters: [Double] = []) async throws
  -> Double
{
  switch try expression.which {
  case .literal(let value): return value
  case .previous(let value): return try await value.read().value.value
  case .parameter(let index):
    guard Int(index) < parameters.count else {
      throw RPCError(.failed, "there is no parameter \(index)")
    }
    return parameters[Int(index)]
  case .call(let call):
    let list = try call.params
    let values = try await withThrowingTaskGroup(of: (Int, Double).self) { group in
      for index in list.indices {
        let expression = list[index]
        group.addTask { (index, try await evaluate(expression, parameters)) }
      }
      var values = [Double](repeating: 0, count: list.count)
      for try await (index, value) in group { values[index] = value }
      return values
    }
    return try await invoke(try call.fn, values)
  case .unknown(let tag): throw RPCError(.failed, "an expression of unknown kind \(tag)")
  }
}

private func invoke(_ function: Calculator.Function.Client, _ values: [Double]) async throws
  -> Double
{
  try await function.call { params in
    let list = params.initParams(count: values.count)
    for (index, value) in values.enumerated() { list[index] = value }
  }.value.value
}

final class ValueObject: Calculator.Value.Server {
  private let value: Double
  init(_ value: Double) { self.value = value }
  func read(_ call: Calculator.Value.ReadCall) async throws { call.results.value = value }
}

/// A function given by an expression, which it keeps the message of.
final class FunctionObject: Calculator.Function.Server {
  private let count: UInt32
  private let body: Calculator.Expr.Reader
  init(_ count: UInt32, _ body: Calculator.Expr.Reader) {
    self.count = count
    self.body = body
  }
  func call(_ call: Calculator.Function.CallCall) async throws {
    let params = Array(try call.params.params)
    guard params.count == Int(count) else {
      throw RPCError(.failed, "wants \(count) parameters, not \(params.count)")
    }
    call.results.value = try await evaluate(body, params)
  }
}

final class OperatorObject: Calculator.Function.Server {
  private let op: Calculator.Op
  init(_ op: Calculator.Op) { self.op = op }
  func call(_ call: Calculator.Function.CallCall) async throws {
    let params = Array(try call.params.params)
    guard params.count == 2 else { throw RPCError(.failed, "wants 2 parameters") }
    call.results.value =
      switch op {
      case .add: params[0] + params[1]
      case .subtract: params[0] - params[1]
      case .multiply: params[0] * params[1]
      case .divide: params[0] / params[1]
      case .unknown(let number): throw RPCError(.failed, "there is no operator \(number)")
      }
  }
}

final class CalculatorObject: Calculator.Server {
  private let host: VatHost
  init(_ host: VatHost) { self.host = host }
  func evaluate(_ call: Calculator.EvaluateCall) async throws {
    let value = try await rpc_interop.evaluate(try call.params.expr)
    call.results.setValue(Calculator.Value.Client(ValueObject(value), in: host))
  }
  func define(_ call: Calculator.DefineCall) async throws {
    call.results.setFn(
      Calculator.Function.Client(
        FunctionObject(call.params.paramCount, try call.params.body), in: host))
  }
  func getOperator(_ call: Calculator.GetOperatorCall) async throws {
    call.results.setFn(Calculator.Function.Client(OperatorObject(call.params.op), in: host))
  }
}
