/// What a host function sees of the guest that calls it.
///
/// It lives as long as the host function runs and can't be kept.
public struct Caller: ~Copyable {
  /// The calling instance.
  public let instance: Instance
  /// The execution that makes the call.
  package let execution: Execution

  package init(instance: Instance, execution: Execution) {
    self.instance = instance
    self.execution = execution
  }

  /// The store of the calling instance.
  public var store: Store { instance.store }

  /// The calling instance's first memory.
  ///
  /// - Returns: the memory.
  /// - Throws: `Trap` with code `noMemory` when it has none.
  public var memory: Memory {
    get throws(Trap) {
      guard let memory = instance.memories.first else { throw Trap(.noMemory) }
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
}
