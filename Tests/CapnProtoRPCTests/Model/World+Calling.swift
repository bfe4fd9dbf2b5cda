import CapnProto

@testable import CapnProtoRPC

extension World {
  /// Makes a call through a reference.
  @discardableResult func call(
    _ node: Node, _ reference: Reference, _ method: Method, argument: Reference? = nil
  ) -> Int {
    let id = newRecord(reference, method, argument)
    let call = reference.capability.newCall(
      method.rawValue, UInt64(id), argument.map { [$0.capability] } ?? [])
    call.whenDone { [weak self, weak node] outcome in
      guard let self, let node else { return }
      self.completed(id, outcome, in: node)
    }
    if method == .give, !random.oneIn(4), let slot = records[id].slot {
      add(call.pipeline([0]), slot, to: node)
    }
    log(
      "call \(id) \(method) by vat \(index(of: node)) on ref \(reference.id)#\(reference.sent - 1)")
    call.send()
    if method == .give, random.oneIn(3), let slot = records[id].slot {
      add(call.pipeline([0]), slot, to: node)
    }
    node.calls.append((call, id))
    return id
  }

  func newRecord(_ reference: Reference, _ method: Method, _ argument: Reference?) -> Int {
    let id = records.count
    var record = Record(
      method: method, reference: reference.id, sequence: reference.sent, node: reference.node)
    if method == .give { record.slot = ModelNode(.pending, needs: reference.node) }
    record.argument = argument?.node
    reference.sent += 1
    records.append(record)
    return id
  }

  private func completed(_ id: Int, _ outcome: Call.Outcome, in node: Node) {
    records[id].completions += 1
    records[id].outcome = outcome.map(\.number)
    if records[id].isCanceled { problem("call \(id) completed though canceled") }
    if case .success(let payload) = outcome, let slot = records[id].slot,
      let capability = payload.capability(), random.oneIn(2)
    {
      add(capability, slot, to: node)
    }
  }

  // What objects do.

  func deliver(_ call: IncomingCall, object: Int, in node: Node) {
    let id = Int(truncatingIfNeeded: call.number)
    guard call.interfaceID == testInterface else {
      return call.fail(RPCError(.unimplemented, "a probe"))
    }
    guard records.indices.contains(id) else {
      problem("a call that nobody made")
      return call.fail(.failed("unknown"))
    }
    records[id].deliveries += 1
    log("  call \(id) reaches object \(object)")
    let record = records[id]
    if record.deliveries > 1 { problem("call \(id) was delivered twice") }
    if case .object(object) = record.node.final {
    } else {
      problem("call \(id) reached object \(object), not \(record.node.final)")
    }
    if let last = lastDelivered[record.reference], last >= record.sequence {
      problem("call \(id): \(record.sequence) of reference \(record.reference) after \(last)")
    }
    lastDelivered[record.reference] = record.sequence
    perform(record.method, id, call, in: node)
  }

  private func perform(_ method: Method, _ id: Int, _ call: IncomingCall, in node: Node) {
    switch method {
    case .record: finish(id, call)
    case .fail:
      records[id].isDecided = true
      call.fail(.failed("as asked"))
    case .take:
      if let capability = call.capability(), let argument = records[id].argument {
        add(capability, argument, to: node)
      } else if !hasCutLinks, case .object = records[id].argument?.final {
        problem("call \(id) came without its argument")
      }
      finish(id, call)
    case .hang: node.hanging.append((call, id))
    case .give:
      if random.oneIn(4) { node.hanging.append((call, id)) } else { give(id, call, in: node) }
    case .tail: tail(id, call, in: node)
    }
  }

  func finish(_ id: Int, _ call: IncomingCall) {
    records[id].isDecided = true
    records[id].expected = UInt64(id)
    call.answer(UInt64(id))
  }

  /// Returns some capability that is not waiting for this very call.
  func give(_ id: Int, _ call: IncomingCall, in node: Node) {
    guard let slot = records[id].slot else { return finish(id, call) }
    records[id].isDecided = true
    records[id].expected = UInt64(id)
    switch isEnding ? 0 : random.below(10) {
    case 0:
      slot.state = .broken
      call.answer(UInt64(id), [nil])
    case 1:
      slot.state = .broken
      records[id].expected = nil
      call.fail(.failed("as decided"))
    case 2, 3:
      let (capability, made) = newObject(in: node)
      slot.state = .alias(made)
      call.answer(UInt64(id), [capability])
    case 4, 5:
      let hook = PromiseHook(in: node.vat)
      let made = ModelNode(.pending)
      node.promises.append((hook, made))
      slot.state = .alias(made)
      call.answer(UInt64(id), [Capability(hook)])
    default:
      if let reference = pick(node), !reference.node.reaches(slot) {
        slot.state = .alias(reference.node)
        call.answer(UInt64(id), [reference.capability])
      } else {
        slot.state = .broken
        call.answer(UInt64(id), [nil])
      }
    }
  }

  private func tail(_ id: Int, _ call: IncomingCall, in node: Node) {
    guard let reference = pick(node), !isEnding else { return finish(id, call) }
    let next = newRecord(reference, .record, nil)
    records[id].isDecided = true
    records[id].tail = next
    records[next].isCanceled = true
    call.tailCall(reference.capability.newCall(Method.record.rawValue, UInt64(next)))
  }
}
