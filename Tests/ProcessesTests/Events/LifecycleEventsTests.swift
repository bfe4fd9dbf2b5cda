import Testing

@testable import Processes

@Suite("Life-cycle events", .timeLimit(.minutes(15)))
struct LifecycleEventsTests {
  private func text(_ event: LifecycleEvent?) -> String {
    switch event {
    case .spawned(let pid, let ppid)?: "spawned \(pid) \(ppid)"
    case .paused(let pid)?: "paused \(pid)"
    case .resumed(let pid)?: "resumed \(pid)"
    case .ended(let status)?: "ended \(status.pid) \(status.reason)"
    case .dropped(let count)?: "dropped \(count)"
    case nil: "over"
    }
  }

  @Test("A life is told in order")
  func life() async throws {
    let executor = try ProcessExecutor()
    let events = executor.events()
    let iterator = events.makeAsyncIterator()
    let process = try await executor.run(Guests.sleeps)
    process.pause()
    process.resume()
    process.kill()
    for expected in ["spawned 2 1", "paused 2", "resumed 2", "ended 2 killed"] {
      #expect(text(await iterator.next()) == expected)
    }
    await executor.shutdown()
    #expect(text(await iterator.next()) == "over")
  }

  @Test("Of events that nobody takes the oldest are dropped, and how many is told")
  func dropping() async throws {
    let executor = try ProcessExecutor()
    let events = executor.events(limit: 4)
    for _ in 0..<5 { _ = try await executor.run(Guests.trivial).wait() }
    await executor.shutdown()
    let iterator = events.makeAsyncIterator()
    for expected in [
      "dropped 6", "spawned 5 1", "ended 5 exited with code 0", "spawned 6 1",
      "ended 6 exited with code 0", "over",
    ] {
      #expect(text(await iterator.next()) == expected)
    }
  }

  @Test("Cancelling a task ends its wait for events, and no event is lost")
  func cancelling() async throws {
    let executor = try ProcessExecutor()
    let events = executor.events()
    let task = Task { await events.makeAsyncIterator().next() }
    task.cancel()
    #expect(text(await task.value) == "over")
    _ = try await executor.run(Guests.trivial).wait()
    #expect(text(await events.makeAsyncIterator().next()) == "spawned 2 1")
    await executor.shutdown()
  }

  @Test("Events end when the executor is let go of")
  func lettingGo() async throws {
    var executor: ProcessExecutor? = try ProcessExecutor()
    let iterator = executor?.events().makeAsyncIterator()
    _ = try await executor?.run(Guests.spins)
    executor = nil
    #expect(text(await iterator?.next()) == "spawned 2 1")
    #expect(text(await iterator?.next()) == "ended 2 killed")
    #expect(text(await iterator?.next()) == "over")
  }

  @Test("A buffer of any size keeps the last events")
  func buffer() {
    for limit in 1...5 {
      for count in 0...20 {
        var buffer = EventBuffer(limit: limit)
        for pid in 0..<count { buffer.append(.paused(pid: UInt32(pid))) }
        var texts: [String] = []
        while let event = buffer.removeFirst() { texts.append(text(event)) }
        var expected = (0..<count).suffix(limit).map { "paused \($0)" }
        if count > limit { expected.insert("dropped \(count - limit)", at: 0) }
        #expect(texts == expected)
      }
    }
  }
}
