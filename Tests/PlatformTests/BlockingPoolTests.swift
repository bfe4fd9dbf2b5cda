import Synchronization
import Testing

import Platform

struct BlockingPoolTests {
  @Test func everyJobRunsOnce() throws {
    let pool = BlockingPool(threadCount: 3)
    let counter = try WakeCounter()
    for _ in 0..<1000 { pool.run { counter.makeWaker().wake() } }
    counter.wait(for: 1000)
    #expect(counter.value == 1000)
  }

  @Test func jobsRunBesideEachOther() throws {
    let pool = BlockingPool(threadCount: 2)
    let (first, second) = (try ThreadWaiter(), try ThreadWaiter())
    let counter = try WakeCounter()
    // Each waits for the other, so neither ends unless both run.
    pool.run {
      second.interrupt()
      _ = first.wait(for: WaitSet())
      counter.makeWaker().wake()
    }
    pool.run {
      first.interrupt()
      _ = second.wait(for: WaitSet())
      counter.makeWaker().wake()
    }
    counter.wait(for: 2)
  }

  @Test func anIdlePoolWakesAgain() throws {
    let pool = BlockingPool(threadCount: 2)
    let counter = try WakeCounter()
    for round in 1...50 {
      pool.run { counter.makeWaker().wake() }
      counter.wait(for: round)
    }
  }
}
