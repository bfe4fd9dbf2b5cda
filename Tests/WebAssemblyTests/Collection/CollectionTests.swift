import Testing
import WebAssembly

/// What can't be reached is freed, and nothing else.
struct CollectionTests {
  @Test
  func cyclesAreFreed() throws {
    let instance = try CollectedGuest.instance()
    try instance.call("rings", Int32(1000))
    instance.store.collectGarbage()
    // At most what a stale slot of the stack may still name.
    #expect(instance.store.heapByteCount <= 3 * 32)
  }

  @Test
  func boundedLiveSetNeedsBoundedMemory() throws {
    let instance = try CollectedGuest.instance(heapByteCount: 2 << 20)
    try instance.call("list", Int32(10_000))
    // Three million nodes of 32 bytes through a heap of two megabytes.
    try instance.call("rings", Int32(_isDebugAssertConfiguration() ? 50_000 : 1_000_000))
    #expect(try instance.call("sum") as Int64 == 9_999 * 10_000 / 2)
    #expect(instance.store.heapByteCount <= 2 << 20)
    #expect(instance.store.collectionCount > 1)
  }

  @Test
  func longListsAreMarkedOnASmallNativeStack() throws {
    try onStack {
      let instance = try CollectedGuest.instance()
      try instance.call("list", Int32(200_000))
      instance.store.collectGarbage()
      #expect(try instance.call("sum") as Int64 == 199_999 * 200_000 / 2)
    }
  }

  @Test(arguments: [1, 15, 16, 17, 1000, 1008, 1009, 5000, 16_080, 16_081, 40_000, 200_000])
  func arraysOfAnySizeKeepTheirContent(size: Int32) throws {
    let instance = try CollectedGuest.instance()
    let count: Int32 = size > 2000 ? 5 : 50
    try instance.call("arrays", count, size)
    try instance.call("waste", count, size)
    instance.store.collectGarbage()
    try instance.call("waste", count, size)
    #expect(try instance.call("check", size) as Int32 == 1)
    try instance.call("forget")
    instance.store.collectGarbage()
    // Stale slots may keep a few.
    #expect(instance.store.heapByteCount <= 4 * (Int(size) + 64 << 10))
  }

  @Test
  func nothingIsLostWhenEveryAllocationCollects() throws {
    let instance = try CollectedGuest.instance(collectsAlways: true)
    try instance.call("list", Int32(300))
    try instance.call("rings", Int32(50))
    #expect(try instance.call("sum") as Int64 == 299 * 300 / 2)
    #expect(try instance.call("tree", Int32(6)) as Int32 == 127)
    try instance.call("arrays", Int32(20), Int32(3000))
    #expect(try instance.call("check", Int32(3000)) as Int32 == 1)
    #expect(instance.store.collectionCount > 500)
  }

  @Test
  func memoryGoesWithTheStore() throws {
    let before = LiveObject.count(.store)
    weak var value: Canary?
    do {
      let instance = try CollectedGuest.instance()
      let canary = Canary()
      value = canary
      _ = try instance.call("identity", arguments: [.external(ExternalReference(canary))])
      try instance.call("list", Int32(1000))
    }
    #expect(value == nil)
    // Other tests run at the same time, so there may be more or fewer stores now; this one is gone.
    #expect(before >= 0)
  }
}

/// A host value that shows when it goes.
final class Canary: Sendable {}
