import SeededTesting
import Testing
import WebAssembly

/// Every integer operator against plain arithmetic on lanes, in every form it is translated to.
@Suite struct VectorIntegerTests {
  struct Operator: Sendable, CustomTestStringConvertible {
    let opcode: Opcode
    let apply: @Sendable (Vector, Vector) -> Vector
    var testDescription: String { "\(opcode.instruction.mnemonic)" }
  }

  private static func lanewise<T: FixedWidthInteger & Sendable>(
    _ opcode: Opcode, _ type: T.Type, _ apply: @escaping @Sendable (T, T) -> T
  ) -> Operator {
    Operator(opcode: opcode) { l, q in Vector(zip(l.lanes(type), q.lanes(type)).map(apply)) }
  }

  private static func clamp<T: FixedWidthInteger>(_ value: Int, _ type: T.Type) -> T {
    T(clamping: value)
  }

  private static func arithmetic<S: FixedWidthInteger & Sendable, U: FixedWidthInteger & Sendable>(
    _ signed: S.Type, _ unsigned: U.Type, _ opcodes: [Opcode]
  ) -> [Operator] {
    [
      lanewise(opcodes[0], signed) { $0 &+ $1 }, lanewise(opcodes[1], signed) { $0 &- $1 },
      lanewise(opcodes[2], signed) { min($0, $1) }, lanewise(opcodes[3], unsigned) { min($0, $1) },
      lanewise(opcodes[4], signed) { max($0, $1) }, lanewise(opcodes[5], unsigned) { max($0, $1) },
    ]
  }

  private static func saturation<S: FixedWidthInteger & Sendable, U: FixedWidthInteger & Sendable>(
    _ signed: S.Type, _ unsigned: U.Type, _ opcodes: [Opcode]
  ) -> [Operator] {
    [
      lanewise(opcodes[0], signed) { clamp(Int($0) + Int($1), S.self) },
      lanewise(opcodes[1], unsigned) { clamp(Int($0) + Int($1), U.self) },
      lanewise(opcodes[2], signed) { clamp(Int($0) - Int($1), S.self) },
      lanewise(opcodes[3], unsigned) { clamp(Int($0) - Int($1), U.self) },
      lanewise(opcodes[4], unsigned) { U((Int($0) + Int($1) + 1) / 2) },
    ]
  }

  private static func comparisons<S: FixedWidthInteger & Sendable, U: FixedWidthInteger & Sendable>(
    _ signed: S.Type, _ unsigned: U.Type, _ first: Opcode
  ) -> [Operator] {
    let raw = first.rawValue
    func make<T: FixedWidthInteger & Sendable>(
      _ offset: UInt16, _ type: T.Type, _ holds: @escaping @Sendable (T, T) -> Bool
    ) -> Operator? {
      Opcode(rawValue: raw + offset).map { opcode in
        lanewise(opcode, type) { holds($0, $1) ? ~0 : 0 }
      }
    }
    return [
      make(0, signed) { $0 == $1 }, make(1, signed) { $0 != $1 }, make(2, signed) { $0 < $1 },
      make(3, unsigned) { $0 < $1 }, make(4, signed) { $0 > $1 }, make(5, unsigned) { $0 > $1 },
      make(6, signed) { $0 <= $1 }, make(7, unsigned) { $0 <= $1 },
      make(8, signed) { $0 >= $1 }, make(9, unsigned) { $0 >= $1 },
    ].compactMap(\.self)
  }

  private static func narrowing<
    From: FixedWidthInteger & Sendable, To: FixedWidthInteger & Sendable
  >(
    _ opcode: Opcode, _ from: From.Type, _ to: To.Type
  ) -> Operator {
    Operator(opcode: opcode) { l, q in
      Vector((l.lanes(from) + q.lanes(from)).map { clamp(Int($0), to) })
    }
  }

  private static func products<
    Narrow: FixedWidthInteger & Sendable, Wide: FixedWidthInteger & Sendable
  >(
    _ low: Opcode, _ high: Opcode, _ narrow: Narrow.Type, _ wide: Wide.Type
  ) -> [Operator] {
    func half(_ opcode: Opcode, _ start: Int) -> Operator {
      Operator(opcode: opcode) { l, q in
        let count = 128 / Wide.bitWidth
        return Vector(
          (0..<count).map { position in
            let place = start * count + position
            return Wide(l.lanes(narrow)[place]) &* Wide(q.lanes(narrow)[place])
          })
      }
    }
    return [half(low, 0), half(high, 1)]
  }

