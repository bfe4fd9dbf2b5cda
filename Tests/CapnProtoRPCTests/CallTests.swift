import CapnProto
import Testing

@testable import CapnProtoRPC

@Suite struct CallTests {
  @Test func callsALocalObject() {
    let vat = Vat()
    let object = Capability(ClosureServer { $0.answer($0.number + 1) }, in: vat)
    var result: UInt64?
    object.call(0, 41) { result = $0.value?.number }
    #expect(result == nil)
    vat.run()
    #expect(result == 42)
  }

  @Test func callsTheBootstrapObjectInOneRoundTrip() {
    let pair = Pair { _ in ClosureServer { $0.answer($0.number * 2) } }
    var result: UInt64?
    pair.a.bootstrap().call(0, 21) { result = $0.value?.number }
    pair.deliverToB()
    pair.deliverToA()
    #expect(result == 42)
    pair.settle()
    #expect(pair.a.tableCounts == pair.b.tableCounts)
    #expect(pair.a.tableCounts.questions == 0)
    #expect(pair.a.tableCounts.imports == 0, "\(pair.log)")
  }

  @Test func pipelinesOnAResult() {
    let pair = Pair { vat in
      ClosureServer { call in
        call.answer(1, [Capability(ClosureServer { $0.answer($0.number + 7) }, in: vat)])
      }
    }
    var result: UInt64?
    pair.a.bootstrap().call().pipeline([0]).call(0, 1) { result = $0.value?.number }
    // The bootstrap, the call, the call on its result, and the finish of the bootstrap, which nobody holds.
    #expect(pair.deliverToB() == 4)
    pair.deliverToA()
    #expect(result == 8)
    pair.settle()
    #expect(pair.a.tableCounts == pair.b.tableCounts)
    #expect(pair.b.tableCounts.exports == 0, "\(pair.log)")
  }

  @Test func returnsWithoutCapabilitiesNeedNoFinish() {
    let pair = Pair { _ in ClosureServer { $0.answer(1) } }
    let bootstrap = pair.a.bootstrap()
    pair.settle()
    pair.log = []
    bootstrap.call()
    pair.settle()
    #expect(pair.log == ["A call 0 on cap 0", "B return 0 results final"])
  }

  @Test func failsWithKindAndReason() {
    let pair = Pair { _ in ClosureServer { $0.fail(RPCError(.overloaded, "busy")) } }
    var outcome: Call.Outcome?
    let call = pair.a.bootstrap().call { outcome = $0 }
    var nested: Call.Outcome?
    call.pipeline([0]).call { nested = $0 }
    pair.settle()
    #expect(outcome?.kind == .overloaded)
    #expect(outcome?.error?.reason == "busy")
    #expect(nested?.error?.reason == "busy")
    #expect(pair.b.tableCounts.answers == 0)
  }

  @Test func disconnectionFailsEverything() {
    let pair = Pair { _ in ClosureServer { _ in } }
    var kinds: [RPCError.Kind?] = []
    let bootstrap = pair.a.bootstrap()
    let call = bootstrap.call { kinds.append($0.kind) }
    call.pipeline([0]).call { kinds.append($0.kind) }
    pair.settle()
    pair.a.disconnect()
    bootstrap.call { kinds.append($0.kind) }
    pair.vatA.run()
    #expect(kinds == [.disconnected, .disconnected, .disconnected])
  }
}
