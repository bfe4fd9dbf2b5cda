import Testing

@testable import GanglionHTTP

/// Noticing that Foundation does not answer.
@Suite(.timeLimit(.minutes(15)))
struct LoadingQueueTests {
  @Test func tellsOfAStepThatWaitsInVain() async throws {
    let queue = LoadingQueue(patience: .milliseconds(20))
    let (stalls, steps) = (EventCounter(), EventCounter())
    let pending = Pending()
    queue.whenStalled { stalls.add() }
    queue.run { steps.add() }
    await steps.wait(for: 1)
    queue.run { pending.wait() }
    queue.run { steps.add() }
    await stalls.wait(for: 1)
    #expect(queue.isStalled)
    // It goes on as soon as it can.
    pending.release()
    await steps.wait(for: 2)
    while queue.isStalled { try await Task.sleep(for: .milliseconds(1)) }
  }
}
