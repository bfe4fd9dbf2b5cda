import CapnProto
import CapnProtoAsync
import Ganglion
import Testing

struct CapStoreTests {
  @Test func keepsCapabilitiesByName() async throws {
    let node = try Node()
    let peer = Peer(node, offering: node.capStoreClient())
    let store = peer.bootstrap(as: CapStoreSchema.CapStore.Client.self)
    let heard = Heard()
    let mine = ProcessSchema.Events.Client(heard, in: peer.vat)
    _ = try await store.set(id: "a", cap: mine.cast()).value
    let found = try await store.get(id: "a").value.cap
    _ = try await found.cast(to: ProcessSchema.Events.Client.self).pause().value
    #expect(heard.pauses.value == 1)
    let error = await #expect(throws: RPCError.self) { try await store.get(id: "b").value }
    #expect(error?.kind == .failed)
  }

  @Test func takesNoMoreThanItsLimits() async throws {
    let node = try Node()
    var limits = CapStoreLimits()
    limits.entries = 2
    limits.nameByteCount = 4
    let store = node.capStoreClient(limits: limits)
    let client = node.channel().cast(to: AnyClient.self)
    for name in ["a", "b", "a"] { _ = try await store.set(id: name, cap: client).value }
    let full = await #expect(throws: RPCError.self) {
      try await store.set(id: "c", cap: client).value
    }
    #expect(full?.kind == .overloaded)
    await #expect(throws: RPCError.self) { try await store.set(id: "abcde", cap: client).value }
    // Null takes an entry out.
    _ = try await store.set(id: "a", cap: AnyClient()).value
    _ = try await store.set(id: "c", cap: client).value
  }

  @Test func dropsWhatBelongedToTheDead() async throws {
    let node = try Node()
    var limits = CapStoreLimits()
    limits.entries = 2
    let store = node.capStoreClient(limits: limits)
    let peer = Peer(node, offering: store)
    let theirs = peer.bootstrap(as: CapStoreSchema.CapStore.Client.self)
    for name in ["a", "b"] {
      let mine = ProcessSchema.Events.Client(Heard(), in: peer.vat)
      _ = try await theirs.set(id: name, cap: mine.cast()).value
    }
    peer.ownEnd.close()
    await peer.connection.ended()
    let client = node.channel().cast(to: AnyClient.self)
    _ = try await store.set(id: "c", cap: client).value
    let gone = await #expect(throws: RPCError.self) { try await store.get(id: "a").value }
    #expect(gone != nil)
    _ = try await store.get(id: "c").value
  }
}
