import CapnProtoAsync
import Ganglion
import Testing

/// What guests and hosts of the reference saw go wrong, row by row, through the capabilities they use.
struct WireBehaviourTests {
  typealias Process = ProcessSchema.Process.Client

  private func reason(_ process: Process) async throws -> String {
    try await process.monitor().value.event.string
  }

  @Test func linkLocalLinksAndCyclesEnd() async throws {
    let node = try Node()
    let executor = node.executorClient()
    var processes: [Process] = []
    for _ in 0..<3 {
      processes.append(executor.exec(try NodeGuests.spins))
      _ = try await processes.last?.id().value
    }
    let numbers = node.executor.list().map(\.pid).sorted()
    try #require(numbers.count == 3)
    // Each to the next, the last to the first, and once more.
    for _ in 0..<2 {
      for (index, process) in processes.enumerated() {
        _ = try await process.linkLocal(other: numbers[(index + 1) % 3]).value
      }
    }
    let loner = executor.exec(try NodeGuests.spins)
    _ = try await loner.linkLocal(other: numbers[0]).value
    _ = try await loner.unlinkLocal(other: numbers[0]).value
    _ = try await processes[1].kill().value
    #expect(try await reason(processes[1]) == "killed")
    for index in [0, 2] {
      #expect(try await reason(processes[index]).hasPrefix("linked to process"))
    }
    #expect(node.executor.list().count == 1)
    // Who links to a process that has ended ends with it.
    _ = try await loner.linkLocal(other: numbers[0]).value
    #expect(try await reason(loner).hasPrefix("linked to process"))
    await node.shutdown()
  }

  @Test func aTrapIsAnExit() async throws {
    let node = try Node()
    let process = node.executorClient().exec(try NodeGuests.wat("unreachable"))
    #expect(try await process.wait().value.exitCode == 134)
    #expect(try await reason(process).hasPrefix("trapped: unreachable"))
    await node.shutdown()
  }

  @Test func theReasonTellsAKillFromAnExit() async throws {
    let node = try Node()
    let killed = node.executorClient().exec(try NodeGuests.spins)
    _ = try await killed.kill().value
    let exited = node.executorClient().exec(try NodeGuests.exits(-1))
    for process in [killed, exited] {
      #expect(try await process.wait().value.exitCode == 0xFFFF_FFFF)
    }
    #expect(try await reason(killed) == "killed")
    #expect(try await reason(exited) != "killed")
    await node.shutdown()
  }

  @Test(arguments: [true, false])
  func aMonitorFiresWhenTheProcessIsOutOfReach(isAsked: Bool) async throws {
    let node = try Node()
    let process = try node.spawn(ProcessOptions(.bytes(try NodeGuests.spins)))
    let peer = Peer(node, offering: node.client(of: process.process))
    let client = peer.bootstrap(as: Process.self)
    _ = try await client.id().value
    let monitor = isAsked ? client.monitor() : nil
    peer.connection.close()
    let error = await #expect(throws: RPCError.self) {
      _ = try await (monitor ?? client.monitor()).value
    }
    #expect(error?.kind == .disconnected)
    process.process.kill()
    await node.shutdown()
  }

  /// A child's child gets what its ancestor was given, by way of three sessions.
  @Test func extraCapabilitiesReachDescendants() async throws {
    let node = try Node()
    var session = Session()
    session.executor = node.executorClient()
    session.grant("channel", node.channel())
    var parent: UInt32 = 0
    for generation in 1...3 {
      var options = ProcessOptions(.bytes(try NodeGuests.spins))
      options.parent = parent
      let guest = try node.spawn(options, session: session)
      let peer = Peer(
        node, offering: GuestEntrance(session, guest.process, node).client(in: node.vat))
      let terminal = peer.bootstrap(as: SessionSchema.Terminal.Client.self)
      session = try Session(try await terminal.login().value.session)
      #expect(session.extra.map(\.name) == ["channel"], "generation \(generation)")
      parent = guest.process.pid
    }
    await node.shutdown()
  }
}
