import CapnProto
import CapnProtoAsync
import Ganglion
import Testing

struct NodeTests {
  typealias Executor = SessionSchema.Executor.Client
  typealias Process = ProcessSchema.Process.Client

  @Test func runsAProcessThroughPipelinedCalls() async throws {
    let node = try Node()
    let peer = Peer(node, offering: node.executorClient())
    let process = peer.bootstrap(as: Executor.self).exec(try NodeGuests.exits(42))
    #expect(try await process.wait().value.exitCode == 42)
    #expect(try await process.monitor().value.event.string == "exited with code 42")
    await node.shutdown()
  }

  @Test func listsWhatRuns() async throws {
    let node = try Node()
    let executor = node.executorClient()
    let process = executor.exec(try NodeGuests.spins, arguments: ["one", "two"])
    let id = try await process.id().value.id
    let list = try await executor.ps().value.procs
    #expect(list.count == 1)
    let info = list[0]
    #expect(info.pid == 2)
    #expect(info.ppid == 1)
    #expect(try info.argv.map { $0.string } == ["one", "two"])
    #expect(info.time > 1_500_000_000_000)
    #expect(UInt64(bitPattern: id) == node.executor.find(2)?.id)
    _ = try await process.kill().value
    #expect(try await process.wait().value.exitCode == 0xFFFF_FFFF)
    #expect(try await executor.ps().value.procs.count == 0)
  }

  @Test func keepsBytecode() async throws {
    let node = try Node()
    let executor = node.executorClient()
    let bytes = try NodeGuests.exits(3)
    let cache = executor.bytecodeCache().cache
    let id = try await cache.put(bytecode: bytes).value.cid.bytes
    #expect(id == ContentID(of: bytes).bytes)
    #expect(try await cache.has(cid: id).value.has)
    #expect(try await !cache.has(cid: [1, 2, 3]).value.has)
    #expect(try await cache.get(cid: id).value.bytecode.bytes == bytes)
    let process = executor.execCached { params in
      params.setCid(id)
      params.ppid = 1
    }.process
    #expect(try await process.wait().value.exitCode == 3)
    await #expect(throws: RPCError.self) { try await cache.get(cid: [9]).value }
  }

  @Test func refusesWhatIsNoModule() async throws {
    let node = try Node()
    let process = node.executorClient().exec([0, 1, 2])
    // The module is read later: the process is there, and its end says why.
    let event = try await process.monitor().value.event.string
    #expect(event.hasPrefix("not started"))
  }

  @Test func pausesAndResumes() async throws {
    let node = try Node()
    let process = node.executorClient().exec(try NodeGuests.spins)
    _ = try await process.pause().value
    let guest = try #require(node.executor.find(2))
    #expect(guest.info?.state == .paused)
    let fuel = guest.info?.fuelUsed
    _ = try await process.resume().value
    while guest.info?.fuelUsed == fuel { await Task.yield() }
    guest.kill()
  }

  @Test func tellsAProcessThatItIsPaused() async throws {
    let node = try Node()
    let guest = try node.spawn(ProcessOptions(.bytes(try NodeGuests.spins)))
    let entrance = GuestEntrance(Session(), guest.process, node).client(in: node.vat)
    let peer = Peer(node, offering: entrance)
    let heard = Heard()
    let handler = ProcessSchema.Events.Client(heard, in: peer.vat)
    let start = peer.bootstrap(as: SessionSchema.ProcessInit.Client.self)
    _ = try await start.events(handler: handler).value
    // The same object lets the process in.
    _ = try await start.terminal().terminal.login().value.session
    let process = node.client(of: guest.process)
    _ = try await process.pause().value
    #expect(heard.pauses.value == 1)
    _ = try await process.resume().value
    await heard.resumes.wait(for: 1)
    guest.process.kill()
  }

