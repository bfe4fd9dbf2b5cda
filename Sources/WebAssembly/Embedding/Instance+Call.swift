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

  /// Calls an exported function with one result; the type checker finds this one also where an
  /// argument is itself an expression to infer.
  @inlinable
  public func call<each P: GuestValue, R: GuestValue>(
    _ name: String, _ arguments: repeat each P
  ) throws -> R {
    let function = try TypedFunction<repeat each P>(self, name)
    return try function.call(repeat each arguments) as R
  }

  /// Calls an exported function without results.
  @_disfavoredOverload
  @inlinable
  public func call<each P: GuestValue>(_ name: String, _ arguments: repeat each P) throws {
    let function = try TypedFunction<repeat each P>(self, name)
    let _: Void = try function.call(repeat each arguments)
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
    var key = TypeListKey()
    for type in repeat (each P).self { key.append(type.valueType) }
    guard key == core.parameters else { throw core.parameterMismatch() }
  }

  /// Calls the function and waits for its results, without allocating.
  ///
  /// - Parameter arguments: the arguments.
  /// - Returns: the results, as the types asked for: nothing, one value or a tuple.
  /// - Throws: `CallError` when the results are not of the types asked for; `Trap` when the guest
  ///   trapped; `GuestException` when it threw one.
  @inlinable
  public func call<each R: GuestValue>(_ arguments: repeat each P) throws -> (repeat each R) {
    var key = TypeListKey()
    for type in repeat (each R).self { key.append(type.valueType) }
    guard key == core.results else { throw core.resultMismatch() }
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

/// A list of number types as one number, so that comparing two lists costs one comparison.
@usableFromInline
struct TypeListKey: Equatable, Sendable {
  /// Two bits a type, above a one that marks the length; zero when it has more than 30 types or
  /// others than numbers, which no typed call has.
  @usableFromInline var bits: UInt64 = 1

  @inlinable init() {}

  init(_ types: [ValueType]) {
    for type in types { append(type) }
    if types.count > 30 || !types.allSatisfy(\.isNumber) { bits = 0 }
  }

  @inlinable
  mutating func append(_ type: ValueType) {
    let code: UInt64 = type == .i32 ? 0 : type == .i64 ? 1 : type == .f32 ? 2 : 3
    // A list too long for the key is equal to none that a guest has.
    bits = bits &>> 62 == 0 ? bits &<< 2 | code : .max
  }
}

/// The part of a typed function that does not depend on its types.
@usableFromInline
struct FunctionCore {
  private let instance: Instance
  private let record: UnsafeMutablePointer<FunctionRecord>
  private let index: UInt32
  @usableFromInline let parameters: TypeListKey
  @usableFromInline let results: TypeListKey

  @usableFromInline
  init(_ instance: Instance, _ name: String) throws(CallError) {
    let (record, index) = try instance.functionExport(name)
    self.instance = instance
    self.record = record
    self.index = index
    let signature = instance.storage.module.shape.signature(ofFunction: index)
    parameters = signature.parameterKey
    results = signature.resultKey
  }

  private var type: FunctionType { instance.module.structure.functionType(of: index) }

  @usableFromInline
  func parameterMismatch() -> CallError {
    CallError(.typeMismatch, "the function's parameters are \(type.parameters)")
  }

  @usableFromInline
  func resultMismatch() -> CallError {
    CallError(.typeMismatch, "the function's results are \(type.results)")
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
