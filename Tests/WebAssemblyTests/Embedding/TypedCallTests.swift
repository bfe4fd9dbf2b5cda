import Testing
import WebAssembly

/// Typed calls and host functions, with none to six parameters.
@Suite struct TypedCallTests {
  static let text = """
    (module
      (import "host" "none" (func $none (result i64)))
      (import "host" "six" (func $six (param i32 i64 f32 f64 i32 i32) (result f64 i64 i32)))
      (import "host" "flip" (func $flip (param i32) (result i32)))
      (func (export "none") (result i64) (call $none))
      (func (export "six") (param i32 i64 f32 f64 i32 i32) (result f64 i64 i32)
        (call $six (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4)
          (local.get 5)))
      (func (export "flip") (param i32) (result i32) (call $flip (local.get 0)))
      (func (export "swap") (param i32 f64) (result f64 i32) (local.get 1) (local.get 0))
      (func (export "nothing"))
      (func (export "reference") (param externref funcref) (result funcref externref)
        (local.get 1) (local.get 0))
      (memory (export "memory") 1) (global (export "g") (mut f32) (f32.const 1.5))
      (table (export "t") 3 externref))
    """

  static func instance() throws -> Instance {
    var imports = Imports()
    imports.define("host", "none") { (_) -> UInt64 in .max }
    imports.define("host", "six") {
      (_, a: Int32, b: Int64, c: Float, d: Double, e: UInt32, f: Bool) -> (Double, Int64, Int32) in
      (Double(a) + d, b + Int64(c), f ? Int32(bitPattern: e) : 0)
    }
    imports.define("host", "flip") { (_, value: Bool) -> Bool in !value }
    return try guest(text, imports: imports)
  }

  @Test func valuesArriveAndComeBack() throws {
    let instance = try Self.instance()
    #expect(try instance.call("none") as Int64 == -1)
    #expect(try instance.call("none") as UInt64 == .max)
    let (a, b, c): (Double, Int64, Int32) = try instance.call(
      "six", Int32(-3), Int64.max - 2, Float(2), 0.5, UInt32.max, true)
    #expect(a == -2.5 && b == .max && c == -1)
    #expect(try instance.call("flip", true) as Bool == false)
    #expect(try instance.call("flip", Int32(0)) as Int32 == 1)
    let (d, e): (Double, UInt32) = try instance.call("swap", Int32(-1), Double.infinity)
    #expect(d == .infinity && e == .max)
    try instance.call("nothing")
    let swap = try TypedFunction<Int32, Double>(instance, "swap")
    for number in 0..<100 as Range<Int32> {
      let (f, g): (Double, Int32) = try swap.call(number, Double(number) / 2)
      #expect(f == Double(number) / 2 && g == number)
    }
  }

  @Test func wrongTypesAreErrors() throws {
    let instance = try Self.instance()
    func code(_ body: () throws -> Void) -> CallError.Code? {
      do {
        try body()
        return nil
      } catch { return (error as? CallError)?.code }
    }
    #expect(code { _ = try instance.call("none") as Int32 } == .typeMismatch)
    #expect(code { _ = try instance.call("none", Int32(1)) as Int64 } == .typeMismatch)
    #expect(code { _ = try instance.call("flip") as Int32 } == .typeMismatch)
    #expect(code { _ = try instance.call("flip", Int64(1)) as Int32 } == .typeMismatch)
    #expect(code { _ = try instance.call("swap", Int32(1), 1.0) as Double } == .typeMismatch)
    #expect(code { try instance.call("swap", Int32(1), 1.0) } == .typeMismatch)
    #expect(code { try instance.call("missing") } == .unknownExport)
    #expect(code { try instance.call("memory") } == .unknownExport)
    #expect(code { _ = try instance.start("flip", []) } == .typeMismatch)
    #expect(code { _ = try instance.start("flip", [.i64(1)]) } == .typeMismatch)
    #expect(code { _ = try instance.start("reference", [.i32(1), .i32(2)]) } == .typeMismatch)
    #expect(code { try instance.global("g")?.set(.f64(1)) } == .typeMismatch)
    #expect(instance.global("memory") == nil && instance.memory("g") == nil)
    // After all that, it works.
    #expect(try instance.call("flip", false) as Bool)
  }

  @Test func manyParametersAreNotMistakenForFew() throws {
    let instance = try Self.instance()
    // More than fit the key that types are compared by.
    let one: Int32 = 1
    #expect(throws: CallError.self) {
      _ =
        try instance.call(
          "flip", one, one, one, one, one, one, one, one, one, one, one, one, one, one, one, one,
          one,
          one, one, one, one, one, one, one, one, one, one, one, one, one, one, one, one) as Int32
    }
  }

  @Test func referencesGoRoundAndStayAtHome() throws {
    let instance = try Self.instance()
    let function = try #require(instance.function("swap"))
    let results = try instance.call(
      "reference", arguments: [.external(ExternalReference("text")), .function(function)])
    guard case .function(let same) = results[0], case .external(let value) = results[1] else {
      Issue.record("not references")
      return
    }
    #expect(same == function)
    #expect(value?.value as? String == "text")
    let nulls = try instance.call("reference", arguments: [.external(nil), .function(nil)])
    guard case .function(nil) = nulls[0], case .external(nil) = nulls[1] else {
      Issue.record("not null")
      return
    }
    let other = try Self.instance()
    let error = #expect(throws: CallError.self) {
      _ = try other.call("reference", arguments: [.external(nil), .function(function)])
    }
    #expect(error?.code == .foreignReference)
    let table = try #require(other.table("t"))
    try table.set(1, .external(ExternalReference(5)))
    guard case .external(let five) = try table.get(1) else { return }
    #expect(five?.value as? Int == 5)
    #expect(throws: CallError.self) { try table.set(1, .function(nil)) }
    #expect(throws: Trap.self) { try table.set(3, .external(nil)) }
  }

  @Test func memoryAccessorsThrow() throws {
    let memory = try #require(try Self.instance().memory("memory"))
    try memory.store(UInt32(0x0102_0304), at: 65_532)
    #expect(try memory.loadUInt8(at: 65_532) == 4)
    #expect(try memory.loadUInt16(at: 65_533) == 0x0203)
    #expect(try memory.bytes(at: 65_532, count: 4) == [4, 3, 2, 1])
    try memory.store(Array("grüß".utf8), at: 10)
    #expect(try memory.string(at: 10, count: 6) == "grüß")
    for address in [65_533, 65_536, UInt64(UInt32.max), .max, .max - 3] as [UInt64] {
      #expect(throws: Trap.self) { try memory.loadUInt32(at: address) }
      #expect(throws: Trap.self) { try memory.store(UInt32(1), at: address) }
      #expect(throws: Trap.self) { try memory.bytes(at: address, count: 4) }
      #expect(throws: Trap.self) { try memory.string(at: 0, count: max(address, 65_537)) }
      #expect(throws: Trap.self) { try memory.store([1, 2, 3, 4], at: address) }
    }
    #expect(try memory.bytes(at: 65_536, count: 0).isEmpty)
  }
}
