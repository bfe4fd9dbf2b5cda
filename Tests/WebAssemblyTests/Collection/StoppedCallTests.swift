import Testing
import WebAssembly

/// A collection in the middle of a call that was stopped loses nothing.
struct StoppedCallTests {
  @Test(arguments: [1, 7, 1000])
  func outOfFuel(fuel: UInt64) throws {
    let instance = try CollectedGuest.instance(metered: true)
    let depth: Int32 = fuel == 1 ? 6 : 9
    let call = try instance.start("tree", [.i32(depth)])
    var progress = try call.resume(fuel: fuel)
    var stops = 0
    while progress.isOutOfFuel {
      stops += 1
      instance.store.collectGarbage()
      progress = try call.resume(fuel: fuel)
    }
    let nodeCount: Int32 = (1 << (depth + 1)) - 1
    #expect(progress.i32 == nodeCount)
    #expect(stops > 5)
  }

  @Test
  func otherCallsCollectMeanwhile() throws {
    let instance = try CollectedGuest.instance(metered: true, heapByteCount: 3 << 20)
    var calls: [(call: Call, progress: Call.Progress)] = []
    for fuel in 1...8 {
      let call = try instance.start("tree", [.i32(8)])
      calls.append((call, try call.resume(fuel: UInt64(fuel * 400))))
    }
    // Arguments of a call that has not run yet are in use as well.
    try instance.call("list", Int32(100))
    let list = instance.global("kept")?.value
    let keep = try instance.start("keep", [list ?? .reference(nil)])
    try instance.call("forget")
    try instance.call("rings", Int32(40_000))
    #expect(instance.store.collectionCount > 0)
    for (call, progress) in calls {
      #expect(progress.isOutOfFuel)
      #expect(try call.resume().i32 == 511)
    }
    _ = try keep.resume()
    #expect(try instance.call("sum") as Int64 == 4950)
  }

  @Test
  func droppedCallsLetGo() throws {
    let instance = try CollectedGuest.instance(metered: true)
    var call: Call? = try instance.start("tree", [.i32(10)])
    #expect(try call?.resume(fuel: 20_000).isOutOfFuel == true)
    instance.store.collectGarbage()
    #expect(instance.store.heapByteCount > 10_000)
    call = nil
    instance.store.collectGarbage()
    #expect(instance.store.heapByteCount < 1000)
  }

  private static let hostText = """
    (module
      (type $pair (struct (field i64) (field (mut anyref))))
      (import "host" "pass" (func $pass (param anyref i64) (result anyref)))
      (func (export "run") (result i64)
        (local $own (ref null $pair))
        (local.set $own (struct.new $pair (i64.const 40) (ref.null any)))
        (i64.add
          (struct.get $pair 0
            (ref.cast (ref $pair)
              (call $pass (struct.new $pair (i64.const 2) (local.get $own)) (i64.const 7))))
          (struct.get $pair 0 (local.get $own))))
      (func (export "waste") (param $count i32)
        (loop $again
          (drop (struct.new $pair (i64.const -1) (ref.null any)))
          (br_if $again
            (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))
    """

  private static let passType = FunctionType(
    parameters: [.reference(.any, nullable: true), .i64],
    results: [.reference(.any, nullable: true)])

  @Test
  func suspendedHostFunction() throws {
    var imports = Imports()
    imports.define("host", "pass", type: Self.passType) { _, arguments in
      .suspended(Suspension(request: 0) { _ in .finished([arguments[0]]) })
    }
    let instance = try guest(Self.hostText, imports: imports)
    let call = try instance.start("run")
    #expect(try call.resume().suspension != nil)
    instance.store.collectGarbage()
    try instance.call("waste", Int32(1000))
    instance.store.collectGarbage()
    #expect(try call.resume().i64 == 42)
  }

  @Test(arguments: [false, true])
  func nestedCallsCollect(always: Bool) throws {
    var imports = Imports()
    imports.define("host", "pass", type: Self.passType) { caller, arguments in
      _ = try caller.call("waste", [.i32(500)])
      caller.store.collectGarbage()
      return .finished([arguments[0]])
    }
    let instance = try guest(Self.hostText, imports: imports)
    instance.store.collectsAlways = always
    #expect(try instance.call("run") as Int64 == 42)
  }

  @Test
  func interrupted() throws {
    let instance = try CollectedGuest.instance()
    let call = try instance.start("tree", [.i32(10)])
    call.interruptHandle.interrupt(.pause)
    #expect(try call.resume().isInterrupted)
    instance.store.collectGarbage()
    #expect(try call.resume().i32 == 2047)
  }
}
