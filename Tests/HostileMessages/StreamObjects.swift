import SeededTesting
import CapnProto
import CapnProtoRPC

/// The objects of one side: they return, keep, hold back, forward and promise at random.
final class StreamObjects {
  private(set) var calls = 0
  private(set) var alive = 0
  private let vat: Vat
  private var random: SeededGenerator
  private var kept: [Capability] = []
  private var held: [IncomingCall] = []
  private var promises: [PromiseHook] = []

  init(_ vat: Vat, seed: UInt64) {
    self.vat = vat
    random = SeededGenerator(seed: seed)
  }

  private final class Object: Server {
    private weak var owner: StreamObjects?

    init(_ owner: StreamObjects) {
      self.owner = owner
      owner.alive += 1
    }

    deinit { owner?.alive -= 1 }

    func dispatch(_ call: IncomingCall) {
      if let owner { owner.dispatch(call) } else { call.fail(.canceled) }
    }
  }

  func newObject() -> Capability { Capability(Object(self), in: vat) }

  private func dispatch(_ call: IncomingCall) {
    calls += 1
    if let content = try? call.params.content.structure() {
      for index in 0..<min(content.pointerCount, 4) {
        if let capability = try? content.pointer(index).capability() as? Capability {
          keep(capability)
        }
      }
    }
    switch random.below(8) {
    case 0: held.append(call)
    case 1: call.fail(RPCError(.overloaded, "no"))
    case 2: if let next = newCall() { call.tailCall(next) } else { call.finish() }
    case 3: call.finish(call.params)
    case 4:
      if random.below(2) == 0 { call.stream() }
      held.append(call)
    default: answer(call)
    }
  }

  private func answer(_ call: IncomingCall) {
    let content = call.results().initStruct(StructSize(dataWords: 1, pointerCount: 2))
    for index in 0..<2 { content.pointer(index).setCapability(anything()) }
    call.finish()
  }

  func keep(_ capability: Capability) {
    if kept.count > 12 { kept.remove(at: random.below(kept.count)) }
    kept.append(capability)
  }

  private func anything() -> Capability? {
    switch random.below(6) {
    case 0: return nil
    case 1: return newObject()
    case 2:
      let promise = PromiseHook(in: vat)
      promises.append(promise)
      return Capability(promise)
    case 3: return Capability(broken: RPCError(.failed, "broken"), in: vat)
    default: return kept.isEmpty ? newObject() : kept[random.below(kept.count)]
    }
  }

  private func newCall() -> Call? {
    guard !kept.isEmpty else { return nil }
    let hints: CallHints = random.below(12) == 0 ? .onlyPipelining : []
    let call = Call(
      on: kept[random.below(kept.count)], interfaceID: 77, methodID: 1, hints: hints)
    let content = call.params.initStruct(StructSize(dataWords: 1, pointerCount: 2))
    for index in 0..<2 where random.below(2) == 0 {
      content.pointer(index).setCapability(anything())
    }
    return call
  }

  /// Does one thing of its own accord.
  func act() {
    switch random.below(6) {
    case 0, 1:
      guard let call = newCall() else { return }
      if random.below(2) == 0 { keep(call.pipeline([UInt16(random.below(2))])) }
      call.send()
      if random.below(4) == 0 { call.cancel() }
    case 2: if !held.isEmpty { answer(held.remove(at: random.below(held.count))) }
    case 3:
      guard !promises.isEmpty, let target = anything() else { return }
      promises.remove(at: random.below(promises.count)).resolve(to: target.hook)
    case 4: if kept.count > 3 { kept.remove(at: random.below(kept.count)) }
    default: break
    }
  }

  var holdsAnything: Bool { !kept.isEmpty || !held.isEmpty || !promises.isEmpty }

  func letGo() {
    kept = []
    for call in held { call.fail(RPCError(.failed, "over")) }
    held = []
    for promise in promises {
      promise.resolve(to: Capability(broken: RPCError(.failed, "over"), in: vat).hook)
    }
    promises = []
  }
}
