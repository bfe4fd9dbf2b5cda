#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension DescriptorEvents {
  fileprivate var pollMask: Int16 {
    var mask: Int16 = 0
    if contains(.readable) { mask |= Int16(POLLIN) }
    if contains(.writable) { mask |= Int16(POLLOUT) }
    return mask
  }

  fileprivate init(pollMask mask: Int16) {
    self = []
    if mask & Int16(POLLIN) != 0 { insert(.readable) }
    if mask & Int16(POLLOUT) != 0 { insert(.writable) }
    if mask & Int16(POLLHUP) != 0 { insert(.hangUp) }
    if mask & Int16(POLLERR | POLLNVAL) != 0 { insert(.failed) }
  }
}

extension FileDescriptor {
  /// What it is ready for now, without waiting; hang-up and failure are told unasked.
  package borrowing func readyEvents(_ events: DescriptorEvents) -> DescriptorEvents {
    var entry = pollfd(fd: rawValue, events: events.pollMask, revents: 0)
    while true {
      let count = poll(&entry, 1, 0)
      if count >= 0 { return DescriptorEvents(pollMask: entry.revents) }
      if errno != EINTR { return .failed }
    }
  }
}

/// Waits for descriptors on the calling thread.
enum Poll {
  /// Returns when one of the descriptors is ready or the deadline has passed; maybe sooner.
  ///
  /// - Returns: whether the first descriptor is ready.
  static func wait(
    first: Int32, _ interests: [WaitSet.Interest], until deadline: UInt64?
  ) -> Bool {
    var entries = [pollfd(fd: first, events: Int16(POLLIN), revents: 0)]
    for interest in interests {
      entries.append(
        pollfd(
          fd: interest.descriptor.rawValue, events: interest.events.pollMask, revents: 0))
    }
    var remaining: UInt64?
    if let deadline {
      let now = Clock.monotonic.now
      remaining = deadline > now ? deadline - now : 0
    }
    wait(&entries, remaining)
    return entries[0].revents != 0
  }

  private static func wait(_ entries: inout [pollfd], _ nanoseconds: UInt64?) {
    #if os(Linux)
      if let call = LinuxCalls.poll {
        guard let nanoseconds else {
          _ = call(&entries, UInt(entries.count), nil, nil)
          return
        }
        var time = timeSpecification(nanoseconds: Int64(clamping: nanoseconds))
        _ = call(&entries, UInt(entries.count), &time, nil)
        return
      }
    #endif
    // Rounded up, so that nobody wakes before the deadline and spins towards it.
    let milliseconds = nanoseconds.map { Int32(clamping: $0 / 1_000_000 + 1) } ?? -1
    _ = poll(&entries, nfds_t(entries.count), milliseconds)
  }
}
