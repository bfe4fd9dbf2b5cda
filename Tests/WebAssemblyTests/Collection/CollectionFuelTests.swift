import Testing
import WebAssembly

/// Fuel pays for allocation, never for collection.
struct CollectionFuelTests {
  private func fuel(
    _ name: String, _ arguments: [Value], heapByteCount: Int?, collectsAlways: Bool,
    step: UInt64
  ) throws -> UInt64 {
    let instance = try CollectedGuest.instance(
      metered: true, heapByteCount: heapByteCount, collectsAlways: collectsAlways)
    let call = try instance.start(name, arguments)
    while true {
      switch try call.resume(fuel: step) {
      case .outOfFuel: continue
      case .finished: return call.fuelUsed
      case .trapped(let trap): throw trap
      default: throw Unexpected()
      }
    }
  }

  private struct Unexpected: Error {}

  @Test(arguments: [
    ("list", [Value.i32(500)]), ("tree", [.i32(6)]), ("rings", [.i32(100)]),
    ("arrays", [.i32(10), .i32(100_000)]), ("waste", [.i32(50), .i32(900)]),
    ("waste", [.i32(5), .i32(200_000)]),
  ])
  func totalsDoNotDependOnCollections(name: String, arguments: [Value]) throws {
    let total = try fuel(
      name, arguments, heapByteCount: nil, collectsAlways: false, step: .max)
    #expect(
      try fuel(name, arguments, heapByteCount: nil, collectsAlways: true, step: .max) == total)
    #expect(
      try fuel(name, arguments, heapByteCount: 3 << 20, collectsAlways: false, step: .max)
        == total)
    #expect(
      try fuel(name, arguments, heapByteCount: nil, collectsAlways: false, step: 1) == total)
  }

  @Test
  func objectsCostByTheirFields() throws {
    let instance = try guest(
      """
      (module
        (type $large (struct
          (field i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)))
        (type $words (array (mut i32)))
        (func (export "structure") (drop (struct.new_default $large)))
        (func (export "array") (param i32)
          (drop (array.new_default $words (local.get 0))))
        (func (export "fill") (param i32)
          (drop (array.new $words (i32.const 3) (local.get 0))))
        (func (export "fixed")
          (drop (array.new_fixed $words 3 (i32.const 1) (i32.const 2) (i32.const 3)))))
      """, metered: true)
    func fuel(_ name: String, _ arguments: Value...) throws -> UInt64 {
      let call = try instance.start(name, arguments)
      _ = try call.resume()
      return call.fuelUsed
    }
    // Each operator one; then one per 64 bytes of fields or elements.
    #expect(try fuel("structure") == 2 + 2)
    #expect(try fuel("array", .i32(15)) == 3)
    #expect(try fuel("array", .i32(16)) == 3 + 1)
    #expect(try fuel("array", .i32(100_000)) == 3 + 6250)
    #expect(try fuel("fill", .i32(16)) == 4 + 1)
    #expect(try fuel("fill", .i32(100_000)) == 4 + 6250)
    #expect(try fuel("fixed") == 5)
  }
}
