/// What a host function sees of the guest that calls it.
///
/// It lives as long as the host function runs and can't be kept.
public struct Caller: ~Copyable {
  // Safe: the store keeps the instance, and the running execution, alive while a host function
  // runs.
  private let storage: Unmanaged<InstanceStorage>
  private let unownedExecution: Unmanaged<Execution>

  init(storage: Unmanaged<InstanceStorage>, execution: Execution) {
    self.storage = storage
    unownedExecution = Unmanaged.passUnretained(execution)
  }

  var execution: Execution { unownedExecution.takeUnretainedValue() }

  /// The store of the calling instance.
  public var store: Store { storage._withUnsafeGuaranteedRef { $0.store } }

  /// The calling instance.
  public var instance: Instance {
    let storage = storage.takeUnretainedValue()
    return Instance(store: storage.store, storage: storage)
  }

  /// The calling instance's first memory.
  ///
  /// - Returns: the memory.
  /// - Throws: `Trap` with code `noMemory` when it has none.
  public var memory: Memory {
    get throws(Trap) {
      guard let memory = storage._withUnsafeGuaranteedRef({ $0.memories.first }) else {
        throw Trap(.noMemory)
      }
      return memory
    }
  }

  /// Charges fuel for work the host does in proportion to the guest's wish: one unit per 64 bytes.
  ///
  /// Has no effect in an unmetered module. The call stops for lack of fuel at its next safepoint,
  /// not here.
  ///
  /// - Parameter byteCount: how many bytes are copied.
  public borrowing func charge(byteCount: Int) { execution.charge(byteCount: byteCount) }

  /// Calls a function of the guest from within the host function.
  ///
  /// The inner call can't be stopped and resumed by itself, as the host function can't. A pause
  /// that is asked for waits until the host function has returned. Fuel that runs out, termination
  /// and a host function that wants to suspend end the inner call with a trap, which is thrown
  /// here; the host function may handle it or let it through.
  ///
  /// - Parameters:
  ///   - name: the export's name.
  ///   - arguments: the arguments.
  /// - Returns: the results.
  /// - Throws: `Trap`, with code `nestedTooDeep` beyond the store's limit; `CallError` when there
  ///   is no such function or the types differ; `GuestException` when the inner call throws one,
  ///   which the guest that called the host function can catch if it is let through.
  public borrowing func call(_ name: String, _ arguments: [Value] = []) throws -> [Value] {
    let instance = instance
    let function = try instance.record(ofFunction: name)
    let type = try instance.check(name, arguments)
    return try execution.nested { base throws in
      let types = instance.module.structure.canonicalTypes
      try instance.store.write(arguments, types: type.parameters, of: types, at: base)
      do throws(Trap) {
        try execution.callNested(function, at: base)
      } catch {
        throw error.thrown
      }
      return instance.store.values(at: base, types: type.results, of: types)
    }
  }

  /// Calls a function of the guest from within the host function; see the other overload.
  ///
  /// - Parameters:
  ///   - name: the export's name.
  ///   - arguments: the arguments.
  /// - Returns: the results, as the types asked for.
  /// - Throws: as the other overload.
  @inlinable
  public borrowing func call<each P: GuestValue, each R: GuestValue>(
    _ name: String, _ arguments: repeat each P
  ) throws -> (repeat each R) {
    var values: [Value] = []
    for argument in repeat each arguments { values.append(Value(argument)) }
    var results = try call(name, values).makeIterator()
    return (repeat try Value.take((each R).self, from: &results, name))
  }
}
