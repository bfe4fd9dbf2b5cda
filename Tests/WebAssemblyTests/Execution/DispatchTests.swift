import Synchronization
import Testing

import WebAssembly

/// How handlers reach each other: by jumps in release builds, through a loop elsewhere.
@Suite struct DispatchTests {
  /// Whether this is the build that a test thinks it is.
  static var isLooping: Bool {
    #if Sanitized
      return true
    #else
      return _isDebugAssertConfiguration()
    #endif
  }

  @Test func theConfigurationIsTheOneItGot() throws {
    #expect(usesDriverLoop == Self.isLooping)
    // Handlers that note where they are: a loop's one call runs one of them; where they jump, one
    // call runs them all on one native frame.
    #expect(Dispatch.observe() == (Self.isLooping ? .loop : .threaded))
    // Native stack addresses, at the first and at a late dispatch, tell what really happens.
    let seen = Mutex<[UInt]>([])
    var imports = Imports()
    imports.define("host", "look") { (_) -> Void in
      var local = 0
      withUnsafePointer(to: &local) { pointer in
        seen.withLock { $0.append(UInt(bitPattern: pointer)) }
      }
    }
    let instance = try guest(
      """
      (module (import "host" "look" (func $look))
        (func (export "run") (param i32)
          (call $look)
          (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
          (call $look)))
      """, imports: imports)
    try instance.call("run", Int32(1_000_000))
    let addresses = seen.withLock { $0 }
    #expect(addresses.count == 2)
    #expect(addresses.first == addresses.last)
  }

  @Test func onlyTheLoopSeesInstructions() throws {
    let counter = InstructionCounter()
    let store = Store()
    store.instructionCounter = counter
    let instance = try store.instantiate(
      try module("(module (func (export \"f\") (result i32) (i32.const 3)))"))
    _ = try instance.call("f") as Int32
    let counted = counter.sequences(length: 1).reduce(0) { $0 + $1.count }
    // The loop counts every instruction; threaded code passes by it.
    #expect(Self.isLooping ? counted >= 2 : counted == 0)
  }

  @Test func noHandlerIsOneBareJump() {
    #if arch(x86_64)
      for (name, address) in HandlerTable.listing {
        guard let code = UnsafePointer<UInt8>(bitPattern: address) else { continue }
        let isJump = code[0] == 0xE9 || code[0] == 0xEB || (code[0] == 0xFF && code[1] == 0x25)
        #expect(!isJump, "\(name)")
      }
    #endif
  }

  @Test func everyHandlerHasAName() {
    let listing = HandlerTable.listing
    #expect(listing.count > 1000)
    #expect(listing.allSatisfy { ($0.name == "-") == ($0.address == 0) })
  }

  /// Loops, one per family of operators, that run on a small native stack.
  static let loops: [(name: String, body: String)] = {
    func chain(_ type: String, _ names: [String], _ value: String) -> [(String, String)] {
      names.map {
        ("\(type).\($0)", "(drop (\(type).\($0) (\(type).\($0) \(value) \(value)) \(value)))")
      }
    }
    let integers = [
      "add", "sub", "mul", "and", "or", "xor", "shl", "shr_s", "shr_u", "rotl", "rotr",
    ]
    var loops = chain("i32", integers + ["div_u", "rem_u", "div_s", "rem_s"], "(local.get 1)")
    loops += chain("i64", integers + ["div_u", "rem_u", "div_s", "rem_s"], "(local.get 2)")
    let floats = ["add", "sub", "mul", "div", "min", "max", "copysign"]
    loops += chain("f32", floats, "(local.get 3)") + chain("f64", floats, "(local.get 4)")
    for (type, local) in [("f32", 3), ("f64", 4)] {
      for name in ["abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt"] {
        loops.append(
          ("\(type).\(name)", "(local.set \(local) (\(type).\(name) (local.get \(local))))"))
      }
    }
    for comparison in ["eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u"] {
      loops.append(
        (
          "i32.\(comparison)",
          "(block (br_if 0 (i32.\(comparison) (local.get 1) (i32.const 5))) nop)"
        ))
    }
    loops += [
      ("load", "(local.set 1 (i32.load (i32.and (local.get 1) (i32.const 64))))"),
      ("store", "(f64.store (i32.const 8) (local.get 4))"),
      ("global", "(global.set 0 (i32.add (global.get 0) (i32.const 1)))"),
      ("call", "(call $leaf)"), ("call_indirect", "(call_indirect (i32.const 0))"),
      ("tail", "(call $tail)"),
      ("table", "(table.set 0 (i32.const 1) (table.get 0 (i32.const 0)))"),
      ("select", "(local.set 1 (select (local.get 1) (i32.const 3) (local.get 0)))"),
      ("br_table", "(block (block (br_table 0 1 (local.get 1))))"),
      ("if", "(if (local.get 1) (then (local.set 1 (i32.const 3))) (else nop))"),
      ("memory.size", "(drop (memory.size))"),
      (
        "memory.copy",
        "(memory.copy (i32.const 0) (i32.const 8) (i32.const 8))"
      ),
      ("memory.fill", "(memory.fill (i32.const 0) (i32.const 8) (i32.const 8))"),
      ("conversions", "(local.set 3 (f32.demote_f64 (f64.promote_f32 (local.get 3))))"),
      ("truncations", "(drop (i32.trunc_sat_f64_s (f64.convert_i32_s (local.get 1))))"),
      ("bits", "(drop (i64.clz (i64.popcnt (i64.ctz (local.get 2)))))"),
    ]
    return loops
  }()

  @Test(arguments: [false, true])
  func millionsOfIterationsOnASmallStack(metered: Bool) throws {
    // Ten million in all for each family in release, where each dispatch left as a call would
    // need native stack; a debug build has the loop and runs a few.
    let release: Int32 = metered ? 1_000_000 : 10_000_000
    let count = Self.isLooping ? 2_000 : release
    for (name, body) in Self.loops {
      let instance = try guest(
        """
        (module (memory 1) (table 2 funcref) (elem (i32.const 0) $leaf) (global (mut i32) (i32.const 0))
          (func $leaf) (func $tail (return_call $leaf))
          (func (export "run") (param i32) (local i32 i64 f32 f64)
            (local.set 1 (i32.const 7)) (local.set 2 (i64.const 9))
            (local.set 3 (f32.const 1.5)) (local.set 4 (f64.const 2.5))
            (loop \(body)
              (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
        """, metered: metered)
      let isDone = try onStack {
        try instance.call("run", count)
        return true
      }
      #expect(isDone, "\(name)")
    }
  }
}
