import Synchronization
import Testing
import WebAssembly

/// One module on many threads, and stores that move.
@Suite struct ThreadTests {
  /// A module of many functions, so that threads meet while they are translated.
  static func wide() throws -> Module {
    var text = "(module"
    for index in 0..<200 {
      text += """
         (func $f\(index) (export "f\(index)") (param i32) (result i32)
          (i32.add (i32.const \(index)) (i32.mul (local.get 0) (i32.const 3))))
        """
    }
    text += " (func (export \"all\") (result i32) (local i32)"
    for index in 0..<200 {
      text += " (local.set 0 (i32.add (local.get 0) (call $f\(index) (i32.const 1))))"
    }
    return try module(text + " (local.get 0)))")
  }

  @Test func threadsTranslateTheSameFunctions() throws {
    let sum: Int32 = 200 * 199 / 2 + 600
    for _ in 0..<5 {
      let shared = try Self.wide()
      let right = Tally()
      let threads = (0..<8).map { number in
        TestThread {
          guard let instance = try? Store().instantiate(shared) else { return }
          if number % 2 == 0 {
            guard (try? instance.call("all") as Int32) == sum else { return }
          } else {
            for index in 0..<200 {
              let value = (try? instance.call("f\(index)", Int32(2)) as Int32)
              guard value == Int32(index) + 6 else { return }
            }
          }
          right.count.add(1, ordering: .relaxed)
        }
      }
      for thread in threads { thread.join() }
      #expect(right.count.load(ordering: .relaxed) == 8)
    }
  }

  final class Tally: Sendable {
    let count = Atomic<Int>(0)
  }

  @Test func aHalfRunCallMovesWithItsStore() async throws {
    func begin() throws -> Call {
      let instance = try guest(FuelTests.sum, metered: true)
      let call = try instance.start("sum", [.i32(100)])
      _ = try call.resume(fuel: 50)
      return call
    }
    func finish(_ call: sending Call) async throws -> (Int32?, UInt64) {
      let task = Task.detached { [call] in
        var progress = try call.resume(fuel: 50)
        while progress.isOutOfFuel {
          await Task.yield()
          progress = try call.resume(fuel: 50)
        }
        return (progress.i32, call.fuelUsed)
      }
      return try await task.value
    }
    let call = try begin()
    let (result, fuel) = try await finish(call)
    #expect(result == 5050)
    #expect(fuel == 906)
  }
}