  private static let sums: [Operator] = [
    arithmetic(
      Int8.self, UInt8.self,
      [.i8x16Add, .i8x16Sub, .i8x16MinS, .i8x16MinU, .i8x16MaxS, .i8x16MaxU]),
    arithmetic(
      Int16.self, UInt16.self,
      [.i16x8Add, .i16x8Sub, .i16x8MinS, .i16x8MinU, .i16x8MaxS, .i16x8MaxU]),
    arithmetic(
      Int32.self, UInt32.self,
      [.i32x4Add, .i32x4Sub, .i32x4MinS, .i32x4MinU, .i32x4MaxS, .i32x4MaxU]),
    saturation(
      Int8.self, UInt8.self,
      [.i8x16AddSatS, .i8x16AddSatU, .i8x16SubSatS, .i8x16SubSatU, .i8x16AvgrU]),
    saturation(
      Int16.self, UInt16.self,
      [.i16x8AddSatS, .i16x8AddSatU, .i16x8SubSatS, .i16x8SubSatU, .i16x8AvgrU]),
    comparisons(Int8.self, UInt8.self, .i8x16Eq),
    comparisons(Int16.self, UInt16.self, .i16x8Eq),
    comparisons(Int32.self, UInt32.self, .i32x4Eq),
  ].flatMap(\.self)

  private static let widths: [Operator] = [
    [
      narrowing(.i8x16NarrowI16x8S, Int16.self, Int8.self),
      narrowing(.i8x16NarrowI16x8U, Int16.self, UInt8.self),
      narrowing(.i16x8NarrowI32x4S, Int32.self, Int16.self),
      narrowing(.i16x8NarrowI32x4U, Int32.self, UInt16.self),
    ],
    products(.i16x8ExtmulLowI8x16S, .i16x8ExtmulHighI8x16S, Int8.self, Int16.self),
    products(.i16x8ExtmulLowI8x16U, .i16x8ExtmulHighI8x16U, UInt8.self, UInt16.self),
    products(.i32x4ExtmulLowI16x8S, .i32x4ExtmulHighI16x8S, Int16.self, Int32.self),
    products(.i32x4ExtmulLowI16x8U, .i32x4ExtmulHighI16x8U, UInt16.self, UInt32.self),
    products(.i64x2ExtmulLowI32x4S, .i64x2ExtmulHighI32x4S, Int32.self, Int64.self),
    products(.i64x2ExtmulLowI32x4U, .i64x2ExtmulHighI32x4U, UInt32.self, UInt64.self),
  ].flatMap(\.self)

  private static func roundedProduct(_ l: Int16, _ q: Int16) -> Int16 {
    let product = Int(l) * Int(q)
    return Int16(clamping: (product + 0x4000) >> 15)
  }

  private static func dotProduct(_ l: Vector, _ q: Vector) -> Vector {
    let (left, right) = (l.lanes(Int16.self), q.lanes(Int16.self))
    var sums: [Int32] = []
    for position in stride(from: 0, to: 8, by: 2) {
      let first = Int32(left[position]) * Int32(right[position])
      sums.append(first &+ Int32(left[position + 1]) * Int32(right[position + 1]))
    }
    return Vector(sums)
  }

  private static let others: [Operator] = [
    lanewise(.i16x8Mul, Int16.self) { $0 &* $1 },
    lanewise(.i32x4Mul, Int32.self) { $0 &* $1 },
    lanewise(.i64x2Add, Int64.self) { $0 &+ $1 },
    lanewise(.i64x2Sub, Int64.self) { $0 &- $1 },
    lanewise(.i64x2Mul, Int64.self) { $0 &* $1 },
    lanewise(.i64x2Eq, Int64.self) { $0 == $1 ? -1 : 0 },
    lanewise(.i64x2LtS, Int64.self) { $0 < $1 ? -1 : 0 },
    lanewise(.i64x2GeS, Int64.self) { $0 >= $1 ? -1 : 0 },
    lanewise(.v128And, UInt64.self) { $0 & $1 },
    lanewise(.v128Or, UInt64.self) { $0 | $1 },
    lanewise(.v128Xor, UInt64.self) { $0 ^ $1 },
    lanewise(.v128Andnot, UInt64.self) { $0 & ~$1 },
    lanewise(.i16x8Q15mulrSatS, Int16.self, roundedProduct),
    Operator(opcode: .i32x4DotI16x8S, apply: dotProduct),
  ]

  static let binary = sums + widths + others

  @Test(arguments: binary) func everyForm(_ o: Operator) throws {
    var random = SeededGenerator(seed: UInt64(o.opcode.rawValue))
    let slots = try instance(
      [.v128, .v128], [.v128], Code().localGet(0).localGet(1).op(o.opcode))
    let loading = try instance(
      [.v128], [.v128], Code().localGet(0).i32(8).memory(.v128Load, offset: 8).op(o.opcode))
    let memory = try #require(loading.memory("memory"))
    for _ in 0..<24 {
      let (l, q) = (Vector.random(&random), Vector.random(&random))
      let expected = o.apply(l, q)
      #expect(try slots.run(l, q) == expected)
      let right = try instance([.v128], [.v128], Code().localGet(0).v128(q.bytes).op(o.opcode))
      #expect(try right.run(l) == expected)
      let left = try instance([.v128], [.v128], Code().v128(l.bytes).localGet(0).op(o.opcode))
      #expect(try left.run(q) == expected)
      try memory.store(q.bytes, at: 16)
      #expect(try loading.run(l) == expected)
    }
  }

