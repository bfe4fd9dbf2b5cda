import Testing
import WebAssembly

/// Exceptions within one instance.
struct ExceptionTests {
  static let text = """
    (module
      (tag $e (export "e") (param i32 i64 f64))
      (tag $plain)
      (tag $other (param i32))
      (type $payload (func (result i32 i64 f64)))
      (func $throw (param i32) (throw $e (local.get 0) (i64.const 7) (f64.const 0.5)))
      (func $deep (param $n i32) (result i32)
        (if (i32.eqz (local.get $n)) (then (call $throw (i32.const 40))))
        (i32.add (call $deep (i32.sub (local.get $n) (i32.const 1))) (i32.const 1)))

      (func (export "caught") (param i32) (result i64) (local $f f64) (local $l i64)
        (local $kept i32)
        (local.set $kept (i32.mul (local.get 0) (i32.const 3)))
        (i64.const 1000)
        (block $h (type $payload)
          (try_table (catch $e $h) (drop (call $deep (local.get 0))))
          (unreachable))
        (local.set $f) (local.set $l)
        (i32.add (local.get $kept))
        (i64.add (i64.extend_i32_s) (local.get $l))
        (i64.add (i64.trunc_f64_s (f64.mul (local.get $f) (f64.const 4))))
        (i64.add))

      (func (export "uncaught") (param i32) (result i32) (call $deep (local.get 0)))

      (func (export "fromFunctionLabel") (param i32) (result i32 i64 f64)
        (try_table (catch $e 0) (call $throw (local.get 0)))
        (unreachable))
      (func (export "afterFunctionLabel") (result i64) (local $l i64)
        (call $labelled (i32.const 1)) (drop) (local.set $l) (drop) (local.get $l))
      (func $labelled (param i32) (result i32 i64 f64)
        (try_table (catch $e 0) (call $throw (local.get 0)))
        (unreachable))
      (func $single (param i32) (result i32)
        (try_table (catch $other 0) (throw $other (i32.mul (local.get 0) (local.get 0))))
        (unreachable))
      (func (export "single") (param i32) (result i32)
        (i32.add (call $single (local.get 0)) (i32.const 1)))

      (func (export "countdown") (param $n i32) (result i32) (local $rounds i32)
        (local.get $n)
        (loop $again (param i32) (result i32)
          (local.set $n)
          (local.set $rounds (i32.add (local.get $rounds) (i32.const 1)))
          (if (local.get $n) (then
            (try_table (catch $other $again)
              (throw $other (i32.sub (local.get $n) (i32.const 1))))))
          (local.get $rounds)))

      (func (export "rethrown") (param i32) (result i32) (local $x exnref)
        (block $outer (result i32 exnref)
          (block $inner (result exnref)
            (try_table (catch_all_ref $inner) (throw $other (local.get 0)))
            (unreachable))
          (local.set $x)
          (try_table (catch_ref $other $outer) (throw_ref (local.get $x)))
          (unreachable))
        (local.set $x)
        (block $again (result i32)
          (try_table (result i32) (catch $other $again) (throw_ref (local.get $x)))
          (unreachable))
        (i32.add))

      (func (export "throwNull") (throw_ref (ref.null exn)))
      (func (export "trapsPass") (result i32)
        (block $h (try_table (catch_all $h) (unreachable)))
        (i32.const 1))
      (func (export "spin") (loop $l (try_table (catch $plain $l) (throw $plain))))
      (func (export "keep") (param i32)
        (loop $l
          (block $h (result exnref)
            (try_table (catch_all_ref $h) (throw $other (i32.const 1))) (unreachable))
          (drop)
          (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
    """

  @Test(arguments: [false, true], [0, 1, 100, 5000])
  func findsTheHandlerWithEverythingInPlace(metered: Bool, depth: Int32) throws {
    let instance = try FeatureGuest.instance(Self.text, metered: metered)
    let sum = try instance.call("caught", depth) as Int64
    #expect(sum == 1000 + 40 + 3 * Int64(depth) + 7 + 2)
  }

  @Test
  func uncaughtOnesReachTheHost() throws {
    let instance = try FeatureGuest.instance(Self.text)
    do {
      _ = try instance.call("uncaught", Int32(3)) as Int32
      Issue.record("no exception")
    } catch let exception as GuestException {
      #expect(exception.tag == instance.tag("e"))
      #expect("\(exception.values)" == "\([Value.i32(40), .i64(7), .f64(0.5)])")
      #expect(exception.backtrace.frames.map(\.functionIndex) == [0, 1, 1, 1, 1, 3])
      #expect(exception.backtrace.frames.first?.functionName == "throw")
    }
    let progress = try instance.start("uncaught", [.i32(0)]).resume()
    #expect(progress.exception?.tag == instance.tag("e"))
    guard case .trapped(let trap) = progress else { return }
    #expect(trap.code == .uncaughtException)
  }

