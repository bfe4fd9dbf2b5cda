package import WebAssembly

/// Clocks, randomness, yielding and the end of the process.
extension WASIContext {
  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#clock_res_get
  package func clockResGet(_ memory: Memory, _ clock: UInt32, _ result: UInt32) throws -> Step {
    guard let clock = WASIClock(rawValue: clock) else { throw Errno.inval }
    try memory.store(clocks.resolution(clock), at: UInt64(result))
    return .success
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#clock_time_get
  package func clockTimeGet(
    _ memory: Memory, _ clock: UInt32, _ precision: UInt64, _ result: UInt32
  ) throws -> Step {
    guard let clock = WASIClock(rawValue: clock) else { throw Errno.inval }
    try memory.store(clocks.now(clock), at: UInt64(result))
    return .success
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#random_get
  package func randomGet(_ memory: Memory, _ buffer: UInt32, _ count: UInt32) throws -> Step {
    try memory.checkRange(buffer, Int(count))
    if count == 0 { return .success }
    let part = min(count, UInt32(clamping: max(1, limits.transferByteCount)))
    try memory.withUnsafeMutableBytes(at: UInt64(buffer), count: UInt64(part)) { bytes in
      randomness.fill(bytes)
    }
    charge(Int(part))
    if part == count { return .success }
    // No short count can be told, so a large request goes on after others had their turn.
    return .wait(
      WaitRequest(.yield),
      then: Continuation { memory in
        try self.randomGet(memory, buffer + part, count - part)
      })
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#sched_yield
  package func schedYield() -> Step {
    .wait(WaitRequest(.yield), then: Continuation { _ in .success })
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#proc_exit
  package func procExit(_ code: UInt32) throws -> Never { throw WASIExit(code: code) }

  /// Does to the guest what the signal does to a process that does not handle it.
  ///
  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#proc_raise
  package func procRaise(_ signal: UInt32) throws -> Step {
    switch signal {
    // None, child, continue, urgent, window change: ignored.
    case 0, 16, 17, 22, 27: return .success
    // Stopping is for the host to decide.
    case 18...21: throw Errno.notsup
    case 1...30: throw WASIExit(code: 128 + signal)
    default: throw Errno.inval
    }
  }
}
