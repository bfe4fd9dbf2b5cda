import CapnProto

@testable import CapnProtoRPC

/// Two vats and a link between them that carries messages when it is told to.
final class Pair {
  let vatA = Vat()
  let vatB = Vat()
  let a: Connection
  let b: Connection
  var toA: [Message] = []
  var toB: [Message] = []
  /// Everything that was ever sent, in words.
  var log: [String] = []

  init(limits: ConnectionLimits = ConnectionLimits(), _ server: (Vat) -> (any Server)?) {
    a = Connection(vat: vatA, limits: limits)
    let object = server(vatB)
    b = Connection(vat: vatB, limits: limits)
    b.bootstrapObject = object.map { Capability($0, in: vatB) }
  }

  deinit {
    a.disconnect()
    b.disconnect()
  }

  /// Runs both vats and picks up what they sent, without delivering it.
  func collect() {
    vatA.run()
    vatB.run()
    for case .send(let message) in a.takeEffects() {
      log.append("A " + describe(message))
      toB.append(message)
    }
    for case .send(let message) in b.takeEffects() {
      log.append("B " + describe(message))
      toA.append(message)
    }
  }

  @discardableResult func deliverToB(_ count: Int = .max) -> Int {
    collect()
    let number = min(count, toB.count)
    for message in toB[..<number] { b.receive(framed(message)) }
    toB.removeFirst(number)
    collect()
    return number
  }

  @discardableResult func deliverToA(_ count: Int = .max) -> Int {
    collect()
    let number = min(count, toA.count)
    for message in toA[..<number] { a.receive(framed(message)) }
    toA.removeFirst(number)
    collect()
    return number
  }

  /// Carries messages both ways until there are none.
  func settle() {
    collect()
    while deliverToB() + deliverToA() > 0 {}
  }
}

/// A message as it arrives: from bytes, without capabilities.
func framed(_ message: Message) -> Message {
  (try? Message(framed: message.framedBytes)) ?? message
}

/// A message in words.
func describe(_ message: Message) -> String {
  guard let incoming = try? IncomingMessage(message) else { return "malformed" }
  guard let raw = try? incoming.body.structure() else { return "malformed" }
  switch incoming.kind {
  case MessageKind.unimplemented: return "unimplemented"
  case MessageKind.abort: return "abort: \((try? RPCError(incoming.body))?.reason ?? "?")"
  case MessageKind.call:
    let call = CallReader(raw: raw)
    let yourself = call.sendResultsTo == ResultsKind.yourself ? " yourself" : ""
    return
      "call \(call.questionID) on \(describe(target: call.target))\(yourself)\(number(of: call))"
  case MessageKind.return:
    let answer = ReturnReader(raw: raw)
    let names = ["results", "exception", "canceled", "elsewhere", "take", "accept"]
    let name = Int(answer.kind) < names.count ? names[Int(answer.kind)] : "?"
    let other = answer.kind == 4 ? " \(answer.otherQuestion)" : ""
    return "return \(answer.answerID) \(name)\(other)\(answer.noFinishNeeded ? " final" : "")"
  case MessageKind.finish:
    let finish = FinishReader(raw: raw)
    return "finish \(finish.questionID)\(finish.releaseResultCaps ? " release" : "")"
  case MessageKind.resolve:
    let resolve = ResolveReader(raw: raw)
    if resolve.isException { return "resolve \(resolve.promiseID) broken" }
    guard let descriptor = try? resolve.body.structure() else { return "malformed" }
    return "resolve \(resolve.promiseID) \(describe(DescriptorReader(raw: descriptor)))"
  case MessageKind.release:
    return "release \(raw.get(0, as: UInt32.self)) \(raw.get(1, as: UInt32.self))"
  case MessageKind.bootstrap: return "bootstrap \(raw.get(0, as: UInt32.self))"
  case MessageKind.disembargo:
    let disembargo = DisembargoReader(raw: raw)
    let names = ["sender", "receiver", "accept", "provide"]
    return "disembargo \(names[Int(disembargo.kind) % 4]) \(disembargo.embargoID)"
      + " on \(describe(target: disembargo.target))"
  default: return "kind \(incoming.kind)"
  }
}

/// Set while a story is told, to see which call of the test a message is about.
nonisolated(unsafe) var showsNumbers = false  // Only set by a test that runs alone.

private func number(of call: CallReader) -> String {
  guard showsNumbers, call.interfaceID == testInterface else { return "" }
  let number = try? call.params.structure().pointer(0).structure().get(0, as: UInt64.self)
  return number.map { " (call \($0))" } ?? ""
}

private func describe(target pointer: AnyPointerReader) -> String {
  guard let raw = try? pointer.structure() else { return "?" }
  if raw.get(2, as: UInt16.self) == 0 { return "cap \(raw.get(0, as: UInt32.self))" }
  guard let answer = try? PromisedAnswerReader(raw.pointer(0), depth: 64) else { return "?" }
  return "answer \(answer.questionID) \(answer.path)"
}

private func describe(_ descriptor: DescriptorReader) -> String {
  let names = [
    "none", "senderHosted", "senderPromise", "receiverHosted", "receiverAnswer", "third",
  ]
  let name = Int(descriptor.kind) < names.count ? names[Int(descriptor.kind)] : "?"
  return "\(name) \(descriptor.id)"
}