  @Test(arguments: [false, true])
  func theFunctionIsALabelToo(metered: Bool) throws {
    let instance = try FeatureGuest.instance(Self.text, metered: metered)
    let (number, long, double) =
      try instance.call("fromFunctionLabel", Int32(9)) as (Int32, Int64, Double)
    #expect(number == 9 && long == 7 && double == 0.5)
    #expect(try instance.call("afterFunctionLabel") as Int64 == 7)
    #expect(try instance.call("single", Int32(5)) as Int32 == 26)
  }

  @Test
  func loopsAreLabelsToo() throws {
    let instance = try FeatureGuest.instance(Self.text, metered: true)
    let whole = try FeatureGuest.straight(instance, "countdown", [.i32(10)])
    #expect(whole.progress.integer == 11)
    // Before the loop 2; in each round 7 up to the `if`, 5 more where it throws, 1 at the end.
    #expect(whole.fuel == 2 + 11 * 7 + 10 * 5 + 1)
    let steps = try FeatureGuest.stepped(instance, "countdown", [.i32(10)])
    #expect(steps.progress.integer == 11)
    #expect(steps.fuel == whole.fuel)
    #expect(steps.stops > 30)
  }

  @Test
  func throwingPaysForWhatRanOnly() throws {
    let instance = try FeatureGuest.instance(
      """
      (module (tag $t) (func $throw (throw $t))
        (func (export "run") (param i32) (result i32)
          (block $h
            (try_table (catch_all $h)
              (drop (i32.add (local.get 0) (i32.const 1)))
              (call $throw)
              (drop (i32.add (local.get 0) (i32.const 1)))
              (drop (i32.add (local.get 0) (i32.const 1)))))
          (i32.const 3)))
      """, metered: true)
    // block, try_table, four, call, throw, const.
    #expect(try FeatureGuest.straight(instance, "run", [.i32(1)]).fuel == 9)
    #expect(try FeatureGuest.stepped(instance, "run", [.i32(1)]).fuel == 9)
    let call = try instance.start("run", [.i32(1)])
    guard case .outOfFuel = try call.resume(fuel: 8) else {
      Issue.record("eight units are too few")
      return
    }
    #expect(call.fuelUsed == 8)
    #expect(try call.resume(fuel: 1).integer == 3)
  }

  @Test
  func uncaughtFuelIsExact() throws {
    let instance = try FeatureGuest.instance(
      """
      (module (tag $t)
        (func (export "run") (drop (i32.const 1)) (throw $t) (drop (i32.const 1))))
      """, metered: true)
    let whole = try FeatureGuest.straight(instance, "run")
    #expect(whole.progress.exception != nil)
    #expect(whole.fuel == 3)
  }

  @Test
  func referencesCanBeThrownAgain() throws {
    let instance = try FeatureGuest.instance(Self.text)
    #expect(try instance.call("rethrown", Int32(21)) as Int32 == 42)
    #expect(try FeatureGuest.trap(instance, "throwNull") == .nullExceptionReference)
  }

  @Test
  func trapsAreNotExceptions() throws {
    let instance = try FeatureGuest.instance(Self.text)
    #expect(try FeatureGuest.trap(instance, "trapsPass") == .unreachable)
  }

  @Test(arguments: [false, true])
  func endlessThrowingCanBeStopped(metered: Bool) throws {
    let instance = try FeatureGuest.instance(Self.text, metered: metered)
    let call = try instance.start("spin")
    for _ in 0..<3 {
      call.interruptHandle.interrupt(.pause)
      guard case .interrupted = try call.resume() else {
        Issue.record("it went on")
        return
      }
    }
  }

  @Test
  func outOfFuelEndsEndlessThrowing() throws {
    let instance = try FeatureGuest.instance(Self.text, metered: true)
    let call = try instance.start("spin")
    guard case .outOfFuel = try call.resume(fuel: 100_000) else {
      Issue.record("it went on")
      return
    }
    #expect(call.fuelUsed <= 100_000 && call.fuelUsed > 99_990)
  }

  @Test
  func exceptionsThatGuestsReferToNoLongerAreFreed() throws {
    var limits = StoreLimits()
    limits.heapByteCount = 256 << 10
    let instance = try FeatureGuest.instance(Self.text, limits: limits)
    try instance.call("keep", Int32(50_000))
    #expect(instance.store.heapByteCount <= 256 << 10)
  }

  @Test
  func manyNestedBlocksAreSearchedFromTheInside() throws {
    let depth = 2000
    var body = "(throw $b (i32.const 5))"
    for _ in 0..<depth { body = "(try_table (catch $a $h) \(body))" }
    let instance = try FeatureGuest.instance(
      """
      (module (tag $a) (tag $b (param i32))
        (func (export "run") (result i32)
          (block $h
            (return
              (block $found (result i32)
                (try_table (catch $b $found) \(body))
                (unreachable))))
          (i32.const 0)))
      """)
    #expect(try instance.call("run") as Int32 == 5)
  }
}