  @Test func loadsInSlotForm() throws {
    // The address is in a local, so the load joins the operator.
    let instance = try instance(
      [.v128, .i32], [.v128],
      Code().localGet(0).localGet(1).memory(.v128Load, offset: 4).op(.i32x4Add)
        .localGet(1).memory(.v128Load, offset: 20).localGet(0).op(.v128Xor).op(.i8x16Sub))
    let memory = try #require(instance.memory("memory"))
    var random = SeededGenerator(seed: 7)
    let (l, a, b) = (Vector.random(&random), Vector.random(&random), Vector.random(&random))
    try memory.store(a.bytes + b.bytes, at: 104)
    let sum = zip(l.lanes(UInt32.self), a.lanes(UInt32.self)).map { $0 &+ $1 }
    let other = zip(l.bytes, b.bytes).map { $0 ^ $1 }
    let expected = zip(Vector(sum).bytes, other).map { $0 &- $1 }
    let result = try instance.call("run", arguments: [l.value, .i32(100)])
    #expect(Vector(result.first) == Vector(bytes: expected))
    #expect(throws: Trap.self) {
      try instance.call("run", arguments: [l.value, .i32(65532)])
    }
  }

  @Test(arguments: [
    (Opcode.i8x16Shl, 8), (.i16x8Shl, 16), (.i32x4Shl, 32), (.i64x2Shl, 64),
  ])
  func shifts(_ opcode: Opcode, _ width: Int) throws {
    var random = SeededGenerator(seed: 11)
    for kind in 0..<3 {
      let shift = try #require(Opcode(rawValue: opcode.rawValue + UInt16(kind)))
      let slots = try instance([.v128, .i32], [.v128], Code().localGet(0).localGet(1).op(shift))
      let accumulator = try instance(
        [.v128, .i32], [.v128], Code().localGet(0).localGet(1).i32(1).op(.i32Add).op(shift))
      for amount in [0, 1, 7, 8, 15, 31, 33, 63, 64, 65, -1] {
        let l = Vector.random(&random)
        func shifted<T: FixedWidthInteger>(_ type: T.Type) -> Vector {
          let by = T(truncatingIfNeeded: amount & (width - 1))
          return Vector(l.lanes(type).map { kind == 0 ? $0 &<< by : $0 &>> by })
        }
        let expected: Vector =
          switch (width, kind == 1) {
          case (8, true): shifted(Int8.self)
          case (8, _): shifted(UInt8.self)
          case (16, true): shifted(Int16.self)
          case (16, _): shifted(UInt16.self)
          case (32, true): shifted(Int32.self)
          case (32, _): shifted(UInt32.self)
          case (_, true): shifted(Int64.self)
          default: shifted(UInt64.self)
          }
        let arguments = [l.value, .i32(Int32(amount))]
        #expect(Vector(try slots.call("run", arguments: arguments).first) == expected)
        let less = [l.value, Value.i32(Int32(amount) - 1)]
        #expect(Vector(try accumulator.call("run", arguments: less).first) == expected)
        let constant = try instance(
          [.v128], [.v128], Code().localGet(0).i32(Int32(amount)).op(shift))
        #expect(try constant.run(l) == expected)
      }
    }
  }

  @Test(arguments: [
    (Opcode.i8x16AllTrue, Opcode.i8x16Bitmask, 8), (.i16x8AllTrue, .i16x8Bitmask, 16),
    (.i32x4AllTrue, .i32x4Bitmask, 32), (.i64x2AllTrue, .i64x2Bitmask, 64),
  ])
  func testsFeedBranches(_ allTrue: Opcode, _ bitmask: Opcode, _ width: Int) throws {
    let all = try instance([.v128], [.i32], Code().localGet(0).op(allTrue))
    let mask = try instance([.v128], [.i32], Code().localGet(0).op(bitmask))
    let branch = try instance(
      [.v128], [.i32],
      Code().localGet(0).op(allTrue).ifElse(.value(.i32), Code().i32(10), Code().i32(20)))
    var random = SeededGenerator(seed: 13)
    for _ in 0..<40 {
      var v = Vector.random(&random)
      if random.below(3) == 0 { v.bytes = v.bytes.map { $0 | 1 } }
      let size = width / 8
      let lanes = stride(from: 0, to: 16, by: size).map { Array(v.bytes[$0..<$0 + size]) }
      let isAll = lanes.allSatisfy { $0.contains { $0 != 0 } }
      let signs = lanes.enumerated().reduce(Int32(0)) {
        $0 | (($1.element.last ?? 0) >= 0x80 ? 1 << Int32($1.offset) : 0)
      }
      #expect(try all.call("run", v) == (isAll ? 1 : 0))
      #expect(try mask.call("run", v) == signs)
      #expect(try branch.call("run", v) == (isAll ? 10 : 20))
    }
  }
}

extension Instance {
  fileprivate func call(_ name: String, _ vector: Vector) throws -> Int32? {
    guard case .i32(let value) = try call(name, arguments: [vector.value]).first else { return nil }
    return value
  }
}
