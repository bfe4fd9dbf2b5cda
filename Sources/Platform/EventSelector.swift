#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

let noThreadError = EAGAIN

/// What a selector tells.
enum SelectorEvent {
  case timer
  case descriptor(Int32, DescriptorEvents)
}

#if os(Linux)
  /// The system's own multiplexer: epoll, with a timer descriptor for deadlines.
  final class EventSelector: Sendable {
    private let epoll: FileDescriptor
    private let timer: FileDescriptor
    private let signal: WakeSignal

    // The values are part of the kernel's interface.
    private static let add: Int32 = 1
    private static let remove: Int32 = 2
    private static let modify: Int32 = 3
    private static let readable: UInt32 = 0x001
    private static let writable: UInt32 = 0x004
    private static let failed: UInt32 = 0x008
    private static let hangUp: UInt32 = 0x010
    private static let peerClosed: UInt32 = 0x2000
    private static let oneShot: UInt32 = 1 << 30

    init() throws(SystemError) {
      guard let create = LinuxCalls.epollCreate, let createTimer = LinuxCalls.timerCreate,
        LinuxCalls.epollControl != nil, LinuxCalls.epollWait != nil, LinuxCalls.timerSet != nil
      else { throw SystemError(number: ENOSYS, operation: "epoll_create1") }
      epoll = FileDescriptor(owning: try check("epoll_create1") { create(O_CLOEXEC) })
      timer = FileDescriptor(
        owning: try check("timerfd_create") {
          createTimer(CLOCK_MONOTONIC, LinuxCalls.closeOnExecNonblocking)
        })
      signal = try WakeSignal()
      _ = control(Self.add, timer.rawValue, Self.readable)
      _ = control(Self.add, signal.descriptor.rawValue, Self.readable)
    }

    /// Ends the wait under way.
    func interrupt() { signal.raise() }

    /// Has `wait` tell when a monotonic time has come; replaces what was armed before.
    func arm(deadline: UInt64) {
      let time = timeSpecification(nanoseconds: Int64(clamping: max(1, deadline)))
      var setting = itimerspec(it_interval: timespec(), it_value: time)
      let absolute: Int32 = 1
      _ = LinuxCalls.timerSet?(timer.rawValue, absolute, &setting, nil)
    }

    /// Watches a descriptor, until it is told once or for as long as it is open.
    ///
    /// - Returns: `false` when its kind can't be watched.
    func watch(
      _ raw: Int32, _ events: DescriptorEvents, isKnown: Bool, isPersistent: Bool = false
    ) -> Bool {
      var mask = isPersistent ? 0 : Self.oneShot
      if events.contains(.readable) { mask |= Self.readable | Self.peerClosed }
      if events.contains(.writable) { mask |= Self.writable }
      let (first, second) = isKnown ? (Self.modify, Self.add) : (Self.add, Self.modify)
      if control(first, raw, mask) { return true }
      return control(second, raw, mask)
    }

    func forget(_ raw: Int32) { _ = control(Self.remove, raw, 0) }

    /// Waits for events.
    func wait() -> [SelectorEvent] {
      var events: [SelectorEvent] = []
      wait(into: &events, isBlocking: true)
      return events
    }

    /// Appends the events there are to a list, after waiting for the first if told to.
    func wait(into events: inout [SelectorEvent], isBlocking: Bool) {
      let capacity = 256
      let stride = EpollRecord.size
      withUnsafeTemporaryAllocation(byteCount: capacity * stride, alignment: 8) { buffer in
        let timeout: Int32 = isBlocking ? -1 : 0
        let count = LinuxCalls.epollWait?(epoll.rawValue, buffer.baseAddress, 256, timeout) ?? 0
        for index in 0..<max(0, Int(count)) {
          let record = UnsafeRawBufferPointer(rebasing: buffer[(index * stride)...])
          let mask = record.loadUnaligned(as: UInt32.self)
          let raw = record.loadUnaligned(fromByteOffset: EpollRecord.dataOffset, as: Int32.self)
          if raw == timer.rawValue {
            var expirations: UInt64 = 0
            _ = systemRead(raw, &expirations, 8)
            events.append(.timer)
          } else if raw == signal.descriptor.rawValue {
            signal.clear()
          } else {
            events.append(.descriptor(raw, Self.events(mask)))
          }
        }
      }
    }

    private static func events(_ mask: UInt32) -> DescriptorEvents {
      var events: DescriptorEvents = []
      if mask & (readable | peerClosed) != 0 { events.insert(.readable) }
      if mask & writable != 0 { events.insert(.writable) }
      if mask & hangUp != 0 { events.insert(.hangUp) }
      if mask & failed != 0 { events.insert(.failed) }
      return events
    }

    private func control(_ operation: Int32, _ raw: Int32, _ mask: UInt32) -> Bool {
      withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { record in
        record.initializeMemory(as: UInt8.self, repeating: 0)
        record.storeBytes(of: mask, as: UInt32.self)
        record.storeBytes(of: raw, toByteOffset: EpollRecord.dataOffset, as: Int32.self)
        return LinuxCalls.epollControl?(epoll.rawValue, operation, raw, record.baseAddress) == 0
      }
    }
  }

  /// The layout of the kernel's event record, which is packed on x86-64 only.
  private enum EpollRecord {
    #if arch(x86_64)
      static let dataOffset = 4
      static let size = 12
    #else
      static let dataOffset = 8
      static let size = 16
    #endif
  }
