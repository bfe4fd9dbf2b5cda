import Testing
import WebAssembly
import WebAssemblyText

/// Atomic accesses, waiting and notification within a store that has one owner.
@Suite struct AtomicTests {
  private static let text = """
    (module
      (memory (export "memory") 1 1 shared)
      (memory $wide i64 1 2)
      (func (export "wait32") (param i32 i32 i64) (result i32)
        (i32.add (i32.const 100)
          (memory.atomic.wait32 offset=4 (local.get 0) (local.get 1) (local.get 2))))
      (func (export "wait64") (param i32 i64 i64) (result i32)
        (memory.atomic.wait64 (local.get 0) (local.get 1) (local.get 2)))
      (func (export "waitWide") (param i64) (result i32)
        (memory.atomic.wait32 $wide (local.get 0) (i32.const 0) (i64.const -1)))
      (func (export "notify") (param i32 i32) (result i32)
        (memory.atomic.notify offset=4 (local.get 0) (local.get 1)))
      (func (export "add") (param i32 i64) (result i64)
        (i64.atomic.rmw.add (local.get 0) (local.get 1)))
      (func (export "narrow") (param i32 i64 i64) (result i64)
        (i64.atomic.rmw16.cmpxchg_u (local.get 0) (local.get 1) (local.get 2)))
      (func (export "elsewhere") (param i64 i32) (result i32)
        (i32.atomic.store8 $wide offset=3 (local.get 0) (local.get 1))
        (atomic.fence)
        (i32.add (local.get 1)
          (i32.atomic.rmw8.sub_u $wide offset=3 (local.get 0) (i32.const 1))))
      (func (export "load") (param i32) (result i32) (i32.atomic.load offset=4 (local.get 0))))
    """

  private func instance(metered: Bool = false) throws -> Instance {
    var configuration = ModuleConfiguration(isMetered: metered)
    configuration.features.insert(.threads)
    let module = try Module(
      bytes: try TextFormat.binary(from: Self.text), configuration: configuration)
    return try Store().instantiate(module)
  }

  @Test(arguments: [false, true]) func accesses(metered: Bool) throws {
    let instance = try instance(metered: metered)
    #expect(try instance.call("add", Int32(8), Int64(5)) as Int64 == 0)
    #expect(try instance.call("add", Int32(8), Int64(-7)) as Int64 == 5)
    #expect(try instance.call("add", Int32(8), Int64(0)) as Int64 == -2)
    // The expected value is compared as a whole, what is found is extended with zeros.
    #expect(try instance.call("narrow", Int32(8), Int64(0x1FFFE), Int64(1)) as Int64 == 0xFFFE)
    #expect(try instance.call("narrow", Int32(8), Int64(0xFFFE), Int64(0x70003)) as Int64 == 0xFFFE)
    #expect(try instance.call("narrow", Int32(8), Int64(0), Int64(0)) as Int64 == 3)
    #expect(try instance.call("elsewhere", Int64(65_532), Int32(0x109)) as Int32 == 0x109 + 9)
  }

  @Test func alignmentComesBeforeBounds() throws {
    let instance = try instance()
    for (address, code) in [
      (1, Trap.Code.unalignedAtomic), (65_530, .unalignedAtomic), (-3, .unalignedAtomic),
      (65_532, .outOfBoundsMemoryAccess), (-4, .outOfBoundsMemoryAccess),
    ] {
      let trap = caught { _ = try instance.call("load", Int32(address)) as Int32 }
      #expect(trap?.code == code, "\(address)")
    }
    #expect(
      caught { _ = try instance.call("elsewhere", Int64(-3), Int32(0)) as Int32 }?.code
        == .outOfBoundsMemoryAccess)
    let wait = caught { _ = try instance.call("wait64", Int32(4), Int64(0), Int64(0)) as Int32 }
    #expect(wait?.code == .unalignedAtomic)
  }

  @Test(arguments: [false, true]) func aNotifiedWaitGoesOn(metered: Bool) throws {
    let instance = try instance(metered: metered)
    let calls = try (0..<3).map { _ in
      try instance.start("wait32", [.i32(8), .i32(0), .i64(-1)])
    }
    var waits: [AtomicWait] = []
    for call in calls {
      let suspension = try #require(try call.resume().suspension)
      #expect(suspension.name == "wait32")
      waits.append(try #require(suspension.request as? AtomicWait))
    }
    #expect(waits.allSatisfy { $0.timeout == nil && !$0.isNotified })
    // Another place, then nobody, then the first two of three.
    #expect(try instance.call("notify", Int32(12), Int32(9)) as Int32 == 0)
    #expect(try instance.call("notify", Int32(8), Int32(0)) as Int32 == 0)
    #expect(try instance.call("notify", Int32(8), Int32(2)) as Int32 == 2)
    #expect(waits.map(\.isNotified) == [true, true, false])
    #expect(try calls[1].resume().i32 == 100)
    #expect(try calls[0].resume().i32 == 100)
    // Resumed without a notification, its time is up.
    #expect(try calls[2].resume().i32 == 102)
    #expect(try instance.call("notify", Int32(8), Int32(2)) as Int32 == 0)
  }

  @Test func waitsThatDoNotWait() throws {
    let instance = try instance()
    #expect(try instance.call("wait32", Int32(0), Int32(1), Int64(-1)) as Int32 == 101)
    #expect(try instance.call("wait32", Int32(0), Int32(0), Int64(0)) as Int32 == 102)
    let call = try instance.start("wait64", [.i32(0), .i64(0), .i64(5_000)])
    let wait = try #require(try call.resume().suspension?.request as? AtomicWait)
    #expect(wait.timeout == 5_000)
    #expect(try call.resume().i32 == 2)
  }

  @Test func waitsThatCanNot() throws {
    let instance = try instance()
    #expect(
      caught { _ = try instance.call("waitWide", Int64(0)) as Int32 }?.code
        == .expectedSharedMemory)
    let direct = caught { _ = try instance.call("wait32", Int32(0), Int32(0), Int64(-1)) as Int32 }
    #expect(direct?.code == .cannotSuspend)
    #expect(try instance.call("add", Int32(0), Int64(1)) as Int64 == 0)
  }

  @Test func aCallThatIsDroppedWaitsNoMore() throws {
    let instance = try instance()
    do {
      let call = try instance.start("wait32", [.i32(8), .i32(0), .i64(-1)])
      _ = try call.resume()
    }
    #expect(try instance.call("notify", Int32(8), Int32(9)) as Int32 == 0)
  }
}
