extension Instance {
  /// Copies bytes into memory that the guest allocates; they are the caller's to free.
  ///
  /// - Parameters:
  ///   - bytes: what to copy.
  ///   - allocator: the guest's allocator.
  /// - Returns: where they are.
  /// - Throws: `CallError` when the guest exports no such allocator; `Trap` when it trapped, has no
  ///   room or returned a pointer that leads out of its memory.
  public func copyToGuest(
    _ bytes: some Collection<UInt8>, using allocator: GuestAllocator = .c
  ) throws -> GuestBuffer {
    let memory = try guestMemory(allocator)
    guard let count = UInt32(exactly: bytes.count) else {
      throw Trap(.outOfMemory, detail: "\(bytes.count) bytes do not fit a 32-bit memory")
    }
    // Some allocators return zero for nothing.
    let size = max(1, count)
    let pointer: UInt32 = try call(allocator.allocateName, size)
    guard pointer != 0 else {
      throw Trap(.outOfMemory, detail: "the guest has no room for \(count) bytes")
    }
    try memory.store(bytes, at: UInt64(pointer))
    return GuestBuffer(pointer: pointer, count: count)
  }

  /// Gives memory back to the guest.
  ///
  /// - Parameters:
  ///   - buffer: what the caller owns; not to be used any more.
  ///   - allocator: the guest's allocator.
  /// - Throws: `CallError` when the guest exports no such allocator; `Trap` when it trapped.
  public func freeInGuest(_ buffer: GuestBuffer, using allocator: GuestAllocator = .c) throws {
    guard let name = allocator.freeName else { return }
    if allocator.freeTakesSize {
      try call(name, buffer.pointer, max(1, buffer.count))
    } else {
      try call(name, buffer.pointer)
    }
  }

  /// Lends bytes to the guest for the time of some calls.
  ///
  ///     let total = try instance.withGuestBytes(numbers) { buffer in
  ///       try instance.call("sum", buffer.pointer, buffer.count) as Int64
  ///     }
  ///
  /// They are copied into memory that the guest allocates, and freed afterwards. After a trap
  /// nothing is freed: a guest that trapped may be in no state to be called.
  ///
  /// - Parameters:
  ///   - bytes: what to lend.
  ///   - allocator: the guest's allocator.
  ///   - body: makes the calls; the guest must not keep the pointer.
  /// - Returns: what the body returns.
  /// - Throws: what the body throws, and as `copyToGuest` and `freeInGuest`.
  public func withGuestBytes<R>(
    _ bytes: some Collection<UInt8>, using allocator: GuestAllocator = .c,
    _ body: (GuestBuffer) throws -> R
  ) throws -> R {
    let buffer = try copyToGuest(bytes, using: allocator)
    let result: R
    do {
      result = try body(buffer)
    } catch {
      if !(error is Trap) { try freeInGuest(buffer, using: allocator) }
      throw error
    }
    try freeInGuest(buffer, using: allocator)
    return result
  }

  /// Lends a text to the guest, in UTF-8 and without a final zero; see `withGuestBytes`.
  ///
  /// - Parameters:
  ///   - text: what to lend.
  ///   - allocator: the guest's allocator.
  ///   - body: makes the calls.
  /// - Returns: what the body returns.
  /// - Throws: as `withGuestBytes`.
  public func withGuestString<R>(
    _ text: String, using allocator: GuestAllocator = .c, _ body: (GuestBuffer) throws -> R
  ) throws -> R {
    try withGuestBytes(text.utf8, using: allocator, body)
  }

  func guestMemory(_ allocator: GuestAllocator) throws(CallError) -> Memory {
    guard let memory = memory(allocator.memoryName) else {
      throw CallError(.unknownExport, "no memory is exported as \"\(allocator.memoryName)\"")
    }
    return memory
  }
}
