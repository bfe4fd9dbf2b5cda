import Testing
import WebAssembly

/// Exceptions that cross instances, host functions and stops.
struct ExceptionCrossingTests {
  struct HostError: Error {}

  static let thrower = """
    (module
      (tag $t (export "t") (param i32))
      (func (export "throw") (param i32) (throw $t (local.get 0)))
      (func (export "tail") (param i32) (return_call $throw (local.get 0)))
      (func $throw (param i32) (throw $t (local.get 0))))
    """

  static let catcher = """
    (module
      (tag $t (import "a" "t") (param i32))
      (func $throw (import "a" "throw") (param i32))
      (func $tail (import "a" "tail") (param i32))
      (tag $own (param i32))
      (func (export "run") (param i32) (result i32)
        (block $h (result i32)
          (block $wrong (result i32)
            (try_table (catch $own $wrong) (catch $t $h) (call $throw (local.get 0)))
            (unreachable))
          (drop) (return (i32.const -1))))
      (func (export "own") (param i32) (result i32)
        (block $h (result i32)
          (try_table (catch $own $h) (call $throw (local.get 0)))
          (unreachable)))
      (func $passOn (param i32) (return_call $tail (local.get 0)))
      (func (export "tails") (param i32) (result i32)
        (block $h (result i32)
          (try_table (catch $t $h) (call $passOn (local.get 0)))
          (unreachable))))
    """

  private func linked(metered: Bool = false) throws -> (thrower: Instance, catcher: Instance) {
    let store = Store()
    var linker = Linker(store: store)
    let thrower = try linker.instantiate(
      try FeatureGuest.module(Self.thrower, metered: metered))
    try linker.define("a", thrower)
    return (
      thrower, try linker.instantiate(try FeatureGuest.module(Self.catcher, metered: metered))
    )
  }

  @Test(arguments: [false, true])
  func instancesCatchWhatOthersThrow(metered: Bool) throws {
    let (thrower, catcher) = try linked(metered: metered)
    #expect(try catcher.call("run", Int32(6)) as Int32 == 6)
    #expect(try catcher.call("tails", Int32(8)) as Int32 == 8)
    do {
      _ = try catcher.call("own", Int32(1)) as Int32
      Issue.record("caught by another tag")
    } catch let exception as GuestException {
      #expect(exception.tag == thrower.tag("t"))
      #expect(exception.backtrace.frames.count == 2)
    }
    // Whatever was left behind does not matter to the next call.
    #expect(try catcher.call("run", Int32(7)) as Int32 == 7)
  }

  @Test
  func fuelIsTheSameInSteps() throws {
    let (_, catcher) = try linked(metered: true)
    let whole = try FeatureGuest.straight(catcher, "run", [.i32(6)])
    let steps = try FeatureGuest.stepped(catcher, "run", [.i32(6)])
    // block, block, try_table, local.get, call; local.get, throw.
    #expect(whole.fuel == 7)
    #expect(steps.fuel == 7)
    #expect(steps.progress.integer == 6)
  }

  static let caller = """
    (module
      (tag $t (import "host" "t") (param i32 externref))
      (func $host (import "host" "f") (param i32) (result i32))
      (func (export "run") (param i32) (result i32)
        (block $any
          (block $h (result i32 externref)
            (try_table (catch $t $h) (catch_all $any)
              (return (call $host (local.get 0))))
            (unreachable))
          (drop) (return (i32.add (i32.const 100))))
        (i32.const -1))
      (func $replaced (param i32) (result i32)
        (block $h (result i32 externref)
          (try_table (catch $t $h) (return_call $host (local.get 0)))
          (unreachable))
        (drop) (drop) (i32.const -2))
      (func (export "replaced") (param i32) (result i32)
        (block $h (result i32 externref)
          (try_table (catch $t $h) (return (call $replaced (local.get 0))))
          (unreachable))
        (drop) (return (i32.add (i32.const 200))))
      (func (export "throw") (param i32)
        (throw $t (local.get 0) (ref.null extern)))
      (func (export "again") (param i32) (result i32) (call $host (local.get 0))))
    """

  private func hosted(
    metered: Bool = false,
    _ body: @escaping @Sendable (borrowing Caller, [Value], ExceptionTag) throws -> HostOutcome
  ) throws -> (instance: Instance, tag: ExceptionTag) {
    let tag = ExceptionTag(parameters: [.i32, .externref])
    var imports = Imports()
    imports.define("host", "f", type: FunctionType(parameters: [.i32], results: [.i32])) {
      try body($0, $1, tag)
    }
    var linker = Linker(store: Store(), imports: imports)
    linker.define("host", "t", tag)
    return (
      try linker.instantiate(try FeatureGuest.module(Self.caller, metered: metered)), tag
    )
  }

