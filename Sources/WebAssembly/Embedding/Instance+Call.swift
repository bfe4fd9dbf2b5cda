extension Instance {
  /// Calls an exported function whose type is known at run time only, and waits for its results.
  ///
  /// - Parameters:
  ///   - name: the export's name.
  ///   - arguments: the arguments.
  ///   - fuel: how much a metered module may use.
  /// - Returns: the results.
  /// - Throws: `CallError` when the call can't be made; `Trap` when the guest trapped, ran out of
  ///   fuel, was interrupted, or called a host function that wanted to suspend; `GuestException`
  ///   when the guest threw one.
  public func call(
    _ name: String, arguments: [Value], fuel: UInt64 = .max
  ) throws -> [Value] {
    let call = try start(name, arguments)
    switch try call.resume(fuel: fuel) {
    case .finished(let results): return results
    case .outOfFuel: throw call.abandoned(.outOfFuel)
    case .interrupted: throw call.abandoned(.interrupted)
    case .suspended(let host):
      throw call.abandoned(.cannotSuspend, detail: "\(host.module).\(host.name)")
    case .trapped(let trap): throw trap.thrown
    }
  }

  /// Calls an exported function and waits for its results.
  ///
  ///     let sum = try instance.call("add", Int32(2), Int32(3)) as Int32
  ///
  /// For many calls of one function, `function(_:as:)` looks it up once.
  ///
  /// - Parameters:
  ///   - name: the export's name.
  ///   - arguments: the arguments.
  /// - Returns: the results, as the types asked for: nothing, one value or a tuple.
  /// - Throws: `CallError` when the call can't be made; `Trap` when the guest trapped;
  ///   `GuestException` when it threw one.
  @inlinable
  public func call<each P: GuestValue, each R: GuestValue>(
    _ name: String, _ arguments: repeat each P
  ) throws -> (repeat each R) {
    let function = try TypedFunction<repeat each P>(self, name)
    return try function.call(repeat each arguments)
  }

  /// Calls an exported function without results.
  @_disfavoredOverload
  @inlinable
  public func call<each P: GuestValue>(_ name: String, _ arguments: repeat each P) throws {
    let _: Void = try call(name, repeat each arguments)
  }

  /// Begins a call that can be stopped and resumed; nothing runs yet.
  ///
  /// - Parameters:
  ///   - name: the export's name.
  ///   - arguments: the arguments.
  /// - Returns: the call.
  /// - Throws: `CallError` when there is no such function or the arguments are not of its type;
  ///   `Trap` when there is no memory for its stack.
  public func start(_ name: String, _ arguments: [Value] = []) throws -> Call {
    let type = try check(name, arguments)
    return try Call(self, try record(ofFunction: name), type: type, arguments, name: name)
  }
}

/// An exported function, looked up and checked once, to be called many times.
///
/// Its parameters are the type's; the results are checked at each call, which costs a comparison.
public struct TypedFunction<each P: GuestValue> {
  @usableFromInline let core: FunctionCore

  /// Looks an exported function up.
  ///
  /// - Parameters:
  ///   - instance: the instance.
  ///   - name: the export's name.
  /// - Throws: `CallError` when there is no such function or its parameters differ.
  @inlinable
  public init(_ instance: Instance, _ name: String) throws(CallError) {
    core = try FunctionCore(instance, name)
    var position = 0
    var matches = true
    for type in repeat (each P).self {
      if !core.hasParameter(type.valueType, at: position) { matches = false }
      position += 1
    }
    guard matches, core.parameterCount == position else { throw core.parameterMismatch() }
  }

  /// Calls the function and waits for its results, without allocating.
  ///
  /// - Parameter arguments: the arguments.
  /// - Returns: the results, as the types asked for: nothing, one value or a tuple.
  /// - Throws: `CallError` when the results are not of the types asked for; `Trap` when the guest
  ///   trapped; `GuestException` when it threw one.
  @inlinable
  public func call<each R: GuestValue>(_ arguments: repeat each P) throws -> (repeat each R) {
    var position = 0
    var matches = true
    for type in repeat (each R).self {
      if !core.hasResult(type.valueType, at: position) { matches = false }
      position += 1
    }
    guard matches, core.resultCount == position else { throw core.resultMismatch() }
    let execution = try core.begin()
    let slots = core.slots(execution)
    var cursor = SlotCursor(slots)
    repeat cursor.put(each arguments)
    try core.run(execution)
    var results = SlotCursor(slots)
    let values = (repeat results.next((each R).self))
    core.finish(execution)
    return values
  }
}

/// The part of a typed function that does not depend on its types.
@usableFromInline
struct FunctionCore {
  private let instance: Instance
  private let name: String
  private let record: UnsafeMutablePointer<FunctionRecord>
  private let type: FunctionType

  @usableFromInline
  init(_ instance: Instance, _ name: String) throws(CallError) {
    self.instance = instance
    self.name = name
    record = try instance.record(ofFunction: name)
    type = try instance.type(ofFunction: name)
  }

  @usableFromInline var parameterCount: Int { type.parameters.count }
  @usableFromInline var resultCount: Int { type.results.count }

  @usableFromInline
  func hasParameter(_ expected: ValueType, at position: Int) -> Bool {
    position < type.parameters.count && type.parameters[position] == expected
  }

  @usableFromInline
  func hasResult(_ expected: ValueType, at position: Int) -> Bool {
    position < type.results.count && type.results[position] == expected
  }

  @usableFromInline
  func parameterMismatch() -> CallError {
    CallError(.typeMismatch, "the parameters of \"\(name)\" are \(type.parameters)")
  }

  @usableFromInline
  func resultMismatch() -> CallError {
    CallError(.typeMismatch, "the results of \"\(name)\" are \(type.results)")
  }

  /// Takes an execution from the store.
  @usableFromInline
  func begin() throws -> Execution {
    try instance.store.takeExecution()
  }

  @usableFromInline
  func slots(_ execution: Execution) -> UnsafeMutablePointer<UInt64> {
    execution.bottom.assumingMemoryBound(to: UInt64.self)
  }

  /// Runs the function; its arguments are in place, its results are afterwards.
  @usableFromInline
  func run(_ execution: Execution) throws {
    do throws(Trap) {
      try execution.runToEnd(record, storage: instance.storage)
    } catch {
      execution.reset()
      instance.store.giveBack(execution)
      throw error.thrown
    }
  }

  @usableFromInline
  func finish(_ execution: Execution) {
    instance.store.giveBack(execution)
  }
}
