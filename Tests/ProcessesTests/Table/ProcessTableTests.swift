import Platform
import Synchronization
import Testing

@testable import Processes

/// A table whose effects are carried out at once, by a driver without threads.
final class TableWorld {
  typealias Table = ProcessTableStateMachine<UInt32>

  var table = Table(limits: ExecutorLimits())
  /// In the order in which they went.
  var gone: [(pid: UInt32, reason: String)] = []
  /// Which monitors were told, in order.
  var told: [Int] = []
  var remoteTold: [UInt64] = []
  var runnable: [UInt32] = []
  /// Those on a lane, which stop when told to.
  var running: Set<UInt32> = []
  private let tellings = Tellings()

  private final class Tellings: Sendable {
    private let values = Guarded<[Int]>([])
    func add(_ value: Int) { values.withLock { $0.append(value) } }
    func take() -> [Int] {
      values.withLock { values in
        defer { values = [] }
        return values
      }
    }
  }

  func spawn(parent: UInt32 = 0) -> UInt32 {
    guard let ppid = try? table.admit(parent: parent) else { return 0 }
    let pid = table.makePID()
    perform(table.insert(pid, parent: ppid, pid, id: UInt64(pid) + 1000))
    perform(table.loaded(pid))
    return pid
  }

  func perform(_ effects: [Table.Effect]?) {
    var effects = effects ?? []
    while !effects.isEmpty {
      switch effects.removeFirst() {
      case .close(let pid): effects += table.halted(pid, at: 0)
      case .interrupt(let pid, let forGood):
        #expect(running.contains(pid))
        if forGood { stop(pid, &effects) }
      case .enqueue(let pid, _): runnable.append(pid)
      case .gone(let pid, let status): gone.append((pid, "\(status.reason)"))
      case .tellLink(let link, let reason):
        remoteTold.append(link.id)
        link.end(link.ownID, reason)
      case .tell(let monitor, let status):
        monitor(status)
        told += tellings.take()
      case .told, .event: break
      }
    }
    let problems = table._checkInvariants()
    #expect(problems.isEmpty, "\(problems)")
  }

  private func stop(_ pid: UInt32, _ effects: inout [Table.Effect]) {
    running.remove(pid)
    #expect(table.sliceEnded(pid, .spent) == nil)
    effects += table.halted(pid, at: 0)
  }

  /// A lane takes it.
  func begin(_ pid: UInt32) {
    if table.begin(pid, id: UInt64(pid) + 1000) { running.insert(pid) }
  }

  func kill(_ pid: UInt32) { perform(table.end(pid, .killed)) }
  func link(_ a: UInt32, _ b: UInt32) {
    perform(table.link(a, id: UInt64(a) + 1000, b, otherID: nil))
  }
  func monitor(_ pid: UInt32, _ key: Int) {
    let tellings = tellings
    perform(table.monitor(pid, id: nil) { _ in tellings.add(key) }.effects)
  }
  var order: [UInt32] { gone.map(\.pid) }
}

@Suite("Process table")
struct ProcessTableTests {
  @Test("The subtree goes first, then links, then monitors are told")
  func order() {
    let world = TableWorld()
    let top = world.spawn()
    let child = world.spawn(parent: top)
    let grandchild = world.spawn(parent: child)
    let linked = world.spawn()
    let belowLinked = world.spawn(parent: linked)
    world.link(top, linked)
    world.monitor(grandchild, 1)
    world.monitor(top, 2)
    world.monitor(linked, 3)
    world.kill(top)
    #expect(world.order == [grandchild, child, top, belowLinked, linked])
    #expect(world.told == [1, 2, 3])
    #expect(world.gone.map(\.reason)[4].hasPrefix("linked to process \(UInt64(top) + 1000)"))
    #expect(world.table.count == 0)
  }

  @Test("Cycles of links end, and chains of 10,000 do without recursion")
  func cycles() {
    let world = TableWorld()
    let pids = (0..<3).map { _ in world.spawn() }
    for (index, pid) in pids.enumerated() { world.link(pid, pids[(index + 1) % 3]) }
    world.link(pids[0], pids[0])
    world.kill(pids[1])
    #expect(Set(world.order) == Set(pids))
    var table = ProcessTableStateMachine<UInt32>(limits: ExecutorLimits())
    for pid in UInt32(2)..<10_002 {
      #expect(table.makePID() == pid)
      _ = table.insert(pid, parent: 1, pid, id: UInt64(pid))
      if pid > 2 { _ = table.link(pid, id: UInt64(pid), pid - 1, otherID: nil) }
    }
    var effects = table.end(2, .killed) ?? []
    var position = 0
    while position < effects.count {
      if case .close(let pid) = effects[position] { effects += table.halted(pid, at: 0) }
      position += 1
    }
    #expect(table.count == 0)
  }

  @Test("Linking and unlinking twice changes nothing; unlinked ones live on")
  func unlinking() {
    let world = TableWorld()
    let (a, b, c) = (world.spawn(), world.spawn(), world.spawn())
    world.link(a, b)
    world.link(b, a)
    world.link(b, c)
    #expect(world.table.records[b]?.links == [a, c])
    world.table.unlink(b, a)
    world.table.unlink(a, b)
    world.kill(a)
    #expect(world.order == [a])
    world.kill(c)
    #expect(world.order == [a, c, b])
  }

  @Test("Linking to a process that has ended ends the other; monitoring one tells at once")
  func dead() {
    let world = TableWorld()
    let (a, b) = (world.spawn(), world.spawn())
    world.kill(a)
    world.monitor(a, 7)
    world.monitor(99, 8)
    #expect(world.told == [7, 8])
    world.link(b, a)
    #expect(world.order == [a, b])
    #expect(world.gone[1].reason.hasPrefix("linked to process \(UInt64(a) + 1000)"))
  }

