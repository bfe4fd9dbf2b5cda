import EngineTesting
import Testing
import WebAssembly
import WebAssemblyText

/// Fuel counts operators, neither more nor less. The numbers are constants on purpose: debug and
/// release builds must agree on them.
@Suite struct FuelTests {
  static let sum = """
    (module (func (export "sum") (param i32) (result i32) (local i32)
      (block
        (br_if 0 (i32.eqz (local.get 0)))
        (loop
          (local.set 1 (i32.add (local.get 1) (local.get 0)))
          (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
      (local.get 1)))
    """

  /// Runs a call with fuel for each portion until it ends.
  static func drive(
    _ instance: Instance, _ name: String, _ arguments: [Value], portion: UInt64
  ) throws -> (end: Call.Progress, used: UInt64, stops: Int) {
    let call = try instance.start(name, arguments)
    var given: UInt64 = 0
    var stops = 0
    while true {
      given += portion
      let progress = try call.resume(fuel: portion)
      #expect(call.fuelUsed <= given)
      guard progress.isOutOfFuel else { return (progress, call.fuelUsed, stops) }
      stops += 1
    }
  }

  @Test func everyOperatorCostsOne() throws {
    let instance = try guest(Self.sum, metered: true)
    // block, get, eqz, br_if, loop: 5; nine a round; get: 1.
    for (count, fuel) in [(0, 5), (1, 15), (10, 96), (1000, 9006)] as [(Int32, UInt64)] {
      let call = try instance.start("sum", [.i32(count)])
      #expect(try call.resume().i32 == count * (count + 1) / 2)
      #expect(call.fuelUsed == fuel)
    }
  }

  @Test(arguments: [1, 2, 7, 100, 10_000] as [UInt64])
  func stoppingChangesNothing(portion: UInt64) throws {
    let instance = try guest(Self.sum, metered: true)
    let (end, used, stops) = try Self.drive(instance, "sum", [.i32(100)], portion: portion)
    #expect(end.i32 == 5050)
    #expect(used == 906)
    #expect(stops > 0 || portion == 10_000)
  }

  @Test func structureCostsWhatIsExecuted() throws {
    let bodies: [(String, UInt64)] = [
      ("nop nop nop", 3),
      ("block end", 1),
      ("block block block end end end", 3),
      ("i32.const 1 if nop else nop nop end", 3),
      ("i32.const 0 if nop else nop nop end", 4),
      ("i32.const 0 if nop end", 2),
      ("loop nop end", 2),
      ("i32.const 1 drop", 2),
      ("block br 0 nop end nop", 3),
      ("i32.const 2 br_table 0 0 0", 2),
      ("return nop", 1),
      ("local.get 0 local.set 0 local.get 0 local.tee 0 drop", 5),
      ("call 1", 4), ("return_call 1", 4), ("i32.const 0 call_indirect (type 0)", 5),
      ("ref.null func drop", 2), ("memory.size drop", 2), ("i32.const 1 memory.grow drop", 3),
      ("i32.const 1 i32.const 2 i32.const 3 select drop", 5),
      ("i32.const 0 i32.const 0 i32.const 63 memory.fill", 4),
      ("i32.const 0 i32.const 0 i32.const 64 memory.fill", 5),
      ("i32.const 0 i32.const 9 i32.const 65536 memory.copy", 4 + 1024),
      ("i32.const 0 i32.const 9 i32.const 70000 memory.copy", 4 + 1093),
      ("i32.const 9 i32.const 0 i32.const 130000 memory.copy", 4 + 2031),
      ("i32.const 0 i32.const 0 i32.const 130000 memory.fill", 4 + 2031),
      ("i32.const 0 i32.const 0 i32.const 100 memory.init 0", 4 + 1),
      ("ref.null func i32.const 100 table.grow 0 drop", 4 + 12),
      ("ref.null func i32.const -1 table.grow 0 drop", 4),
      ("i32.const 0 ref.null func i32.const 17 table.fill 0", 4 + 2),
      ("i32.const 0 i32.const 1 i32.const 16 table.copy", 4 + 2),
      ("i32.const 0 i32.const 0 i32.const 8 table.init 0", 4 + 1),
    ]
    for (body, fuel) in bodies {
      let text = """
        (module (type (func)) (table 20 funcref) (memory 3) (elem (i32.const 0) func 1)
          (func (export "f") (param i32) \(body)) (func nop nop nop)
          (elem func 1 1 1 1 1 1 1 1) (data "\(String(repeating: "x", count: 200))"))
        """.replacing("(elem func", with: "(elem $passive func")
      let instance = try guest(
        text.replacing("table.init 0", with: "table.init $passive"), metered: true)
      let call = try instance.start("f", [.i32(0)])
      #expect(try call.resume().results?.isEmpty == true, "\(body)")
      #expect(call.fuelUsed == fuel, "\(body)")
      let (_, used, _) = try Self.drive(
        try guest(text.replacing("table.init 0", with: "table.init $passive"), metered: true),
        "f", [.i32(0)], portion: 1)
      #expect(used == fuel, "\(body), step by step")
    }
  }

