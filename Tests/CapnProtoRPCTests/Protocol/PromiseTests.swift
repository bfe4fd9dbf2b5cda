import CapnProto
import Testing

@testable import CapnProtoRPC

/// Traces with promises, embargoes and calls that end by other calls.
@Suite struct PromiseTests {
  /// A peer whose bootstrap object was called with a promise of the peer's, export 4, which the server keeps.
  private func withPromise() -> (RawPeer, KeepingServer) {
    let server = KeepingServer()
    let peer = RawPeer { _ in server }
    peer.bootstrap(0)
    #expect(
      peer.call(1, on: .imported(0), [(DescriptorKind.senderPromise, 4)])
        == ["return 1 results final"])
    return (peer, server)
  }

  @Test func callsOnAPromiseGoToThePeer() {
    let (peer, server) = withPromise()
    server.kept[0].call()
    #expect(peer.sent() == ["call 0 on cap 4"])
  }

  @Test func aPromiseOfAnObjectOfThePeerNeedsNoEmbargo() {
    let (peer, server) = withPromise()
    server.kept[0].call()
    _ = peer.sent()
    #expect(peer.resolve(4, (DescriptorKind.senderHosted, 7)) == ["release 4 1"])
    server.kept[0].call()
    #expect(peer.sent() == ["call 1 on cap 7"])
  }

  @Test func aPromiseOfOurOwnObjectIsEmbargoedIfItWasCalled() {
    let (peer, server) = withPromise()
    server.kept[0].call(9)
    _ = peer.sent()
    let sent = peer.resolve(4, (DescriptorKind.receiverHosted, 0))
    #expect(sent == ["disembargo sender 0 on cap 4", "release 4 1"])
    server.kept[0].call(9, 2)
    #expect(peer.sent() == [])
    #expect(server.numbers == [])
    // The call before comes back, then the disembargo.
    peer.call(2, on: .imported(0), number: 1, method: 9)
    peer.disembargo(0, DisembargoKind.receiverLoopback, on: .imported(0))
    #expect(server.numbers == [1, 2])
    #expect(peer.connection.tableCounts.embargoes == 0)
  }

  @Test func aPromiseThatWasNotCalledNeedsNoEmbargo() {
    let (peer, server) = withPromise()
    #expect(peer.resolve(4, (DescriptorKind.receiverHosted, 0)) == ["release 4 1"])
    server.kept[0].call(9, 5)
    #expect(peer.sent() == [])
    #expect(server.numbers == [5])
  }

  @Test func aBrokenPromiseFailsCalls() {
    let (peer, server) = withPromise()
    #expect(peer.breakPromise(4, .failed("gone")) == ["release 4 1"])
    var reason: String?
    server.kept[0].call { reason = $0.error?.reason }
    _ = peer.sent()
    #expect(reason == "gone")
  }

  @Test func whatAnUnknownPromiseResolvesToIsReleased() {
    let peer = RawPeer()
    #expect(peer.resolve(3, (DescriptorKind.senderHosted, 9)) == ["release 9 1"])
    #expect(peer.resolve(3, (DescriptorKind.senderPromise, 9)) == ["release 9 1"])
    #expect(peer.resolve(3, (DescriptorKind.thirdPartyHosted, 9)) == ["release 9 1"])
    #expect(peer.resolve(3, (DescriptorKind.receiverHosted, 9)) == [])
    #expect(peer.connection.isOpen)
  }

  @Test func onlyPromisesCanBeResolvedAndOnlyOnce() {
    let (peer, server) = withPromise()
    peer.call(1, on: .imported(0), [(DescriptorKind.senderHosted, 5)])
    #expect(
      peer.resolve(5, (DescriptorKind.senderHosted, 6)) == ["abort: import 5 is no promise"])
    withExtendedLifetime(server) {}
  }

  @Test func unreleasedPromisesAreRememberedAcrossReferences() {
    let (peer, server) = withPromise()
    peer.call(1, on: .imported(0), [(DescriptorKind.senderPromise, 4)])
    #expect(server.kept.count == 2)
    #expect(server.kept[0].hook === server.kept[1].hook)
    server.kept.removeFirst()
    #expect(peer.sent() == [])
    server.kept = []
    #expect(peer.sent() == ["release 4 2"])
  }

  @Test func ourPromisesAreResolvedOnTheWire() {
    let server = PromiseServer()
    let peer = RawPeer { _ in server }
    peer.bootstrap(0)
    #expect(peer.call(1, on: .imported(0)) == ["return 1 results"])
    server.hook?.resolve(to: LocalHook(HoldingServer(), in: peer.vat))
    #expect(peer.sent() == ["resolve 1 senderHosted 2"])
    #expect(peer.connection.tableCounts.exports == 3)
    peer.finish(1)
    #expect(peer.connection.tableCounts.exports == 2)
    peer.release(2)
    #expect(peer.connection.tableCounts.exports == 1)
  }

  @Test func aResolveThePeerRejectsIsReleased() {
    let server = PromiseServer()
    let peer = RawPeer { _ in server }
    peer.bootstrap(0)
    peer.call(1, on: .imported(0))
    server.hook?.resolve(to: LocalHook(HoldingServer(), in: peer.vat))
    peer.vat.run()
    for message in peer.messages() { peer.reject(message) }
    #expect(peer.connection.tableCounts.exports == 2)
  }

  @Test func promisesReleasedBeforeTheyResolveAreNotResolved() {
    let server = PromiseServer()
    let peer = RawPeer { _ in server }
    peer.bootstrap(0)
    peer.call(1, on: .imported(0))
    peer.finish(1)
    server.hook?.resolve(to: LocalHook(HoldingServer(), in: peer.vat))
    #expect(peer.sent() == [])
  }

  @Test func ourPromisesResolveToThePeersObjects() {
    let server = PromiseServer()
    let peer = RawPeer { _ in server }
    peer.bootstrap(0)
    peer.call(1, on: .imported(0), [(DescriptorKind.senderHosted, 8)])
    let own = ImportedObject.last(of: peer)
    server.hook?.resolve(to: own)
    #expect(peer.sent() == ["resolve 1 receiverHosted 8"])
    // From now on messages to the promise go there and nowhere else, and a disembargo comes back.
    #expect(
      peer.disembargo(6, DisembargoKind.senderLoopback, on: .imported(1))
        == ["disembargo receiver 6 on cap 8"])
    #expect(
      peer.call(2, on: .imported(1)) == ["call 0 on cap 8 yourself", "return 2 take 0"])
    #expect(peer.answer(0, ReturnKind.resultsSentElsewhere) == [])
    #expect(peer.finish(2) == ["finish 0"])
  }

  @Test func aPromiseThatResolvesToItselfIsBroken() {
    // The peer gives our promise back, and we resolve the promise to that.
    let server = KeepingServer()
    let promise = PromiseServer()
    let peer = RawPeer { vat in
      ClosureServer { call in
        if call.methodID == 1 { promise.dispatch(call) } else { server.dispatch(call) }
      }
    }
    peer.bootstrap(0)
    peer.call(1, on: .imported(0), method: 1)
    peer.call(2, on: .imported(0), [(DescriptorKind.receiverHosted, 1)])
    var reason: String?
    server.kept[0].call { reason = $0.error?.reason }
    promise.hook?.resolve(to: server.kept[0].hook)
    #expect(peer.sent() == ["resolve 1 broken"])
    #expect(reason == "a promise resolved to itself")
    server.kept[0].call { _ in reason = "again" }
    _ = peer.sent()
    #expect(reason == "again")
  }

  @Test func longChainsOfPromisesTakeNoStack() {
    let vat = Vat()
    var promises: [PromiseHook] = []
    for _ in 0..<100_000 { promises.append(PromiseHook(in: vat)) }
    for index in 1..<promises.count { promises[index].setRoute(promises[index - 1]) }
    var last: Capability? = Capability(promises[99_999])
    var result: UInt64?
    last?.call(0, 5) { result = $0.value?.number }
    let first = promises[0]
    promises = []
    first.resolve(to: LocalHook(ClosureServer { $0.answer($0.number) }, in: vat))
    vat.run()
    #expect(result == 5)
    last = nil
    vat.run()
  }

  @Test func brokenCapabilitiesAreSentAsBrokenPromises() {
    let peer = RawPeer { vat in
      ClosureServer { $0.answer(0, [Capability(broken: .failed("bad"), in: vat), nil]) }
    }
    peer.bootstrap(0)
    #expect(peer.call(1, on: .imported(0)) == ["return 1 results", "resolve 1 broken"])
    #expect(peer.finish(1) == [])
    #expect(peer.connection.tableCounts.exports == 1)
  }

  @Test func disembargoesMustLeadBack() {
    let peer = RawPeer { _ in HoldingServer() }
    peer.bootstrap(0)
    #expect(
      peer.disembargo(1, DisembargoKind.senderLoopback, on: .imported(0))
        == ["abort: a disembargo for a capability that does not lead back to its sender"])
    let other = RawPeer()
    #expect(
      other.disembargo(1, DisembargoKind.receiverLoopback, on: .imported(0))
        == ["abort: there is no embargo 1"])
  }

  @Test func disembargoesThatComeEarlyWait() {
    let server = PromiseServer()
    let peer = RawPeer { _ in server }
    peer.bootstrap(0)
    peer.call(1, on: .imported(0), [(DescriptorKind.senderHosted, 8)])
    let own = ImportedObject.last(of: peer)
    #expect(peer.disembargo(6, DisembargoKind.senderLoopback, on: .imported(1)) == [])
    server.hook?.resolve(to: own)
    #expect(
      peer.sent().sorted() == ["disembargo receiver 6 on cap 8", "resolve 1 receiverHosted 8"])
  }

  @Test func levelThreeDisembargoesComeBack() {
    let peer = RawPeer { _ in HoldingServer() }
    peer.bootstrap(0)
    #expect(peer.disembargo(1, 2, on: .imported(0)) == ["unimplemented"])
    #expect(peer.disembargo(1, 3, on: .imported(0)) == ["unimplemented"])
  }

  @Test(arguments: [7, 9, 10, 11, 12, 14, 999] as [UInt16])
  func messagesThatAreNotKnownComeBackWhole(kind: UInt16) throws {
    let peer = RawPeer()
    let builder = MessageBuilder(kind, StructSize(dataWords: 1, pointerCount: 1)) { body in
      body.set(0, UInt32(77))
      body.pointer(0).setText("kept")
    }
    peer.connection.receive(framed(try builder.finish()))
    let echo = try #require(peer.messages().first)
    let root = try echo.root.structure()
    #expect(root.get(0, as: UInt16.self) == MessageKind.unimplemented)
    let inner = try root.pointer(0).structure()
    #expect(inner.get(0, as: UInt16.self) == kind)
    let body = try inner.pointer(0).structure()
    #expect(body.get(0, as: UInt32.self) == 77)
    #expect(try body.pointer(0).text().string == "kept")
  }

  @Test func aPeerWithoutDisembargoesLosesOnlyTheWait() {
    let (peer, server) = withPromise()
    server.kept[0].call(9)
    _ = peer.sent()
    let resolve = MessageBuilder(MessageKind.resolve, Size.resolve) { resolve in
      resolve.set(0, UInt32(4))
      let descriptor = resolve.pointer(0).initStruct(Size.descriptor)
      descriptor.set(0, DescriptorKind.receiverHosted)
    }
    if let message = try? resolve.finish() { peer.connection.receive(framed(message)) }
    let disembargo = peer.messages().first { describe($0).hasPrefix("disembargo") }
    server.kept[0].call(9, 3)
    if let disembargo { peer.reject(disembargo) }
    #expect(server.numbers == [3])
  }

  @Test func tailCallsGoStraightBack() {
    let server = TailServer()
    let peer = RawPeer { _ in server }
    peer.bootstrap(0)
    #expect(
      peer.call(1, on: .imported(0), [(DescriptorKind.senderHosted, 3)])
        == ["call 0 on cap 3 yourself", "return 1 take 0", "release 3 1"])
    // Calls on the result are forwarded the same way.
    #expect(
      peer.call(2, on: .answer(1, path: [0]))
        == ["call 1 on answer 0 [0] yourself", "return 2 take 1"])
    #expect(
      peer.disembargo(3, DisembargoKind.senderLoopback, on: .answer(1, path: [0]))
        == ["disembargo receiver 3 on answer 0 [0]"])
    #expect(peer.answer(0, ReturnKind.resultsSentElsewhere) == [])
    #expect(peer.answer(1, ReturnKind.resultsSentElsewhere) == [])
    #expect(Set(peer.finish(2)) == ["finish 1"])
    #expect(Set(peer.finish(1)) == ["finish 0"])
    #expect(peer.connection.tableCounts.questions == 0)
  }

  @Test func aTailCallIsCanceledWithItsCall() {
    let peer = RawPeer { _ in TailServer() }
    peer.bootstrap(0)
    peer.call(1, on: .imported(0), [(DescriptorKind.senderHosted, 3)])
    #expect(peer.finish(1) == ["finish 0 release"])
    #expect(peer.answer(0, ReturnKind.canceled) == [])
    #expect(peer.connection.tableCounts.questions == 0)
  }
}

/// A server that keeps the capabilities of calls, and the numbers of calls without.
final class KeepingServer: Server {
  var kept: [Capability] = []
  var numbers: [UInt64] = []

  func dispatch(_ call: IncomingCall) {
    if let capability = call.capability() { kept.append(capability) }
    if call.methodID == 9 { numbers.append(call.number) }
    call.answer()
  }
}

/// A server whose calls all end by a call of their parameter.
final class TailServer: Server {
  func dispatch(_ call: IncomingCall) {
    guard let capability = call.capability() else { return call.answer() }
    call.tailCall(capability.newCall())
  }
}

/// Finds an object of the peer's that a connection imported.
enum ImportedObject {
  static func last(of peer: RawPeer) -> CapabilityHook {
    peer.connection.importCapability(8, isPromise: false) ?? BrokenHook(nullIn: peer.vat)
  }
}
