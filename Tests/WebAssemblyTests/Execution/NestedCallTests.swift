import Testing
import WebAssembly

/// Host functions that call back into the guest.
@Suite struct NestedCallTests {
  static let text = """
    (module (import "host" "again" (func $again (param i32) (result i32)))
      (import "host" "wait" (func $wait))
      (func (export "down") (param i32) (result i32)
        (if (result i32) (local.get 0)
          (then (i32.add (i32.const 1) (call $again (local.get 0))))
          (else (i32.const 0))))
      (func (export "spin") (param i32) (result i32)
        (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
        (i32.const 77))
      (func (export "wait") (call $wait))
      (func (export "trap") unreachable)
      (func $forever (export "recurse") (call $forever)))
    """

  /// Host functions; `again` calls a function of the guest and says what became of it.
  static func imports(
    _ again: @escaping @Sendable (borrowing Caller, Int32) throws -> Int32
  ) -> Imports {
    var imports = Imports()
    imports.define("host", "again", again)
    imports.defineSuspending("host", "wait", results: []) { _ in
      .suspended(Suspension(request: 0) { _ in .finished([]) })
    }
    return imports
  }

  static let down = imports { caller, count in try caller.call("down", count - 1) as Int32 }

  static let handling = imports { caller, which in
    do {
      switch which {
      case 1: _ = try caller.call("trap", [])
      case 2: _ = try caller.call("wait", [])
      case 3: _ = try caller.call("recurse", [])
      case 4: return try caller.call("spin", Int32(1000)) as Int32
      default: return try caller.call("spin", Int32(100_000_000)) as Int32
      }
      return -1
    } catch let trap as Trap {
      let codes: [Trap.Code] = [
        .unreachable, .cannotSuspend, .stackExhausted, .outOfFuel, .interrupted,
      ]
      return 1000 + Int32(codes.firstIndex(of: trap.code) ?? -1)
    }
  }

  @Test func upToTheLimitAndNotBeyond() throws {
    var limits = StoreLimits()
    for limit in [0, 1, 5, 12] {
      limits.nestedCalls = limit
      let instance = try guest(Self.text, limits: limits, imports: Self.down)
      #expect(try instance.call("down", Int32(limit)) as Int32 == Int32(limit))
      let trap = caught { _ = try instance.call("down", Int32(limit + 1)) as Int32 }
      #expect(trap?.code == .nestedTooDeep)
      #expect(try instance.call("down", Int32(limit)) as Int32 == Int32(limit))
    }
  }

  @Test func theLimitHoldsOnASmallNativeStack() throws {
    let instance = try guest(Self.text, imports: Self.down)
    let limit = Int32(StoreLimits().nestedCalls)
    let result = try onStack { try instance.call("down", limit) as Int32 }
    #expect(result == limit)
    let code = try onStack {
      caught { _ = try instance.call("down", Int32.max) as Int32 }?.code
    }
    #expect(code == .nestedTooDeep)
  }

  @Test func thereIsNoWayAroundTheLimit() throws {
    // Not through the caller's instance, nor through calls started in a host function.
    let typed = Self.imports { caller, count in
      try caller.instance.call("down", count - 1) as Int32
    }
    let started = Self.imports { caller, count in
      let call = try caller.instance.start("down", [.i32(count - 1)])
      switch try call.resume() {
      case .finished(let results):
        if case .i32(let value) = results[0] { return value }
        return -1
      case .trapped(let trap): throw trap
      default: return -1
      }
    }
    for imports in [typed, started] {
      let instance = try guest(Self.text, imports: imports)
      let limit = Int32(StoreLimits().nestedCalls)
      #expect(try onStack { try instance.call("down", limit) as Int32 } == limit)
      let code = try onStack {
        caught { _ = try instance.call("down", Int32.max) as Int32 }?.code
      }
      #expect(code == .nestedTooDeep)
    }
  }

  @Test(arguments: [false, true])
  func innerTrapsLeaveTheOuterCallWhole(metered: Bool) throws {
    let instance = try guest(Self.text, metered: metered, imports: Self.handling)
    for (which, result) in [(1, 1001), (2, 1002), (3, 1003), (4, 78)] as [(Int32, Int32)] {
      let call = try instance.start("down", [.i32(which)])
      #expect(try call.resume().i32 == result)
    }
  }

