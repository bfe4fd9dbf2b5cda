import SeededTesting
import Synchronization
import Testing

import Platform

/// Counts wake-ups, and lets a test wait for them.
final class WakeCounter: Sendable {
  private let count = Atomic(0)
  private let waiter: ThreadWaiter

  init() throws { waiter = try ThreadWaiter() }

  var value: Int { count.load(ordering: .acquiring) }

  func makeWaker() -> Waker {
    Waker {
      self.count.add(1, ordering: .acquiringAndReleasing)
      self.waiter.interrupt()
    }
  }

  /// Sleeps until there were so many wake-ups.
  func wait(for wanted: Int) {
    while value < wanted {
      _ = waiter.wait(for: WaitSet())
      waiter.reset()
    }
  }
}

struct EventLoopTests {
  private func write(_ writer: SharedDescriptor) throws {
    try [UInt8]([1]).withUnsafeBytes { _ = try writer.descriptor.write($0) }
  }

  @Test func aReadableDescriptorWakesOnce() throws {
    let loop = try EventLoop()
    let (reader, writer) = try Pipe.make()
    let counter = try WakeCounter()
    var set = WaitSet()
    set.add(reader, .readable)
    let registration = loop.register(set, counter.makeWaker())
    #expect(loop.registrationCount == 1)
    try write(writer)
    counter.wait(for: 1)
    loop.cancel(registration)
    #expect(loop.registrationCount == 0)
    // It is still readable: who asks again is told again.
    let again = loop.register(set, counter.makeWaker())
    counter.wait(for: 2)
    loop.cancel(again)
    loop.stop()
    #expect(counter.value == 2)
  }

  @Test func deadlinesComeInOrder() throws {
    let loop = try EventLoop()
    let order = Guarded([Int]())
    let counter = try WakeCounter()
    let start = Clock.monotonic.now + 2_000_000
    for (index, delay) in [5, 1, 4, 2, 3].enumerated() {
      var set = WaitSet()
      set.add(deadline: start + UInt64(delay) * 1_000_000)
      let inner = counter.makeWaker()
      _ = loop.register(
        set,
        Waker {
          order.withLock { $0.append(index) }
          inner.wake()
        })
    }
    counter.wait(for: 5)
    #expect(order.withLock { $0 } == [1, 3, 4, 2, 0])
    loop.stop()
  }

  @Test func severalMayWaitForOneDescriptor() throws {
    let loop = try EventLoop()
    let (one, other) = try Socket.pair()
    let counter = try WakeCounter()
    var readable = WaitSet()
    readable.add(one, .readable)
    var writable = WaitSet()
    writable.add(one, .writable)
    let first = loop.register(readable, counter.makeWaker())
    let second = loop.register(readable, counter.makeWaker())
    let third = loop.register(writable, counter.makeWaker())
    counter.wait(for: 1)
    loop.cancel(third)
    #expect(loop.registrationCount == 2)
    _ = try [UInt8]([1]).withUnsafeBytes { try Socket.send(other.descriptor, $0) }
    counter.wait(for: 3)
    loop.cancel(first)
    loop.cancel(second)
    #expect(loop.registrationCount == 0)
    loop.stop()
  }

  @Test func cancelledRegistrationsStaySilent() throws {
    let loop = try EventLoop()
    let (reader, writer) = try Pipe.make()
    let (silent, loud) = (try WakeCounter(), try WakeCounter())
    var set = WaitSet()
    set.add(reader, .readable)
    set.add(deadline: Clock.monotonic.now + 1_000_000)
    loop.cancel(loop.register(set, silent.makeWaker()))
    try write(writer)
    var later = WaitSet()
    later.add(deadline: Clock.monotonic.now + 5_000_000)
    _ = loop.register(later, loud.makeWaker())
    loud.wait(for: 1)
    #expect(silent.value == 0)
    loop.stop()
  }

  @Test func regularFilesAreAlwaysReady() throws {
    let loop = try EventLoop()
    let file = SharedDescriptor(
      try FileDescriptor.open(SystemPath("/proc/self/exe"), OpenMode()))
    let counter = try WakeCounter()
    var set = WaitSet()
    set.add(file, .readable)
    loop.cancel(loop.register(set, counter.makeWaker()))
    #expect(counter.value == 1)
    loop.stop()
  }

  @Test func stoppingWakesEverybody() throws {
    let loop = try EventLoop()
    let (reader, _) = try Pipe.make()
    let counter = try WakeCounter()
    for _ in 0..<10 {
      var set = WaitSet()
      set.add(reader, .readable)
      set.add(deadline: .max)
      _ = loop.register(set, counter.makeWaker())
    }
    loop.stop()
    counter.wait(for: 10)
    #expect(loop.registrationCount == 0)
  }

  @Test func threadsHammerTheLoop() throws {
    let loop = try EventLoop()
    let counter = try WakeCounter()
    for thread in 0..<4 {
      let isStarted = WorkerThread.start {
        for round in 0..<500 {
          guard let (reader, writer) = try? Pipe.make() else { continue }
          var set = WaitSet()
          set.add(reader, .readable)
          set.add(deadline: Clock.monotonic.now + UInt64((round * 7 + thread) % 50) * 10_000)
          let done = try? ThreadWaiter()
          let registration = loop.register(set, Waker { done?.interrupt() })
          if round % 3 == 0 { try? self.write(writer) }
          if round % 5 != 0 { _ = done?.wait(for: WaitSet()) }
          loop.cancel(registration)
        }
        counter.makeWaker().wake()
      }
      #expect(isStarted)
    }
    counter.wait(for: 4)
    #expect(loop.registrationCount == 0)
    loop.stop()
  }

  @Test func timersMatchASortedList() {
    var generator = SystemRandomNumberGenerator()
    let seed = generator.next()
    var random = SeededGenerator(seed: seed)
    var heap = TimerHeap()
    var model: [UInt64: UInt64] = [:]
    for identifier in 0..<UInt64(2000) {
      switch random.next() % 4 {
      case 0, 1:
        let deadline = random.next() % 1000
        heap.add(identifier, at: deadline)
        model[identifier] = deadline
      case 2:
        let victim = random.next() % 2000
        heap.cancel(victim)
        model[victim] = nil
      default:
        let now = random.next() % 1000
        let due = heap.takeDue(at: now)
        let wanted = model.filter { $0.value <= now }
        #expect(Set(due) == Set(wanted.keys), "seed \(seed)")
        #expect(due.map { wanted[$0] ?? 0 } == due.map { wanted[$0] ?? 0 }.sorted(), "seed \(seed)")
        for identifier in due { model[identifier] = nil }
      }
    }
  }
}
