import Testing
import WebAssembly

/// Vectors where the translator may go wrong: results retargeted to locals, values pending while
/// their local changes, values carried by branches and calls, frames beyond the reach of 16 bits.
@Suite struct VectorPlacementTests {
  private let a = Vector((0..<16).map { UInt8($0) })
  private let b = Vector((0..<16).map { UInt8($0) * 3 })

  private func sum(_ l: Vector, _ q: Vector) -> Vector {
    Vector(zip(l.bytes, q.bytes).map { $0 &+ $1 })
  }

  @Test(arguments: [false, true]) func pendingUsesKeepTheOldValue(_ metered: Bool) throws {
    // a, then a = a + b, then old a + new a.
    let code = Code().localGet(0).localGet(0).localGet(1).op(.i8x16Add).localSet(0)
      .localGet(0).op(.i8x16Add)
    let instance = try instance([.v128, .v128], [.v128], metered: metered, code)
    #expect(try instance.run(a, b) == sum(a, sum(a, b)))
  }

  @Test func aLoadRetargetedOverPendingUsesStillTraps() throws {
    let code = Code().localGet(0).localGet(1).memory(.v128Load).localSet(0).localGet(0)
      .op(.i8x16Add)
    let instance = try instance([.v128, .i32], [.v128], code)
    try #require(instance.memory("memory")).store(b.bytes, at: 3)
    let result = try instance.call("run", arguments: [a.value, .i32(3)])
    #expect(Vector(result.first) == sum(a, b))
    #expect(throws: Trap.self) { try instance.call("run", arguments: [a.value, .i32(65521)]) }
  }

  @Test func teeAndSelect() throws {
    let code = Code().localGet(0).localGet(1).op(.i8x16Add).localTee(3).localGet(1).localGet(2)
      .op(.select).localGet(3).op(.v128Xor)
    let instance = try instance([.v128, .v128, .i32], [.v128], locals: [(1, .v128)], code)
    let zero = try instance.call("run", arguments: [a.value, b.value, .i32(1)])
    #expect(Vector(zero.first) == Vector(low: 0, high: 0))
    let other = try instance.call("run", arguments: [a.value, b.value, .i32(0)])
    #expect(Vector(other.first) == Vector(zip(sum(a, b).bytes, b.bytes).map { $0 ^ $1 }))
  }

  @Test func selectOfConstantsByAComparison() throws {
    let code = Code().v128(a.bytes).v128(b.bytes).localGet(0).i32(5).op(.i32LtS).op(.select)
    let instance = try instance([.i32], [.v128], code)
    #expect(Vector(try instance.call("run", arguments: [.i32(4)]).first) == a)
    #expect(Vector(try instance.call("run", arguments: [.i32(5)]).first) == b)
  }

  @Test(arguments: [false, true]) func branchesCarryVectors(_ metered: Bool) throws {
    // The label is reached with another value than the one made right before it.
    let body = Code().localGet(0).localGet(2).op(.brIf, 0).drop()
      .localGet(0).localGet(1).op(.i8x16Add)
    let code = Code().block(.block, .value(.v128), body).localSet(0).localGet(0)
    let instance = try instance([.v128, .v128, .i32], [.v128], metered: metered, code)
    let taken = try instance.call("run", arguments: [a.value, b.value, .i32(1)])
    #expect(Vector(taken.first) == a)
    let passed = try instance.call("run", arguments: [a.value, b.value, .i32(0)])
    #expect(Vector(passed.first) == sum(a, b))
  }

  @Test func returnsFromWithin() throws {
    let code = Code().localGet(0).localGet(1).op(.i8x16Add).localGet(2).op(.brIf, 0)
      .localGet(1).op(.i8x16Add)
    let instance = try instance([.v128, .v128, .i32], [.v128], code)
    let early = try instance.call("run", arguments: [a.value, b.value, .i32(1)])
    #expect(Vector(early.first) == sum(a, b))
    let late = try instance.call("run", arguments: [a.value, b.value, .i32(0)])
    #expect(Vector(late.first) == sum(sum(a, b), b))
  }