  @Test("A monitor that was removed is not told")
  func demonitor() {
    let world = TableWorld()
    let a = world.spawn()
    let key = world.table.monitor(a, id: nil) { _ in }.key
    let removed = world.table.demonitor(a, key: key)
    let again = world.table.demonitor(a, key: key)
    #expect(removed && !again)
    world.kill(a)
    #expect(world.told.isEmpty)
  }

  @Test("Whoever runs is interrupted, and goes when it has stopped; its parent waits for it")
  func running() {
    let world = TableWorld()
    let parent = world.spawn()
    let child = world.spawn(parent: parent)
    world.begin(child)
    var effects = world.table.end(parent, .killed) ?? []
    #expect(effects.count == 2)
    // The parent is closed first, but stays until its child is gone.
    let closing = effects.filter { if case .close = $0 { true } else { false } }
    #expect(closing.count == 1)
    effects = world.table.halted(parent, at: 0)
    #expect(effects.isEmpty)
    #expect(world.table.count == 2)
    world.running.remove(child)
    #expect(world.table.sliceEnded(child, .waits) == nil)
    world.perform(world.table.halted(child, at: 0))
    #expect(world.order == [child, parent])
  }

  @Test("A wake-up that comes before the wait is not lost")
  func earlyWake() {
    let world = TableWorld()
    let a = world.spawn()
    world.runnable = []
    world.begin(a)
    world.perform(world.table.wake(a, id: UInt64(a) + 1000))
    #expect(world.runnable.isEmpty)
    world.perform(world.table.sliceEnded(a, .waits))
    #expect(world.runnable == [a])
    world.begin(a)
    world.perform(world.table.sliceEnded(a, .waits))
    #expect(world.runnable == [a])
    // Somebody else's number does not wake it.
    world.perform(world.table.wake(a, id: 5))
    #expect(world.runnable == [a])
    world.perform(world.table.wake(a, id: UInt64(a) + 1000))
    #expect(world.runnable == [a, a])
  }

  @Test("Starting below one that is ending fails; below a stranger it is the root's child")
  func parents() throws {
    let world = TableWorld()
    let a = world.spawn()
    world.begin(a)
    _ = world.table.end(a, .killed)
    #expect(throws: SpawnError.self) { try world.table.admit(parent: a) }
    #expect(try world.table.admit(parent: 12345) == 1)
    #expect(try world.table.admit(parent: 0) == 1)
  }

  @Test("A remote link tells once, and ends the process when told")
  func remote() {
    let world = TableWorld()
    let (a, b) = (world.spawn(), world.spawn())
    let link = TableWorld.Table.RemoteLink(id: 77, end: { _, _ in }, ownID: UInt64(a) + 1000)
    let isThere = world.table.link(a, id: UInt64(a) + 1000, link)
    #expect(isThere)
    world.kill(a)
    #expect(world.remoteTold == [77])
    let late = world.table.link(a, id: UInt64(a) + 1000, link)
    #expect(!late)
    _ = world.table.link(b, id: UInt64(b) + 1000, link)
    world.perform(world.table.remoteEnded(78, linkedTo: b, id: UInt64(b) + 1000, nil))
    #expect(world.order == [a])
    world.perform(world.table.remoteEnded(77, linkedTo: b, id: UInt64(b) + 1000, .nodeLost))
    #expect(world.gone.last?.reason == "its node was lost")
    #expect(world.remoteTold == [77])
  }

  @Test("Statuses are kept for the last so many, for so long")
  func history() {
    var history = ExitHistory(countLimit: 3, ageLimit: .seconds(10))
    func status(_ pid: UInt32) -> ProcessExit {
      ProcessExit(pid: pid, id: 0, reason: .killed, fuelUsed: 0, memoryByteCount: 0)
    }
    for pid in UInt32(1)...5 { history.add(status(pid), at: UInt64(pid) * 1_000_000_000) }
    #expect(history[2] == nil && history[3] != nil && history.count == 3)
    history.expire(at: 13_999_999_999)
    #expect(history[4] != nil)
    history.expire(at: 14_000_000_000)
    #expect(history[4] == nil && history[5] != nil)
    for pid in UInt32(10)..<10_000 { history.add(status(pid), at: 14_000_000_000) }
    #expect(history.count == 3)
  }

  @Test("Every sequence of four operations on a few processes keeps the table sound")
  func exhaustive() {
    let operations: [(TableWorld) -> Void] = [
      { _ = $0.spawn() }, { _ = $0.spawn(parent: 2) }, { _ = $0.spawn(parent: 3) },
      { $0.kill(2) }, { $0.kill(3) }, { $0.link(2, 3) }, { $0.link(3, 4) },
      { $0.begin(2) }, { $0.begin(3) },
      { $0.perform($0.table.pause(2)) }, { $0.perform($0.table.resume(2)) },
    ]
    let count = operations.count
    for sequence in 0..<(count * count * count * count) {
      let world = TableWorld()
      _ = (world.spawn(), world.spawn())
      var rest = sequence
      // The invariants are checked after every operation.
      for _ in 0..<4 {
        operations[rest % count](world)
        rest /= count
      }
      for pid in world.table.tree.children(of: 1) { world.kill(pid) }
      if world.table.count != 0 || Set(world.order).count != world.order.count {
        Issue.record("sequence \(sequence) left \(world.table.count)")
        return
      }
    }
  }
}
