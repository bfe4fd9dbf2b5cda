extension Instance {
  /// Calls a function of the guest that takes bytes and returns bytes.
  ///
  /// The function's parameters are a pointer and a length. What it is given is copied into memory of
  /// the guest's own allocator and freed afterwards; what it returns is copied out, and freed if the
  /// convention says that it is ours.
  ///
  /// - Parameters:
  ///   - name: the export's name.
  ///   - bytes: what to give.
  ///   - result: how it returns bytes.
  ///   - allocator: the guest's allocator.
  /// - Returns: the bytes.
  /// - Throws: `CallError` when the types differ or there is no allocator; `Trap` when the guest
  ///   trapped, has no room or names memory it does not have.
  public func callWithBytes(
    _ name: String, _ bytes: some Collection<UInt8>,
    returning result: GuestResult = GuestResult(.lengthPrefixed),
    using allocator: GuestAllocator = .c
  ) throws -> [UInt8] {
    let memory = try guestMemory(allocator)
    return try withGuestBytes(bytes, using: allocator) { buffer in
      let arguments = [buffer.pointer, buffer.count].map { Value($0) }
      let found = try result.find(try call(name, arguments: arguments), in: memory, name: name)
      let content = try memory.bytes(
        at: UInt64(found.content.pointer), count: UInt64(found.content.count))
      if result.isOwned { try freeInGuest(found.allocation, using: allocator) }
      return content
    }
  }

  /// Calls a function of the guest that takes a text and returns a text, both in UTF-8.
  ///
  ///     let greeting = try instance.callWithString("greet", "world")
  ///
  /// - Parameters:
  ///   - name: the export's name.
  ///   - text: what to give.
  ///   - result: how it returns the text.
  ///   - allocator: the guest's allocator.
  /// - Returns: the text; malformed sequences become U+FFFD.
  /// - Throws: as `callWithBytes`.
  public func callWithString(
    _ name: String, _ text: String, returning result: GuestResult = GuestResult(.lengthPrefixed),
    using allocator: GuestAllocator = .c
  ) throws -> String {
    String(
      decoding: try callWithBytes(name, text.utf8, returning: result, using: allocator),
      as: UTF8.self)
  }
}
