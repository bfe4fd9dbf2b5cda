import Platform
import Synchronization
public import WebAssembly

extension Imports {
  /// Adds an asynchronous host function.
  ///
  ///     imports.defineAsync("host", "sleep") { (milliseconds: Int32) in
  ///       try await Task.sleep(for: .milliseconds(Int(milliseconds)))
  ///     }
  ///
  /// The guest's call is suspended and holds no thread while the function runs. It needs an
  /// asynchronous run: from a blocking one the guest traps with code `cannotSuspend`. When the run
  /// is stopped, the task the function runs in is cancelled, and the run does not wait for it.
  ///
  /// - Parameters:
  ///   - module: the module name the guest imports from.
  ///   - name: the field name.
  ///   - body: the function; throwing ends the guest's call with a trap.
  public mutating func defineAsync<each P: GuestValue, each R: GuestValue>(
    _ module: String, _ name: String,
    _ body: @escaping @Sendable (repeat each P) async throws -> (repeat each R)
  ) {
    var type = FunctionType()
    for parameter in repeat (each P).self { type.parameters.append(parameter.valueType) }
    for result in repeat (each R).self { type.results.append(result.valueType) }
    define(module, name, type: type) { (_, arguments) -> HostOutcome in
      let output = OutputCell<[Value]>()
      let call = AsyncHostCall {
        var rest = arguments.makeIterator()
        let results = try await body(repeat try Value.take((each P).self, from: &rest, name))
        var values: [Value] = []
        for result in repeat each results { values.append(Value(result)) }
        output.set(values)
      }
      return .suspended(Suspension.until(call) { _ in output.value ?? [] })
    }
  }

  /// Adds an asynchronous host function that reads or writes the guest's memory.
  ///
  /// Memory is there before and after the wait, not during it: the guest may not run meanwhile, but
  /// its store may move to another thread.
  ///
  ///     imports.defineAsync(
  ///       "host", "lookup",
  ///       reading: { caller, pointer: UInt32, count: UInt32 in
  ///         try caller.memory.string(at: UInt64(pointer), count: UInt64(count))
  ///       },
  ///       perform: { name in try await directory.find(name) },
  ///       finishing: { caller, number in number as Int32 })
  ///
  /// - Parameters:
  ///   - module: the module name the guest imports from.
  ///   - name: the field name.
  ///   - read: takes what is needed out of the guest.
  ///   - perform: the function proper.
  ///   - finish: puts the outcome into the guest and makes the results.
  public mutating func defineAsync<
    Input: Sendable, Output: Sendable, each P: GuestValue, each R: GuestValue
  >(
    _ module: String, _ name: String,
    reading read: @escaping @Sendable (borrowing Caller, repeat each P) throws -> Input,
    perform: @escaping @Sendable (Input) async throws -> Output,
    finishing finish: @escaping @Sendable (borrowing Caller, Output) throws -> (repeat each R)
  ) {
    var type = FunctionType()
    for parameter in repeat (each P).self { type.parameters.append(parameter.valueType) }
    for result in repeat (each R).self { type.results.append(result.valueType) }
    define(module, name, type: type) { (caller, arguments) -> HostOutcome in
      var rest = arguments.makeIterator()
      let input = try read(caller, repeat try Value.take((each P).self, from: &rest, name))
      let output = OutputCell<Output>()
      let call = AsyncHostCall { output.set(try await perform(input)) }
      return .suspended(
        Suspension.until(call) { caller in
          // A call without an error has an output.
          guard let value = output.value else { return [] }
          let results = try finish(caller, value)
          var values: [Value] = []
          for result in repeat each results { values.append(Value(result)) }
          return values
        })
    }
  }
}

extension Suspension {
  /// Waits for an asynchronous function.
  fileprivate static func until(
    _ call: AsyncHostCall, then finish: @escaping @Sendable (borrowing Caller) throws -> [Value]
  ) -> Suspension {
    Suspension(request: call) { caller in
      guard let outcome = call.outcome else { return .suspended(until(call, then: finish)) }
      try outcome.get()
      return .finished(try finish(caller))
    }
  }
}

private final class OutputCell<Output: Sendable>: Sendable {
  private let state = Guarded<Output?>(nil)
  var value: Output? { state.withLock { $0 } }
  func set(_ value: Output) { state.withLock { $0 = value } }
}
