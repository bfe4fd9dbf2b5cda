extension Instance {
  /// The bytes of all linear memories the instance uses, imported ones included.
  ///
  /// Memories never shrink, so this is also the most there was. What the system really has to
  /// provide is less: pages that were never touched cost nothing.
  public var memoryByteCount: UInt64 {
    storage.memories.reduce(0) { $0 &+ $1.byteCount }
  }
}