  @Test func callsWithMixedParametersAndResults() throws {
    var builder = ModuleBuilder()
    let types: [ValueType] = [.i32, .v128, .f32, .v128]
    let callee = builder.function(
      types, [.v128, .i32, .v128],
      Code().localGet(3).localGet(0).localGet(1).localGet(2).op(.f32x4Splat).op(.f32x4Add))
    builder.function(
      export: "run", types, [.v128, .i32, .v128],
      Code().localGet(0).localGet(1).localGet(2).localGet(3).call(callee))
    let instance = try Store().instantiate(Module(bytes: builder.bytes))
    let ones = Vector([1, 2, 3, 4 as Float])
    let results = try instance.call(
      "run", arguments: [.i32(9), ones.value, .f32(0.5), b.value])
    #expect(Vector(results.first) == b)
    #expect(Vector(results.last) == Vector([1.5, 2.5, 3.5, 4.5 as Float]))
    guard case .i32(9) = results[1] else {
      Issue.record("the integer is lost")
      return
    }
  }

  @Test func globalsHoldVectors() throws {
    var builder = ModuleBuilder()
    builder.globals.append([0x7B, 0x01] + Code().v128(a.bytes).op(.end).bytes)
    builder.function(
      export: "run", [.v128], [.v128],
      Code().op(.globalGet, 0).localGet(0).op(.globalSet, 0).op(.globalGet, 0).op(.i8x16Add))
    let instance = try Store().instantiate(Module(bytes: builder.bytes))
    #expect(try instance.run(b) == sum(a, b))
    #expect(try instance.run(a) == sum(b, a))
  }

  /// Locals lie on both sides of the last slot that an instruction can name.
  @Test(arguments: [4085, 4086, 4090, 5000] as [UInt32]) func farSlots(_ count: UInt32) throws {
    let far = count + 2
    let code = Code().localGet(0).localGet(1).op(.i8x16Add).localSet(far)
      .localGet(far).localGet(0).op(.i8x16Add).localTee(far - 1)
      .v128(a.bytes).localSet(far - 2).localGet(far - 2).op(.v128Xor)
      .localGet(far).localGet(far - 1).localGet(far - 2).op(.v128Bitselect).op(.v128Or)
      .localGet(far - 2).op(.i32x4ExtractLane).raw([3]).localGet(far).op(.i8x16Bitmask).op(.i32Add)
      .op(.i32x4Splat).op(.i8x16Add)
      .localGet(far).localGet(far - 1).op(.i8x16Shuffle).raw((0..<16).map { $0 * 2 }).op(.v128Xor)
    let near = try instance([.v128, .v128], [.v128], locals: [(4, .v128)], closeUp(code, far))
    let instance = try instance([.v128, .v128], [.v128], locals: [(count + 1, .v128)], code)
    #expect(try instance.run(a, b) == near.run(a, b))
  }

  /// The same code with the three far locals as the first declared ones.
  private func closeUp(_ code: Code, _ far: UInt32) -> Code {
    var bytes = code.bytes
    for (index, target) in [(far, 4), (far - 1, 3), (far - 2, 2)] as [(UInt32, UInt32)] {
      for opcode in [Opcode.localGet, .localSet, .localTee] {
        let from = Code().op(opcode, index).bytes
        let to = Code().op(opcode, target).bytes
        var position = 0
        while position + from.count <= bytes.count {
          if Array(bytes[position..<position + from.count]) == from {
            bytes.replaceSubrange(position..<position + from.count, with: to)
          }
          position += 1
        }
      }
    }
    return Code(bytes)
  }

  @Test func storesAndLanesInMemory() throws {
    let code = Code().localGet(0).localGet(0).memory(.v128Load8x8S, offset: 1)
      .memory(.v128Store, offset: 32)
      .localGet(0).localGet(0).localGet(0).op(.i32Add).memory(.v128Load32Splat, offset: 2)
      .memory(.v128Store16Lane, offset: 48).raw([5])
      .localGet(0).i32(0).op(.i32Add).v128(a.bytes).memory(.v128Load64Lane, offset: 8).raw([1])
    let instance = try instance([.i32], [.v128], code)
    let memory = try #require(instance.memory("memory"))
    let content: [UInt8] = (0..<32).map { 0xF0 &+ $0 }
    try memory.store(content, at: 4)
    let result = Vector(try instance.call("run", arguments: [.i32(4)]).first)
    #expect(result == Vector(bytes: Array(a.bytes.prefix(8)) + content[8..<16]))
    let extended = Vector(content[1..<9].map { Int16(Int8(bitPattern: $0)) })
    #expect(try memory.bytes(at: 36, count: 16) == extended.bytes)
    #expect(try memory.bytes(at: 52, count: 2) == [content[8], content[9]])
  }
}