  @Test func innerCallsShareTheFuel() throws {
    let instance = try guest(Self.text, metered: true, imports: Self.handling)
    let call = try instance.start("down", [.i32(4)])
    #expect(try call.resume(fuel: 100_000).i32 == 78)
    // get, if, const, get, call; inside the loop, five a round, and a constant; the add.
    #expect(call.fuelUsed == 5 + 1 + 5 * 1000 + 1 + 1)
  }

  @Test func fuelThatRunsOutInsideIsATrapThereAndAStopOutside() throws {
    let instance = try guest(Self.text, metered: true, imports: Self.handling)
    let call = try instance.start("down", [.i32(5)])
    var progress = try call.resume(fuel: 1000)
    #expect(call.fuelUsed <= 1000)
    #expect(call.fuelUsed > 990)
    if progress.isOutOfFuel {
      progress = try call.resume(fuel: 10)
    }
    #expect(progress.i32 == 1004)
    // Five outside before, one and five a round inside while it lasted, one after.
    #expect(call.fuelUsed == 5 + 1 + (1000 - 6) / 5 * 5 + 1)
  }

  @Test func handlingAnInnerEndGivesNoFuelBack() throws {
    // A guest must not live for ever on calls that fail for lack of fuel.
    let text = """
      (module (import "host" "again" (func $again (param i32) (result i32)))
        (func (export "spin") (param i32) (result i32)
          nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop
          (i32.const 1))
        (func (export "live") (loop (drop (call $again (i32.const 4))) (br 0))))
      """
    let instance = try guest(text, metered: true, imports: Self.handling)
    let call = try instance.start("live")
    #expect(try call.resume(fuel: 1000).isOutOfFuel)
    #expect(call.fuelUsed <= 1000)
    #expect(call.fuelUsed > 900)
  }

  @Test func aPauseWaitsForTheHostFunctionToReturn() throws {
    let instance = try guest(Self.text, imports: Self.pausing)
    let call = try instance.start("down", [.i32(1)])
    instance.store.attach(HandleBox(call.interruptHandle))
    #expect(try call.resume().isInterrupted)
    #expect(try call.resume().i32 == 78)
  }

  /// Asks for a pause again and again, each time before a loop runs in the same place.
  static let pausing = imports { caller, _ in
    let handle = caller.store.attached(HandleBox.self)?.handle
    var result: Int32 = 0
    for _ in 0..<3 {
      handle?.interrupt(.pause)
      result = try caller.call("spin", Int32(50)) as Int32
    }
    return result
  }

  @Test func terminationEndsTheInnerCallToo() throws {
    let instance = try guest(
      Self.text,
      imports: Self.imports { caller, _ in
        caller.store.attached(HandleBox.self)?.handle.interrupt(.terminate)
        do {
          return try caller.call("spin", Int32(100_000_000)) as Int32
        } catch let trap as Trap where trap.code == .interrupted {
          return 5
        }
      })
    let call = try instance.start("down", [.i32(1)])
    instance.store.attach(HandleBox(call.interruptHandle))
    var progress = try call.resume()
    if progress.isInterrupted { progress = try call.resume() }
    #expect(progress.i32 == 6)
  }

  @Test func aCallCannotResumeItself() throws {
    let instance = try guest(
      Self.text,
      imports: Self.imports { caller, _ in
        guard let call = caller.store.attached(CallBox.self)?.call else { return -1 }
        do {
          _ = try call.resume()
        } catch let error as CallError {
          return error.code == .running ? 9 : -2
        }
        return -3
      })
    let call = try instance.start("down", [.i32(1)])
    let box = CallBox(call)
    instance.store.attach(box)
    #expect(try call.resume().i32 == 10)
    box.call = nil
  }

  @Test func chargesAreAddedUp() throws {
    let instance = try guest(
      Self.text, metered: true,
      imports: Self.imports { caller, _ in
        for _ in 0..<3 { caller.charge(byteCount: 64 * 1000) }
        return 0
      })
    let call = try instance.start("down", [.i32(1)])
    #expect(try call.resume(fuel: 100).isOutOfFuel)
    #expect(try call.resume(fuel: 2000).isOutOfFuel)
    #expect(try call.resume(fuel: 2000).i32 == 1)
    #expect(call.fuelUsed == 6 + 3000)
  }
}

/// Lets a host function reach the handle of the call that runs it.
final class HandleBox {
  let handle: InterruptHandle
  init(_ handle: InterruptHandle) { self.handle = handle }
}

/// The same for the call itself.
final class CallBox {
  var call: Call?
  init(_ call: Call) { self.call = call }
}
