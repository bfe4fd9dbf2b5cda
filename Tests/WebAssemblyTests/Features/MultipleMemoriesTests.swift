import Testing
import WebAssembly

/// Memories beyond the first.
struct MultipleMemoriesTests {
  static let text = """
    (module
      (memory $a (export "a") 1) (memory $b (export "b") 1 4) (memory $c (export "c") i64 1 4)
      (data $d "hello")
      (func (export "sum") (param $p i32) (result i64)
        (i32.store8 $b offset=1 (local.get $p) (i32.const 200))
        (i64.store $b (i32.add (local.get $p) (i32.const 8)) (i64.const 0x1_0000_0001))
        (f32.store $b (i32.add (local.get $p) (i32.const 16))
          (f32.add (f32.const 1.5) (f32.const 2)))
        (f64.store $c (i64.extend_i32_u (local.get $p)) (f64.neg (f64.const -0.25)))
        (i32.store $a (local.get $p) (i32.const 7))
        (i64.add
          (i64.add
            (i64.load8_u $b offset=1 (local.get $p))
            (i64.load $b offset=8 (local.get $p)))
          (i64.add
            (i64.trunc_f32_s (f32.load $b offset=16 (local.get $p)))
            (i64.add
              (i64.load32_u (local.get $p))
              (i64.trunc_f64_s
                (f64.mul (f64.const 8) (f64.load $c (i64.extend_i32_u (local.get $p)))))))))
      (func (export "read") (param i32) (result i32) (i32.load $b (local.get 0)))
      (func (export "size") (result i32) (memory.size $b))
      (func (export "grow") (param i32) (result i32) (memory.grow $b (local.get 0)))
      (func (export "copy") (param i32 i64 i32)
        (memory.copy $b $c (local.get 0) (local.get 1) (local.get 2)))
      (func (export "fill") (param i64 i64) (memory.fill $c (local.get 0) (i32.const 9)
        (local.get 1)))
      (func (export "init") (param i32 i32 i32) (memory.init $b $d
        (local.get 0) (local.get 1) (local.get 2))))
    """

  @Test(arguments: [false, true])
  func accessesStayApart(metered: Bool) throws {
    let instance = try FeatureGuest.instance(Self.text, metered: metered)
    #expect(try instance.call("sum", Int32(32)) as Int64 == 200 + 0x1_0000_0001 + 3 + 7 + 2)
    #expect(try instance.memory("b")?.loadUInt8(at: 33) == 200)
    #expect(try instance.memory("a")?.loadUInt32(at: 32) == 7)
    #expect(try instance.memory("a")?.loadUInt8(at: 33) == 0)
  }

  @Test
  func checksTheRightBounds() throws {
    let instance = try FeatureGuest.instance(Self.text)
    #expect(try FeatureGuest.trap(instance, "read", [.i32(65533)]) == .outOfBoundsMemoryAccess)
    #expect(try instance.call("grow", Int32(1)) as Int32 == 1)
    #expect(try instance.call("size") as Int32 == 2)
    #expect(try instance.call("read", Int32(65533)) as Int32 == 0)
    #expect(try instance.call("grow", Int32(3)) as Int32 == -1)
    #expect(try FeatureGuest.trap(instance, "read", [.i32(-1)]) == .outOfBoundsMemoryAccess)
  }

  @Test
  func bulkOperatorsTakeEitherWidth() throws {
    let instance = try FeatureGuest.instance(Self.text)
    try instance.call("fill", Int64(0), Int64(65536))
    try instance.call("copy", Int32(10), Int64(65530), Int32(6))
    #expect(try instance.memory("b")?.bytes(at: 9, count: 8) == [0, 9, 9, 9, 9, 9, 9, 0])
    try instance.call("init", Int32(0), Int32(1), Int32(4))
    #expect(try instance.memory("b")?.string(at: 0, count: 4) == "ello")
    for (name, arguments) in [
      ("fill", [Value.i64(1), .i64(65536)]), ("fill", [.i64(-1), .i64(2)]),
      ("fill", [.i64(0), .i64(-1)]), ("copy", [.i32(0), .i64(-1), .i32(2)]),
      ("copy", [.i32(65535), .i64(0), .i32(2)]), ("init", [.i32(0), .i32(2), .i32(4)]),
    ] {
      #expect(try FeatureGuest.trap(instance, name, arguments) == .outOfBoundsMemoryAccess)
    }
  }

  @Test
  func longCopiesStopAndGoOn() throws {
    let instance = try FeatureGuest.instance(
      """
      (module
        (memory $a 8) (memory $b (export "b") i64 8)
        (func (export "run") (result i64)
          (memory.fill $a (i32.const 3) (i32.const 77) (i32.const 400000))
          (memory.copy $b $a (i64.const 100) (i32.const 1) (i32.const 400002))
          (memory.copy $b $b (i64.const 103) (i64.const 100) (i64.const 400000))
          (i64.load8_u $b (i64.const 400102))))
      """, metered: true)
    let whole = try FeatureGuest.straight(instance, "run")
    let steps = try FeatureGuest.stepped(instance, "run")
    #expect(whole.progress.integer == 77)
    #expect(steps.progress.integer == 77)
    #expect(whole.fuel == 14 + 6250 + 6250 + 6250)
    #expect(steps.fuel == whole.fuel)
    #expect(steps.stops > 18)
    #expect(try instance.memory("b")?.bytes(at: 100, count: 8) == [0, 0, 77, 0, 0, 77, 77, 77])
  }

  @Test
  func oneMemoryUnderTwoIndicesIsOne() throws {
    let store = Store()
    var linker = Linker(store: store)
    linker.define("", "m", try store.makeMemory(MemoryType(limits: SizeLimits(minimum: 1))))
    let instance = try linker.instantiate(
      try FeatureGuest.module(
        """
        (module
          (memory $a (import "" "m") 1) (memory $b (import "" "m") 1)
          (func (export "run") (result i32)
            (drop (memory.grow $b (i32.const 1)))
            (i32.store $a (i32.const 65540) (i32.const 5))
            (memory.copy $b $a (i32.const 65541) (i32.const 65540) (i32.const 4))
            (i32.load $b (i32.const 65541))))
        """))
    #expect(try instance.call("run") as Int32 == 5)
  }

  @Test
  func farSlotsReachOtherMemories() throws {
    let locals = String(repeating: "(local i64)", count: 9000)
    let instance = try FeatureGuest.instance(
      """
      (module (memory 1) (memory $b i64 1)
        (func (export "run") (param i64) (result i64) \(locals) (local $far i64) (local $f f64)
          (local.set $far (i64.add (local.get 0) (i64.const 8)))
          (local.set $f (f64.const 3))
          (i64.store $b (local.get $far) (local.get $far))
          (f64.store $b offset=8 (local.get $far) (local.get $f))
          (i64.add (i64.load $b (local.get $far))
            (i64.trunc_f64_s (f64.load $b offset=8 (local.get $far))))))
      """)
    #expect(try instance.call("run", Int64(16)) as Int64 == 27)
  }
}