#else
  /// The system's own multiplexer: kqueue. Untested.
  final class EventSelector: Sendable {
    private let queue: FileDescriptor
    private static let timerIdentifier: UInt = 1
    private static let signalIdentifier: UInt = 2

    init() throws(SystemError) {
      queue = FileDescriptor(owning: try check("kqueue") { kqueue() })
      change(Self.signalIdentifier, Int16(EVFILT_USER), UInt16(EV_ADD | EV_CLEAR))
    }

    func interrupt() {
      change(Self.signalIdentifier, Int16(EVFILT_USER), 0, UInt32(NOTE_TRIGGER))
    }

    func arm(deadline: UInt64) {
      let now = Clock.monotonic.now
      let delay = Int(clamping: deadline > now ? deadline - now : 1)
      change(
        Self.timerIdentifier, Int16(EVFILT_TIMER), UInt16(EV_ADD | EV_ONESHOT),
        UInt32(NOTE_NSECONDS), delay)
    }

    func watch(
      _ raw: Int32, _ events: DescriptorEvents, isKnown: Bool, isPersistent: Bool = false
    ) -> Bool {
      let flags = UInt16(isPersistent ? EV_ADD : EV_ADD | EV_ONESHOT)
      var isWatched = true
      if events.contains(.readable) {
        isWatched = change(UInt(raw), Int16(EVFILT_READ), flags)
      } else if isPersistent {
        change(UInt(raw), Int16(EVFILT_READ), UInt16(EV_DELETE))
      }
      if events.contains(.writable) {
        let isAdded = change(UInt(raw), Int16(EVFILT_WRITE), flags)
        isWatched = isAdded && isWatched
      } else if isPersistent {
        change(UInt(raw), Int16(EVFILT_WRITE), UInt16(EV_DELETE))
      }
      return isWatched
    }

    func forget(_ raw: Int32) {
      change(UInt(raw), Int16(EVFILT_READ), UInt16(EV_DELETE))
      change(UInt(raw), Int16(EVFILT_WRITE), UInt16(EV_DELETE))
    }

    func wait() -> [SelectorEvent] {
      var events: [SelectorEvent] = []
      wait(into: &events, isBlocking: true)
      return events
    }

    func wait(into events: inout [SelectorEvent], isBlocking: Bool) {
      var records = [kevent](repeating: kevent(), count: 256)
      var now = timespec()
      let count =
        isBlocking
        ? kevent(queue.rawValue, nil, 0, &records, 256, nil)
        : kevent(queue.rawValue, nil, 0, &records, 256, &now)
      for record in records.prefix(max(0, Int(count))) {
        switch Int32(record.filter) {
        case EVFILT_TIMER: events.append(.timer)
        case EVFILT_READ: events.append(.descriptor(Int32(record.ident), .readable))
        case EVFILT_WRITE: events.append(.descriptor(Int32(record.ident), .writable))
        default: break
        }
      }
    }

    @discardableResult
    private func change(
      _ identifier: UInt, _ filter: Int16, _ flags: UInt16, _ options: UInt32 = 0, _ data: Int = 0
    ) -> Bool {
      var record = kevent(
        ident: identifier, filter: filter, flags: flags, fflags: options, data: data, udata: nil)
      return kevent(queue.rawValue, &record, 1, nil, 0, nil) == 0
    }
  }
#endif
