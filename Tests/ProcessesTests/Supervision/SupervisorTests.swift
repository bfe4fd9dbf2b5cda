import Testing

@testable import Processes

@Suite("Supervisors of processes", .timeLimit(.minutes(15)))
struct SupervisorTests {
  private func options(_ executor: ProcessExecutor, _ text: String) async throws -> ProcessOptions {
    ProcessOptions(.cached(try await executor.cache.put(try Guests.bytes(text))))
  }

  @Test("A killed child is started again, and all end with the supervisor")
  func restarts() async throws {
    let executor = try ProcessExecutor()
    let sleeps = try await options(executor, Guests.sleeps)
    let supervisor = Supervisor(
      executor, SupervisorFlags(.oneForAll, intensity: 10, period: .seconds(60)),
      [
        ChildSpecification("a", sleeps), ChildSpecification("b", sleeps, shutdown: .timeout(.zero)),
      ])
    await supervisor.start()
    let first = try #require(await supervisor.process("a"))
    let second = try #require(await supervisor.process("b"))
    first.kill()
    _ = try await second.wait()
    while await supervisor.restartCount < 2 { await Task.yield() }
    let again = try #require(await supervisor.process("a"))
    #expect(again.pid != first.pid)
    #expect(executor.count == 2)
    #expect(await supervisor.stop() == .stopped)
    #expect(executor.count == 0)
    await executor.shutdown()
  }

  @Test("A child that crashes at once makes the supervisor give up")
  func givesUp() async throws {
    let executor = try ProcessExecutor()
    let supervisor = Supervisor(
      executor, SupervisorFlags(intensity: 5, period: .seconds(600)),
      [
        ChildSpecification("steady", try await options(executor, Guests.sleeps)),
        ChildSpecification("crasher", try await options(executor, Guests.traps)),
      ])
    await supervisor.start()
    #expect(await supervisor.wait() == .tooManyRestarts)
    #expect(await supervisor.restartCount == 5)
    #expect(executor.count == 0)
    await executor.shutdown()
  }

  @Test("Children are asked to end, where they can be")
  func asks() async throws {
    let executor = try ProcessExecutor()
    let supervisor = Supervisor(
      executor, SupervisorFlags(),
      [
        ChildSpecification(
          "server", try await options(executor, Guests.echoServer), shutdown: .infinity,
          requestShutdown: { try? $0.connect().close() })
      ])
    await supervisor.start()
    let server = try #require(await supervisor.process("server"))
    #expect(await supervisor.stop() == .stopped)
    #expect(try await server.wait().exitCode == 0)
    await executor.shutdown()
  }
}
