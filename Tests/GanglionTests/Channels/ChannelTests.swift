import SeededTesting
import CapnProto
import CapnProtoAsync
import Ganglion
import Testing

struct ChannelTests {
  typealias Channel = ChannelSchema.Chan<AnyPointer>.Client

  private func send(_ channel: Channel, _ text: String) -> Promise<
    ChannelSchema.Sender<AnyPointer>.SendResults
  > {
    channel.send { try $0.value.setText(text) }
  }

  private func receive(_ channel: Channel) async throws -> String {
    try await channel.recv().value.value.text().string
  }

  @Test func aSenderWaitsForItsReceiver() async throws {
    let node = try Node()
    let channel = Peer(node, offering: node.channel()).bootstrap(as: Channel.self)
    let first = send(channel, "one")
    let second = send(channel, "two")
    #expect(try await receive(channel) == "one")
    _ = try await first.value
    #expect(try await receive(channel) == "two")
    _ = try await second.value
  }

  @Test func aReceiverWaitsForItsSender() async throws {
    let node = try Node()
    let channel = node.channel()
    async let value = receive(channel)
    _ = try await send(channel, "late").value
    #expect(try await value == "late")
  }

  @Test func keepsAsMuchAsItsCapacity() async throws {
    let node = try Node()
    let channel = node.channel(capacity: 3)
    for number in 0..<3 { _ = try await send(channel, "\(number)").value }
    let fourth = send(channel, "3")
    for number in 0..<4 { #expect(try await receive(channel) == "\(number)") }
    _ = try await fourth.value
  }

  @Test func givesWhatWasSentBeforeItsEnd() async throws {
    let node = try Node()
    let channel = node.channel(capacity: 1)
    _ = try await send(channel, "last").value
    _ = try await channel.close().value
    await #expect(throws: RPCError.self) { try await send(channel, "more").value }
    #expect(try await receive(channel) == "last")
    await #expect(throws: RPCError.self) { try await receive(channel) }
  }

  @Test func aCancelledReceiverTakesNothing() async throws {
    let node = try Node()
    let channel = node.channel()
    let task = Task { try await receive(channel) }
    await Task.yield()
    task.cancel()
    await #expect(throws: (any Error).self) { try await task.value }
    let sent = send(channel, "kept")
    #expect(try await receive(channel) == "kept")
    _ = try await sent.value
  }

  @Test func givesSingleRightsAway() async throws {
    let node = try Node()
    let channel = node.channel(capacity: 2)
    let sender = channel.newSender().sender
    _ = try await sender.send { try $0.value.setText("a") }.value
    let error = await #expect(throws: RPCError.self) {
      try await sender.cast(to: Channel.self).recv().value
    }
    #expect(error?.kind == .unimplemented)
    #expect(
      try await channel.newRecver().recver.recv().value.value.text().string == "a")
    _ = try await channel.newSendCloser().sendCloser.newCloser().closer.close().value
    await #expect(throws: RPCError.self) { try await sender.send().value }
  }

  @Test func carriesCapabilities() async throws {
    let node = try Node()
    let channel = Peer(node, offering: node.channel(capacity: 1)).bootstrap(as: Channel.self)
    let inner = node.channel(capacity: 1)
    let local = node.channel(capacity: 1)
    _ = try await local.send { try $0.value.setClient(inner) }.value
    let found = try await local.recv().value.value.client.cast(to: Channel.self)
    _ = try await send(found, "inside").value
    #expect(try await receive(inner) == "inside")
    _ = channel
  }

  /// Random operations against the simplest model there is.
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func agreesWithAModel(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let capacity = Int(seed % 4)
    var machine = ChannelStateMachine<Int>(capacity: capacity)
    var kept: [Int] = []
    var senders: [(UInt64, Int)] = []
    var receivers: [UInt64] = []
    var isClosed = false
    for step in 0..<5000 {
      let id = UInt64(step)
      var expected: [String] = []
      let effects: [ChannelStateMachine<Int>.Effect]
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<45:
        effects = machine.send(id, step)
        if isClosed {
          expected = ["closed \(id)"]
        } else if let receiver = receivers.first {
          receivers.removeFirst()
          expected = ["received \(receiver) \(step)", "sent \(id)"]
        } else if kept.count < capacity {
          kept.append(step)
          expected = ["sent \(id)"]
        } else {
          senders.append((id, step))
        }
      case 45..<90:
        effects = machine.receive(id)
        if let value = kept.first {
          kept.removeFirst()
          expected = ["received \(id) \(value)"]
          if let sender = senders.first {
            senders.removeFirst()
            kept.append(sender.1)
            expected.append("sent \(sender.0)")
          }
        } else if let sender = senders.first {
          senders.removeFirst()
          expected = ["received \(id) \(sender.1)", "sent \(sender.0)"]
        } else if isClosed {
          expected = ["closed \(id)"]
        } else {
          receivers.append(id)
        }
      case 90..<99:
        effects = []
        let waiting = senders.map(\.0) + receivers
        guard let victim = waiting.randomElement(using: &random) else { continue }
        machine.cancel(victim)
        senders.removeAll { $0.0 == victim }
        receivers.removeAll { $0 == victim }
      default:
        guard step > 4000 else { continue }
        effects = machine.close()
        if !isClosed { expected = receivers.map { "closed \($0)" } }
        receivers = []
        isClosed = true
      }
      let got = effects.map { effect in
        switch effect {
        case .sent(let id): "sent \(id)"
        case .received(let id, let value): "received \(id) \(value)"
        case .closed(let id): "closed \(id)"
        }
      }
      #expect(got == expected, "seed \(seed), step \(step)")
      #expect(machine.waitingCount == senders.count + receivers.count, "seed \(seed)")
    }
  }
}
