import Platform
import Synchronization
import Testing

@testable import Processes

@Suite("Links and monitors", .timeLimit(.minutes(15)))
struct LinkTests {
  @Test("If either ends, so does the other; cycles and repetitions are harmless")
  func local() async throws {
    let executor = try ProcessExecutor()
    let a = try await executor.run(Guests.sleeps)
    let b = try await executor.run(Guests.spins)
    let c = try await executor.run(Guests.sleeps)
    a.link(to: b)
    a.link(to: b)
    b.linkLocal(c.pid)
    c.linkLocal(a.pid)
    #expect(a.info?.linkCount == 2)
    c.kill()
    #expect(try await a.wait().reason.isLike("linked"))
    #expect(try await b.wait().reason.isLike("linked"))
    await executor.shutdown()
  }

  @Test("A normal exit ends linked processes, too; unlinked ones live on")
  func normalExit() async throws {
    let executor = try ProcessExecutor()
    let server = try await executor.run(Guests.echoServer)
    let linked = try await executor.run(Guests.sleeps)
    let unlinked = try await executor.run(Guests.sleeps)
    linked.linkLocal(server.pid)
    unlinked.link(to: server)
    unlinked.unlinkLocal(server.pid)
    unlinked.unlink(from: server)
    try server.connect().close()
    #expect(try await server.wait().exitCode == 0)
    let status = try await linked.wait()
    guard case .linked(let id) = status.reason else {
      Issue.record("ended with \(status.reason)")
      return
    }
    #expect(id == server.id)
    #expect(unlinked.isAlive)
    // It ends with one that is gone already.
    unlinked.link(to: server)
    #expect(try await unlinked.wait().reason.isLike("linked"))
    await executor.shutdown()
  }

  @Test("Links work between executors, in both directions")
  func remote() async throws {
    let (first, second) = (try ProcessExecutor(), try ProcessExecutor())
    for endsFirst in [true, false] {
      let a = try await first.run(Guests.sleeps)
      let b = try await second.run(Guests.spins)
      a.link(to: b)
      #expect(a.info?.linkCount == 1 && b.info?.linkCount == 1)
      (endsFirst ? a : b).kill()
      #expect(try await (endsFirst ? b : a).wait().reason.isLike("linked"))
    }
    let a = try await first.run(Guests.sleeps)
    let b = try await second.run(Guests.sleeps)
    a.link(to: b)
    b.unlink(from: a)
    a.kill()
    _ = try await a.wait()
    #expect(b.isAlive)
    // With one that is gone already.
    b.link(to: a)
    #expect(try await b.wait().reason.isLike("linked"))
    await first.shutdown()
    await second.shutdown()
  }

  @Test("A lost connection ends a linked process with its own reason")
  func nodeLost() async throws {
    let executor = try ProcessExecutor()
    let process = try await executor.run(Guests.sleeps)
    let told = Guarded(0)
    #expect(process.addLink(id: 5) { _, _ in told.withLock { $0 += 1 } })
    process.linkedProcessEnded(6, .nodeLost)
    #expect(process.isAlive)
    process.linkedProcessEnded(5, .nodeLost)
    #expect(try await process.wait().reason.isLike("its node was lost"))
    #expect(told.withLock { $0 } == 0)
    await executor.shutdown()
  }

  @Test("A chain of links ends from end to end")
  func chain() async throws {
    let executor = try ProcessExecutor()
    var processes: [GuestProcess] = []
    for _ in 0..<500 { processes.append(try await executor.run(Guests.sleeps)) }
    for (process, next) in zip(processes, processes.dropFirst()) { process.link(to: next) }
    processes[0].kill()
    for process in processes { _ = try await process.wait() }
    #expect(executor.count == 0)
    await executor.shutdown()
  }

  @Test("Monitors fire once, with the reason, also for a process that is gone or was never there")
  func monitors() async throws {
    let executor = try ProcessExecutor()
    let process = try await executor.run(Guests.echoServer)
    let reasons = Guarded<[String]>([])
    process.monitor { status in reasons.withLock { $0.append("1 \(status.reason)") } }
    executor.monitor(process.pid) { status in reasons.withLock { $0.append("2 \(status.reason)") } }
    let removed = process.monitor { _ in reasons.withLock { $0.append("removed") } }
    #expect(removed.cancel())
    #expect(!removed.cancel())
    try process.connect().close()
    _ = try await process.wait()
    process.monitor { status in reasons.withLock { $0.append("3 \(status.reason)") } }
    executor.monitor(process.pid) { status in reasons.withLock { $0.append("4 \(status.reason)") } }
    executor.monitor(4711) { status in reasons.withLock { $0.append("5 \(status.reason)") } }
    let sorted = reasons.withLock { $0.sorted() }
    #expect(
      sorted == (1...4).map { "\($0) exited with code 0" } + ["5 no such process"])
    await executor.shutdown()
  }
}
