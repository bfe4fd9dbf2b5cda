import Testing
import WebAssembly

/// The limit of the heap holds, and reaching it costs no more than it should.
struct HeapLimitTests {
  @Test
  func liveSetBeyondTheLimitTraps() throws {
    let instance = try CollectedGuest.instance(heapByteCount: 1 << 20)
    let trap = caught { try instance.call("list", Int32(1_000_000)) }
    #expect(trap?.code == .outOfMemory)
    #expect(instance.store.heapByteCount <= 1 << 20)
    // Collections on the way: few, however many objects there were.
    #expect(instance.store.collectionCount < 40)
    // The store is as good as before.
    try instance.call("list", Int32(1000))
    #expect(try instance.call("sum") as Int64 == 999 * 500)
  }

  @Test(arguments: [Int32(1 << 21), 1 << 30, -1])
  func largeArraysBeyondTheLimitTrap(size: Int32) throws {
    let instance = try CollectedGuest.instance(heapByteCount: 1 << 20)
    for _ in 0..<3 {
      #expect(caught { try instance.call("waste", Int32(1), size) }?.code == .outOfMemory)
    }
    try instance.call("waste", Int32(1000), Int32(100_000))
  }

  @Test(arguments: [0, -5, 1, 32 << 10])
  func tinyLimitsAreKept(limit: Int) throws {
    let instance = try CollectedGuest.instance(heapByteCount: limit)
    let trap = caught { try instance.call("rings", Int32(5000)) }
    #expect(limit == 32 << 10 ? trap == nil : trap?.code == .outOfMemory)
    let external = Value.external(ExternalReference(1))
    let boxed = caught { _ = try instance.call("identity", arguments: [external]) }
    #expect(limit == 32 << 10 ? boxed == nil : boxed?.code == .outOfMemory)
  }

  @Test
  func oneObjectPerBlockDoesNotMakeCollectionsEndless() throws {
    // Keeps every thousandth of many small objects, then makes others of another size.
    let instance = try guest(
      """
      (module
        (type $small (struct (field i64)))
        (type $other (struct (field i64 i64 i64 i64 i64 i64)))
        (type $all (array (mut (ref null $small))))
        (global $kept (mut (ref null $all)) (ref.null $all))
        (func (export "run") (param $count i32)
          (local $i i32) (local $one (ref null $small))
          (global.set $kept (array.new_default $all (i32.const 1000)))
          (loop $again
            (local.set $one (struct.new $small (i64.const 5)))
            (if (i32.eqz (i32.rem_u (local.get $i) (i32.const 1000)))
              (then (array.set $all (global.get $kept)
                (i32.rem_u (i32.div_u (local.get $i) (i32.const 1000)) (i32.const 1000))
                (local.get $one))))
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br_if $again (i32.lt_u (local.get $i) (local.get $count))))
          (loop $more
            (drop (struct.new_default $other))
            (br_if $more (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))
      """, limits: limits(1 << 20))
    _ = caught { try instance.call("run", Int32(100_000)) }
    #expect(instance.store.collectionCount < 1000)
  }

  private func limits(_ heapByteCount: Int) -> StoreLimits {
    var limits = StoreLimits()
    limits.heapByteCount = heapByteCount
    return limits
  }

  @Test
  func hostValuesAreFreed() throws {
    let instance = try CollectedGuest.instance(heapByteCount: 1 << 20)
    // A hundred thousand values of 80 bytes through one megabyte.
    for number in 0..<(_isDebugAssertConfiguration() ? 30_000 : 100_000) {
      let value = Value.external(ExternalReference(number))
      let result = try instance.call("identity", arguments: [value])
      guard case .external(let back?)? = result.first, back.value as? Int == number else {
        Issue.record("lost \(number)")
        return
      }
    }
  }
}