  @Test func trapsPayForWhatRan() throws {
    let bodies: [(String, UInt64, Trap.Code)] = [
      ("unreachable nop nop", 1, .unreachable),
      ("nop nop unreachable", 3, .unreachable),
      ("i32.const 1 i32.const 0 i32.div_s drop nop nop", 3, .integerDivideByZero),
      ("nop i32.const -1 i32.load drop nop", 3, .outOfBoundsMemoryAccess),
      ("i32.const 1 i32.const -2 i32.add i32.load offset=9 drop", 4, .outOfBoundsMemoryAccess),
      ("i32.const -1 i32.const 1 i32.store nop", 3, .outOfBoundsMemoryAccess),
      ("i32.const 0 i32.const 0 i32.const -1 memory.fill nop nop", 4, .outOfBoundsMemoryAccess),
      ("i32.const 0 i32.const 0 i32.const -1 memory.copy nop nop", 4, .outOfBoundsMemoryAccess),
      ("i32.const 99 table.get 0 drop nop", 2, .outOfBoundsTableAccess),
      ("i32.const 99 call_indirect (type 0) nop", 2, .undefinedElement),
      ("i32.const 0 call_indirect (type 0) nop", 2, .uninitializedElement),
      ("i32.const 1 call_indirect (type 0) nop", 2, .indirectCallTypeMismatch),
      ("i32.const 99 return_call_indirect (type 0)", 2, .undefinedElement),
      ("f32.const nan i32.trunc_f32_s drop nop", 2, .invalidConversionToInteger),
      ("f64.const 1e300 i64.trunc_f64_u drop nop", 2, .integerOverflow),
      ("local.get 0 local.get 0 i32.div_u local.set 0 nop nop", 3, .integerDivideByZero),
      ("block nop call 1 nop end", 6, .unreachable),
    ]
    for (body, fuel, code) in bodies {
      let text = """
        (module (type (func)) (table 9 funcref) (memory 1) (elem (i32.const 1) func 2)
          (func (export "f") (param i32) \(body))
          (func nop nop unreachable nop) (func (param i32)))
        """
      for portion in [1, 2, 1000] as [UInt64] {
        let instance = try guest(text, metered: true)
        let (end, used, _) = try Self.drive(instance, "f", [.i32(0)], portion: portion)
        #expect(end.trap?.code == code, "\(body)")
        #expect(used == fuel, "\(body), \(portion) at a time")
      }
    }
  }

  @Test func nothingIsSpentThatWasNotGiven() throws {
    let instance = try guest(Self.sum, metered: true)
    for fuel in 0..<40 as Range<UInt64> {
      let call = try instance.start("sum", [.i32(1000)])
      #expect(try call.resume(fuel: fuel).isOutOfFuel)
      // The first stretch has four operators, the loop's head one, a round nine.
      let affordable: UInt64 = fuel < 4 ? 0 : fuel < 5 ? 4 : 5 + (fuel - 5) / 9 * 9
      #expect(call.fuelUsed == affordable)
    }
  }

  @Test func absurdAmountsOfFuelAreTakenAsMuch() throws {
    let instance = try guest(Self.sum, metered: true)
    let call = try instance.start("sum", [.i32(10)])
    _ = try call.resume(fuel: 0)
    _ = try call.resume(fuel: 20)
    #expect(try call.resume(fuel: .max).i32 == 55)
    #expect(call.fuelUsed == 96)
  }

  @Test func unmeteredModulesCountNothing() throws {
    let instance = try guest(Self.sum)
    let call = try instance.start("sum", [.i32(10)])
    #expect(try call.resume(fuel: 0).i32 == 55)
    #expect(call.fuelUsed == 0)
  }
}
