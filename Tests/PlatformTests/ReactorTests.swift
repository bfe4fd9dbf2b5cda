import Synchronization
import Testing

@testable import Platform

struct ReactorTests {
  @Test func workRunsInOrderOnTheThread() async throws {
    let reactor = try Reactor()
    let order = Guarded([Int]())
    await withCheckedContinuation { continuation in
      for index in 0..<100 {
        reactor.execute {
          order.withLock { $0.append(index) }
          if index == 99 { continuation.resume() }
        }
      }
    }
    #expect(order.withLock { $0 } == Array(0..<100))
    #expect(!reactor.isCurrent)
    reactor.stop()
  }

  @Test func tasksThatPreferItRunOnItsThread() async throws {
    let reactor = try Reactor()
    let isCurrent = await Task(executorPreference: reactor) {
      await Task.yield()
      return reactor.isCurrent
    }.value
    #expect(isCurrent)
    reactor.stop()
  }

  @Test func theEndOfATurnSeesAllOfIt() async throws {
    let reactor = try Reactor()
    let log = Guarded([String]())
    await withCheckedContinuation { continuation in
      reactor.execute {
        reactor.atTurnEnd {
          log.withLock { $0.append("end") }
          continuation.resume()
        }
        reactor.execute { log.withLock { $0.append("second") } }
        log.withLock { $0.append("first") }
      }
    }
    #expect(log.withLock { $0 } == ["first", "second", "end"])
    reactor.stop()
  }

  @Test func afterTheEndWorkStillRuns() async throws {
    let reactor = try Reactor()
    reactor.stop()
    await withCheckedContinuation { continuation in
      reactor.execute { continuation.resume() }
    }
  }
}
