import SeededTesting
import Testing
import WebAssembly

/// Lanes moved into, out of and within vectors.
@Suite struct VectorLaneTests {
  private static func shuffled(_ lanes: [UInt8], _ l: Vector, _ q: Vector) -> Vector {
    Vector(bytes: lanes.map { (l.bytes + q.bytes)[Int($0)] })
  }

  /// One of every kind the translator knows, each operand first.
  static let patterns: [[UInt8]] = {
    var all: [[UInt8]] = [
      (0..<16).map { $0 }, (16..<32).map { $0 }, (0..<16).map { 15 - $0 }, (0..<16).map { 31 - $0 },
      (0..<16).map { $0 / 2 + $0 % 2 * 16 }, (0..<16).map { 8 + $0 / 2 + $0 % 2 * 16 },
      (0..<16).map { $0 * 2 }, (0..<16).map { $0 * 2 + 1 },
      (0..<16).map { $0 % 2 == 0 ? $0 / 2 : 16 + $0 },
      (0..<16).map { $0 % 2 == 0 ? 8 + $0 / 2 : 16 + $0 },
      [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23],
      [4, 5, 6, 7, 20, 21, 22, 23, 0, 1, 2, 3, 0, 1, 2, 3],
      [2, 3, 0, 1, 30, 31, 16, 17, 4, 5, 4, 5, 8, 9, 6, 7],
      [1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10],
      [UInt8](repeating: 0, count: 16), [UInt8](repeating: 31, count: 16),
    ]
    all += (0..<32).map { first in (0..<16).map { (UInt8(first) + $0) % 32 } }
    return all + all.map { $0.map { $0 ^ 16 } }
  }()

  @Test(arguments: patterns) func shuffles(_ lanes: [UInt8]) throws {
    var random = SeededGenerator(seed: 17)
    let code = Code().localGet(0).localGet(1).op(.i8x16Shuffle).raw(lanes)
    let slots = try instance([.v128, .v128], [.v128], code)
    let (l, q) = (Vector.random(&random), Vector.random(&random))
    #expect(try slots.run(l, q) == Self.shuffled(lanes, l, q))
    let same = try instance(
      [.v128], [.v128], Code().localGet(0).localGet(0).op(.i8x16Shuffle).raw(lanes))
    #expect(try same.run(l) == Self.shuffled(lanes, l, l))
    let constant = try instance(
      [.v128], [.v128], Code().localGet(0).v128(q.bytes).op(.i8x16Shuffle).raw(lanes))
    #expect(try constant.run(l) == Self.shuffled(lanes, l, q))
    let both = try instance(
      [], [.v128], Code().v128(l.bytes).v128(q.bytes).op(.i8x16Shuffle).raw(lanes))
    #expect(try both.run() == Self.shuffled(lanes, l, q))
  }

  @Test func randomShufflesAndSwizzles() throws {
    var random = SeededGenerator(seed: 19)
    let swizzle = try instance(
      [.v128, .v128], [.v128], Code().localGet(0).localGet(1).op(.i8x16Swizzle))
    let constant = try instance(
      [.v128], [.v128],
      Code().localGet(0).v128((0..<16).map { 20 - $0 }).op(.i8x16RelaxedSwizzle))
    for _ in 0..<50 {
      let (l, q) = (Vector.random(&random), Vector.random(&random))
      let lanes = (0..<16).map { _ in UInt8(random.below(32)) }
      let code = Code().localGet(0).localGet(1).op(.i8x16Shuffle).raw(lanes)
      #expect(
        try instance([.v128, .v128], [.v128], code).run(l, q) == Self.shuffled(lanes, l, q))
      #expect(
        try swizzle.run(l, q) == Vector(bytes: q.bytes.map { $0 < 16 ? l.bytes[Int($0)] : 0 }))
      #expect(
        try constant.run(l)
          == Vector(bytes: (0..<16).map { $0 > 4 ? l.bytes[20 - $0] : 0 }))
    }
  }

  @Test func everyLane() throws {
    var random = SeededGenerator(seed: 23)
    let v = Vector.random(&random)
    for lane in 0..<16 {
      var expected = v
      expected.bytes[lane] = 0x5A
      let slot = try instance(
        [.v128, .i32], [.v128],
        Code().localGet(0).localGet(1).op(.i8x16ReplaceLane).raw([UInt8(lane)]))
      let arguments = [v.value, .i32(0x15A)]
      #expect(Vector(try slot.call("run", arguments: arguments).first) == expected)
      let accumulator = try instance(
        [.v128, .i32], [.v128],
        Code().localGet(0).localGet(1).i32(2).op(.i32Sub).op(.i8x16ReplaceLane).raw([UInt8(lane)]))
      let more = [v.value, Value.i32(0x15C)]
      #expect(Vector(try accumulator.call("run", arguments: more).first) == expected)
      let unsigned = try instance(
        [.v128], [.i32], Code().localGet(0).op(.i8x16ExtractLaneU).raw([UInt8(lane)]))
      guard case .i32(let byte) = try unsigned.call("run", arguments: [v.value]).first else {
        Issue.record("no integer")
        return
      }
      #expect(byte == Int32(v.bytes[lane]))
    }
  }

  @Test func floatsInAccumulators() throws {
    let code = Code().localGet(0).localGet(1).f32(2).op(.f32Mul).op(.f32x4ReplaceLane).raw([3])
      .localGet(1).f32(1).op(.f32Add).op(.f32x4Splat).op(.f32x4Add)
    let instance = try instance([.v128, .f32], [.v128], code)
    let result = try instance.call(
      "run", arguments: [Vector([1, 2, 3, 4 as Float]).value, .f32(5)])
    #expect(Vector(result.first) == Vector([7, 8, 9, 16 as Float]))
  }

  @Test func splatsOfConstants() throws {
    let code = Code().i32(0x1234_5678).op(.i8x16Splat).i32(0x1234_5678).op(.i16x8Splat).op(.v128Xor)
      .f64(1.5).op(.f64x2Splat).op(.v128Or)
    let bits = Double(1.5).bitPattern | 0x2E00_2E00_2E00_2E00
    #expect(try instance([], [.v128], code).run() == Vector([bits, bits]))
  }
}
