import Synchronization
import Testing
import WebAssembly

/// Calls stop and go on: for fuel, when interrupted, when a host function suspends.
@Suite struct ResumeTests {
  static let recursion = """
    (module (memory 20)
      (func $down (export "down") (param i32) (result i32)
        (if (result i32) (local.get 0)
          (then (i32.add (i32.const 1) (call $down (i32.sub (local.get 0) (i32.const 1)))))
          (else (i32.const 0))))
      (func (export "spin") (param i64) (result i64) (local i64)
        (loop
          (local.set 1 (i64.add (local.get 1) (i64.const 1)))
          (br_if 0 (i64.lt_u (local.get 1) (local.get 0))))
        (local.get 1))
      (func (export "endless") (loop (br 0)))
      (func (export "fill") (param i32) (result i32) (local i32)
        (loop
          (memory.fill (i32.const 0) (i32.const 7) (i32.const 1300000))
          (memory.copy (i32.const 5) (i32.const 0) (i32.const 1300000))
          (memory.copy (i32.const 0) (i32.const 5) (i32.const 1300000))
          (br_if 0 (i32.lt_u
            (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (local.get 0))))
        (i32.load (i32.const 1299990))))
    """

  @Test(arguments: [1, 3, 50] as [UInt64])
  func fuelInRecursion(portion: UInt64) throws {
    let instance = try guest(Self.recursion, metered: true)
    let call = try instance.start("down", [.i32(200)])
    var progress = try call.resume(fuel: portion)
    var stops = 0
    while progress.isOutOfFuel {
      stops += 1
      #expect(call.backtrace.frames.count > 0)
      progress = try call.resume(fuel: portion)
    }
    #expect(progress.i32 == 200)
    #expect(stops > 0)
    // get, if; const, get, const, sub, call, add on the way; get, if, const at the bottom.
    #expect(call.fuelUsed == 200 * 8 + 3)
  }

  @Test(arguments: [false, true], [("spin", Value.i64(3_000_000)), ("fill", .i32(20))])
  func pausesFromAnotherThread(metered: Bool, work: (name: String, argument: Value)) throws {
    let instance = try guest(Self.recursion, metered: metered)
    let undisturbed = try instance.start(work.name, [work.argument])
    let expected = try #require(try undisturbed.resume().results)
    let call = try instance.start(work.name, [work.argument])
    let handle = call.interruptHandle
    let pauses = onAnotherThread(handle) { handle, isOver in
      while !isOver.load(ordering: .relaxed) { handle.interrupt(.pause) }
    } while: {
      var stops = 0
      while true {
        let progress = try call.resume()
        guard progress.isInterrupted else { return (stops, progress) }
        stops += 1
      }
    }
    let (_, end) = try pauses.get()
    #expect(end.results.map { "\($0)" } == "\(expected)")
    #expect(call.fuelUsed == undisturbed.fuelUsed)
  }

  @Test(arguments: [false, true])
  func terminatesAnEndlessLoop(metered: Bool) throws {
    let instance = try guest(Self.recursion, metered: metered)
    let call = try instance.start("endless")
    let handle = call.interruptHandle
    let end = onAnotherThread(handle) { handle, isOver in
      while !isOver.load(ordering: .relaxed) { handle.interrupt(.terminate) }
    } while: {
      try call.resume()
    }
    #expect(try end.get().isInterrupted)
    // The instance is as usable as before.
    #expect(try instance.call("down", Int32(3)) as Int32 == 3)
  }

  @Test func anInterruptBeforeTheStartStopsTheStart() throws {
    let instance = try guest(Self.recursion)
    let call = try instance.start("down", [.i32(3)])
    call.interruptHandle.interrupt(.pause)
    #expect(try call.resume().isInterrupted)
    #expect(try call.resume().i32 == 3)
    #expect(throws: CallError.self) { try call.resume() }
    call.interruptHandle.interrupt()
    #expect(try instance.call("down", Int32(4)) as Int32 == 4)
  }

  @Test func stoppedCallsDontDisturbEachOther() throws {
    let instance = try guest(Self.recursion, metered: true)
    let calls = try (0..<10).map { try instance.start("down", [.i32(Int32($0 * 10))]) }
    var results = [Int32?](repeating: nil, count: calls.count)
    while results.contains(nil) {
      for (index, call) in calls.enumerated() where results[index] == nil {
        let progress = try call.resume(fuel: 13)
        if !progress.isOutOfFuel { results[index] = progress.i32 }
      }
    }
    #expect(results == (0..<10).map { $0 * 10 })
  }
}

/// Runs a closure while another thread does something, which is told when to end.
func onAnotherThread<R>(
  _ handle: InterruptHandle,
  _ other: @escaping @Sendable (InterruptHandle, borrowing Atomic<Bool>) -> Void,
  while body: () throws -> R
) -> Result<R, any Error> {
  let flag = Flag()
  let worker = TestThread {
    other(handle, flag.isOver)
  }
  let result = Result { try body() }
  flag.isOver.store(true, ordering: .relaxed)
  worker.join()
  return result
}

/// A flag two threads share.
final class Flag: Sendable {
  let isOver = Atomic<Bool>(false)
}
