import CapnProto

@testable import CapnProtoRPC

extension World {
  /// Lets one thing happen.
  func step() {
    let node = nodes[random.below(nodes.count)]
    switch random.below(24) {
    case 0...4: if let reference = pick(node) { call(node, reference, .record) }
    case 5, 6: if let reference = pick(node) { call(node, reference, .give) }
    case 7, 8:
      if let reference = pick(node), let argument = pick(node) {
        call(node, reference, .take, argument: argument)
      }
    case 9: if let reference = pick(node) { call(node, reference, .hang) }
    case 10: if let reference = pick(node) { call(node, reference, .tail) }
    case 11: if let reference = pick(node), random.oneIn(3) { call(node, reference, .fail) }
    case 12: resolve(in: node)
    case 13: if random.oneIn(3) { drop(in: node) }
    case 14: if random.oneIn(3) { cancel(in: node) }
    case 15: endHanging(in: node)
    default: carry()
    }
    if random.oneIn(2) { node.vat.run() }
    collect()
  }

  func collect() {
    var lost: [Connection] = []
    for index in links.indices {
      for effect in links[index].from.takeEffects() {
        switch effect {
        case .attach: break
        case .send(let message): links[index].messages.append(message)
        case .close(let error):
          if !hasCutLinks { problem("a connection closed: \(error.reason)") }
          if isHostile { lost.append(links[index].to) }
        }
      }
    }
    for connection in lost where connection.isOpen { connection.disconnect() }
  }

  /// Whether everything was let go of, whatever the messages said.
  func checkEmpty() -> String? {
    for node in nodes {
      for connection in node.connections {
        connection.disconnect()
        node.vat.run()
      }
      node.hanging = []
      node.promises = []
      node.vat.run()
    }
    for node in nodes {
      node.vat.run()
      for connection in node.connections {
        let counts = connection.tableCounts
        if counts.questions + counts.answers + counts.exports + counts.embargoes > 0 {
          return "\(counts)"
        }
        if connection.callBytes < 0 { return "\(connection.callBytes) bytes of calls" }
      }
    }
    return nil
  }

  /// Carries one message over some link.
  private func carry() {
    let index = random.below(links.count)
    if links[index].isCut || links[index].messages.isEmpty { return }
    let message = links[index].messages.removeFirst()
    carry(message, over: index)
  }

  private func carry(_ message: Message, over index: Int) {
    log("  link \(index): \(describe(message))")
    guard isHostile, random.oneIn(12) else { return links[index].to.receive(framed(message)) }
    var bytes = message.framedBytes
    for _ in 0...random.below(3) { damage(&bytes) }
    switch random.below(8) {
    case 0: break
    case 1:
      links[index].to.receive(framed(message))
      fallthrough
    default:
      if let message = try? Message(framed: bytes) { links[index].to.receive(message) }
    }
  }

  /// Changes bytes behind the frame's header, most often to what could be meant.
  private func damage(_ bytes: inout [UInt8]) {
    guard bytes.count > 16 else { return }
    let place = 8 + random.below(bytes.count - 8)
    switch random.below(5) {
    case 0: bytes[place] ^= 1 << UInt8(random.below(8))
    case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
    case 2: bytes[place] = 0xff
    default: bytes[place] = UInt8(random.below(6))
    }
  }

  func resolve(in node: Node) {
    guard !node.promises.isEmpty else { return }
    let index = random.below(node.promises.count)
    let (hook, model) = node.promises[index]
    if !isEnding, !random.oneIn(8), let reference = pick(node) {
      if reference.node.reaches(model) { return }
      model.state = .alias(reference.node)
      node.promises.remove(at: index)
      log("vat \(self.index(of: node)) resolves a promise to ref \(reference.id)")
      hook.resolve(to: reference.capability.hook)
    } else {
      model.state = .broken
      node.promises.remove(at: index)
      hook.resolve(to: Capability(broken: .failed("a broken promise"), in: node.vat).hook)
    }
  }

  private func drop(in node: Node) {
    guard node.references.count > 2 else { return }
    node.references.remove(at: random.below(node.references.count))
  }

  private func cancel(in node: Node) {
    guard !node.calls.isEmpty else { return }
    let (call, id) = node.calls.remove(at: random.below(node.calls.count))
    guard records[id].completions == 0, call.outcome == nil else { return }
    records[id].isCanceled = true
    call.cancel()
  }

  func endHanging(in node: Node) {
    guard !node.hanging.isEmpty else { return }
    let (call, id) = node.hanging.remove(at: random.below(node.hanging.count))
    give(id, call, in: node)
  }

  /// Loses a connection, both ends of it, though perhaps not what is under way.
  func cut() {
    hasCutLinks = true
    let index = random.below(links.count)
    let (from, to) = (links[index].from, links[index].to)
    for other in links.indices where links[other].from === from || links[other].from === to {
      if links[other].to === from || links[other].to === to { links[other].isCut = true }
    }
    from.disconnect()
    to.disconnect()
  }

  /// Lets everything come to its end, then lets go of everything.
  func end() {
    isEnding = true
    var quiet = 0
    while quiet < 3 {
      quiet = pass() ? 0 : quiet + 1
    }
    for node in nodes {
      node.references = []
      node.calls = []
      for connection in node.connections { connection.bootstrapObject = nil }
    }
    while pass() {}
  }

  private func pass() -> Bool {
    var didSomething = false
    for node in nodes {
      while !node.promises.isEmpty {
        didSomething = true
        resolve(in: node)
      }
      while !node.hanging.isEmpty {
        didSomething = true
        endHanging(in: node)
      }
      if node.vat.hasWork { didSomething = true }
      node.vat.run()
    }
    collect()
    for index in links.indices {
      let messages = links[index].messages
      links[index].messages = []
      if links[index].isCut { continue }
      for message in messages {
        didSomething = true
        carry(message, over: index)
      }
    }
    collect()
    return didSomething
  }

  /// Compares what happened with what had to.
  func check() {
    for (id, record) in records.enumerated() where !record.isCanceled { check(id, record) }
    for (index, node) in nodes.enumerated() {
      for connection in node.connections {
        let counts = connection.tableCounts
        if counts
          != Connection.TableCounts(
            questions: 0, answers: 0, imports: 0, exports: 0, embargoes: 0)
        {
          problem("vat \(index) is left with \(counts)")
        }
        if connection.callCount != 0 || connection.callBytes != 0 {
          problem("vat \(index) still counts \(connection.callCount) calls")
        }
      }
    }
    if liveObjects != 0 { problem("\(liveObjects) objects of \(objects) are still alive") }
  }

  private func check(_ id: Int, _ record: Record) {
    guard record.completions == 1, let outcome = record.outcome else {
      return problem("call \(id) (\(record.method)) completed \(record.completions) times")
    }
    switch outcome {
    case .success(let number):
      if record.deliveries != 1 { problem("call \(id) succeeded without being delivered") }
      let expected = record.tail.map { UInt64($0) } ?? record.expected
      if number != expected {
        problem("call \(id) returned \(number), not \(String(describing: expected))")
      }
    case .failure(let error):
      if hasCutLinks { return }
      if record.deliveries == 1, record.tail == nil, record.expected != nil {
        problem("call \(id) failed though it was answered: \(error.reason)")
      }
      if record.deliveries == 0, case .object = record.node.final {
        problem("call \(id) never reached its object: \(error.reason)")
      }
    }
  }
}