  @Test(arguments: [false, true])
  func guestsCatchWhatHostFunctionsThrow(metered: Bool) throws {
    let (instance, _) = try hosted(metered: metered) { _, arguments, tag in
      throw GuestException(tag, [arguments[0], .external(ExternalReference("x"))])
    }
    #expect(try instance.call("run", Int32(5)) as Int32 == 105)
    // A function that has replaced itself catches nothing; its caller does.
    #expect(try instance.call("replaced", Int32(5)) as Int32 == 205)
  }

  @Test
  func otherTagsGoToCatchAll() throws {
    let (instance, _) = try hosted { _, _, _ in throw GuestException(ExceptionTag()) }
    #expect(try instance.call("run", Int32(5)) as Int32 == -1)
  }

  @Test
  func hostErrorsPassThroughGuests() throws {
    let (instance, _) = try hosted { _, _, _ in throw HostError() }
    do {
      _ = try instance.call("run", Int32(5)) as Int32
      Issue.record("caught")
    } catch let trap as Trap {
      #expect(trap.code == .hostError)
      #expect(trap.cause is HostError)
    }
  }

  @Test
  func valuesOfAnotherTypeAreAHostError() throws {
    let (instance, _) = try hosted { _, _, tag in throw GuestException(tag, [.i64(1)]) }
    #expect(try FeatureGuest.trap(instance, "run", [.i32(1)]) == .hostError)
  }

  @Test
  func exceptionsPassThroughHostFunctions() throws {
    let (instance, tag) = try hosted { caller, arguments, _ in
      _ = try caller.call("throw", arguments)
      return .finished([.i32(0)])
    }
    #expect(try instance.call("run", Int32(5)) as Int32 == 105)
    let progress = try instance.start("again", [.i32(3)]).resume()
    #expect(progress.exception?.tag == tag)
  }

  @Test
  func hostFunctionsCatchWhatInnerCallsThrow() throws {
    let (instance, _) = try hosted { caller, arguments, tag in
      do {
        _ = try caller.call("throw", arguments)
      } catch let exception as GuestException where exception.tag == tag {
        return .finished([exception.values[0]])
      }
      return .finished([.i32(0)])
    }
    #expect(try instance.call("run", Int32(5)) as Int32 == 5)
  }

  @Test(arguments: [false, true])
  func suspendedHostFunctionsThrowWhenTheyGoOn(metered: Bool) throws {
    let (instance, _) = try hosted(metered: metered) { _, arguments, tag in
      .suspended(
        Suspension(request: "wait") { _ in
          throw GuestException(tag, [arguments[0], .external(nil)])
        })
    }
    for (name, result) in [("run", Int64(105)), ("replaced", 205)] {
      let call = try instance.start(name, [.i32(5)])
      guard case .suspended = try call.resume() else {
        Issue.record("not suspended")
        return
      }
      #expect(try call.resume().integer == result)
    }
  }

  @Test
  func exceptionsOutliveAStop() throws {
    let tag = ExceptionTag(parameters: [.i32])
    var imports = Imports()
    imports.define("host", "wait", type: FunctionType()) { _, _ in
      .suspended(Suspension(request: "wait") { _ in .finished([]) })
    }
    var linker = Linker(store: Store(), imports: imports)
    linker.define("host", "t", tag)
    let instance = try linker.instantiate(
      try FeatureGuest.module(
        """
        (module
          (tag $t (import "host" "t") (param i32)) (func $wait (import "host" "wait"))
          (global $g (export "g") (mut exnref) (ref.null exn))
          (func (export "run") (result i32)
            (block $h (result exnref)
              (try_table (catch_all_ref $h) (throw $t (i32.const 11))) (unreachable))
            (global.set $g)
            (call $wait)
            (block $i (result i32)
              (try_table (catch $t $i) (throw_ref (global.get $g))) (unreachable))))
        """))
    let call = try instance.start("run")
    guard case .suspended = try call.resume() else {
      Issue.record("not suspended")
      return
    }
    guard case .exception(let reference?) = instance.global("g")?.value else {
      Issue.record("no reference")
      return
    }
    let exception = try instance.store.exception(reference)
    #expect(exception.tag == tag)
    #expect(try call.resume().integer == 11)
    #expect(throws: CallError.self) { try Store().exception(reference) }
  }

  @Test
  func tagsAreMatchedWhenLinking() throws {
    var linker = Linker(store: Store())
    linker.define("host", "t", ExceptionTag(parameters: [.i32]))
    let module = try FeatureGuest.module(#"(module (tag (import "host" "t") (param i64)))"#)
    do {
      _ = try linker.instantiate(module)
      Issue.record("linked")
    } catch let error as LinkError {
      #expect(
        error.description
          == "incompatible import type: host.t is tag [i32] -> [], expected tag [i64] -> []")
    }
  }

  @Test
  func startFunctionsThrowToo() throws {
    let module = try FeatureGuest.module(
      "(module (tag $t) (start $s) (func $s (throw $t)))")
    #expect(throws: GuestException.self) { try Store().instantiate(module) }
  }
}
