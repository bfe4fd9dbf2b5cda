extension Store {
  /// Makes a memory that no instance owns, for a linker to hand out.
  ///
  /// - Parameter type: its type.
  /// - Returns: the memory, zeroed.
  /// - Throws: `Trap` with code `outOfMemory` beyond the store's limit.
  public func makeMemory(_ type: MemoryType) throws(Trap) -> Memory {
    try Memory(type: type, budget: memoryBudget)
  }
}
