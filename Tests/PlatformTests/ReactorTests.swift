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

  @Test func whatSomebodyWaitsForRunsFirst() async throws {
    let reactor = try Reactor()
    let log = Guarded([String]())
    await withCheckedContinuation { continuation in
      reactor.execute {
        let isDone = Guarded(false)
        reactor.execute { log.withLock { $0.append("later") } }
        reactor.enqueueFirst {
          reactor.execute {
            log.withLock { $0.append("callee") }
            isDone.withLock { $0 = true }
          }
        }
        reactor.runNested { isDone.withLock { $0 } }
        log.withLock { $0.append("caller") }
        reactor.execute { continuation.resume() }
      }
    }
    #expect(log.withLock { $0 } == ["callee", "caller", "later"])
    reactor.stop()
  }

  @Test func whatGoesFirstLeavesRoomForTheRest() async throws {
    let reactor = try Reactor()
    let runs = Guarded(0)
    let isOver = Guarded(false)
    /// Work that makes more work that goes first, until the other work has run.
    @Sendable func goOn() {
      runs.withLock { $0 += 1 }
      if isOver.withLock({ $0 }) { return }
      reactor.enqueueFirst { reactor.execute { goOn() } }
    }
    await withCheckedContinuation { continuation in
      reactor.execute {
        goOn()
        reactor.execute {
          reactor.execute {
            isOver.withLock { $0 = true }
            continuation.resume()
          }
        }
      }
    }
    #expect(runs.withLock { $0 } < 100)
    reactor.stop()
  }

  @Test func nestedWorkIsBounded() async throws {
    let reactor = try Reactor()
    let runs = Guarded(0)
    let isOver = Guarded(false)
    @Sendable func goOn() {
      runs.withLock { $0 += 1 }
      if !isOver.withLock({ $0 }) { reactor.execute { goOn() } }
    }
    let nested = await withCheckedContinuation { continuation in
      reactor.execute {
        goOn()
        reactor.runNested { false }
        isOver.withLock { $0 = true }
        continuation.resume(returning: runs.withLock { $0 })
      }
    }
    #expect(nested > 1 && nested <= 257)
    reactor.stop()
  }
}