  @Test func linksProcessesOfOneNode() async throws {
    let node = try Node()
    let executor = node.executorClient()
    let first = executor.exec(try NodeGuests.spins)
    let second = executor.exec(try NodeGuests.spins)
    _ = try await first.link(other: second, roundtrip: true).value
    _ = try await second.kill().value
    #expect(try await first.monitor().value.event.string.hasPrefix("linked to process"))
    let third = executor.exec(try NodeGuests.spins)
    let fourth = executor.exec(try NodeGuests.spins)
    _ = try await third.link(other: fourth, roundtrip: true).value
    _ = try await third.unlink(other: fourth, roundtrip: true).value
    _ = try await fourth.kill().value
    _ = try await fourth.wait().value
    #expect(node.executor.list().count == 1)
    _ = try await third.kill().value
  }

  @Test func linksProcessesOfTwoNodes() async throws {
    let (here, there) = (try Node(), try Node())
    let remote = try there.spawn(ProcessOptions(.bytes(try NodeGuests.spins)))
    let local = try here.spawn(ProcessOptions(.bytes(try NodeGuests.spins)))
    let (near, far) = DuplexEnd.pair()
    there.vat.connect(
      over: GuestTransport(far), bootstrap: there.client(of: remote.process))
    let connection = here.vat.connect(over: GuestTransport(near))
    let remoteClient = connection.bootstrap(as: Process.self)
    _ = try await here.client(of: local.process).link(other: remoteClient, roundtrip: true).value
    local.process.kill()
    let status = try await remote.process.wait()
    #expect("\(status.reason)" == "linked to process \(local.process.id), which ended")
    connection.close()
  }

  @Test func endsWhoIsLinkedToALostNode() async throws {
    let (here, there) = (try Node(), try Node())
    let remote = try there.spawn(ProcessOptions(.bytes(try NodeGuests.spins)))
    let local = try here.spawn(ProcessOptions(.bytes(try NodeGuests.spins)))
    let (near, far) = DuplexEnd.pair()
    there.vat.connect(
      over: GuestTransport(far), bootstrap: there.client(of: remote.process))
    let connection = here.vat.connect(over: GuestTransport(near))
    let remoteClient = connection.bootstrap(as: Process.self)
    _ = try await here.client(of: local.process).link(other: remoteClient, roundtrip: true).value
    connection.close()
    #expect("\(try await local.process.wait().reason)" == "its node was lost")
    #expect("\(try await remote.process.wait().reason)" == "its node was lost")
  }

  @Test func handsOnWhatASessionHolds() async throws {
    let node = try Node()
    var session = Session()
    session.executor = node.executorClient()
    session.capStore = node.capStoreClient()
    session.grant("channel", node.channel())
    session.peer = [0xFF, 0xFE]
    session.host = "here"
    let guest = try node.spawn(ProcessOptions(.bytes(try NodeGuests.spins)), session: session)
    let entrance = GuestEntrance(session, guest.process, node).client(in: node.vat)
    let peer = Peer(node, offering: entrance)
    let terminal = peer.bootstrap(as: SessionSchema.Terminal.Client.self)
    let received = try Session(try await terminal.login().value.session)
    #expect(received.peer == [0xFF, 0xFE])
    #expect(received.host == "here")
    #expect(received.extra.map(\.name) == ["channel"])
    #expect(try await received.executor.ps().value.procs.count == 1)
    // And one that a child gets whole.
    let child = received.executor.exec(try NodeGuests.exits(0), parent: 2, received)
    #expect(try await child.wait().value.exitCode == 0)
    guest.process.kill()
  }
}

/// A guest's handler of its own events.
final class Heard: ProcessSchema.Events.Server {
  let pauses = EventCounter()
  let resumes = EventCounter()

  func pause(_ call: ProcessSchema.Events.PauseCall) async throws { pauses.add() }
  func resume(_ call: ProcessSchema.Events.ResumeCall) async throws { resumes.add() }
}
