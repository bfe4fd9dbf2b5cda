package import WebAssembly

/// Arguments and environment.
///
/// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#args_get
extension WASIContext {
  package func argsGet(_ memory: Memory, _ pointers: UInt32, _ buffer: UInt32) throws -> Step {
    try put(arguments, memory, pointers, buffer)
  }

  package func argsSizesGet(_ memory: Memory, _ count: UInt32, _ size: UInt32) throws -> Step {
    try putSizes(arguments, memory, count, size)
  }

  package func environGet(_ memory: Memory, _ pointers: UInt32, _ buffer: UInt32) throws -> Step {
    try put(environment, memory, pointers, buffer)
  }

  package func environSizesGet(_ memory: Memory, _ count: UInt32, _ size: UInt32) throws -> Step {
    try putSizes(environment, memory, count, size)
  }

  private func put(
    _ strings: GuestStrings, _ memory: Memory, _ pointers: UInt32, _ buffer: UInt32
  ) throws -> Step {
    try memory.checkRange(pointers, strings.strings.count * 4)
    try memory.checkRange(buffer, strings.byteCount)
    charge(strings.byteCount + strings.strings.count * 4)
    var slot = UInt64(pointers)
    var position = UInt64(buffer)
    for string in strings.strings {
      try memory.store(UInt32(truncatingIfNeeded: position), at: slot)
      try memory.store(string, at: position)
      slot += 4
      position += UInt64(string.count)
    }
    return .success
  }

  private func putSizes(
    _ strings: GuestStrings, _ memory: Memory, _ count: UInt32, _ size: UInt32
  ) throws -> Step {
    try memory.store(UInt32(strings.strings.count), at: UInt64(count))
    try memory.store(UInt32(strings.byteCount), at: UInt64(size))
    return .success
  }
}
