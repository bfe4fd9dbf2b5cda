import Platform
import Synchronization
package import WebAssembly

/// How far a WASI function came.
package enum Step {
  /// It is finished.
  case done(Errno)
  /// It waits, and then goes on.
  case wait(WaitRequest, then: Continuation)

  package static var success: Step { .done(.success) }

  /// Waits for one of several things.
  static func wait(
    for set: WaitSet, then body: @escaping (Memory) throws -> Step
  ) -> Step {
    .wait(WaitRequest(.events(set)), then: Continuation(body))
  }

  /// Runs a function body; an error number it throws is its result, anything else a trap.
  package static func run(_ body: () throws -> Step) throws -> Step {
    do {
      return try body()
    } catch let errno as Errno {
      return .done(errno)
    }
  }
}

/// The rest of a function that waits.
package struct Continuation: @unchecked Sendable {
  // Safe to share: only the store's owner resumes the call, and the owner is one thread at a time.
  private let body: (Memory) throws -> Step

  init(_ body: @escaping (Memory) throws -> Step) { self.body = body }

  /// Goes on.
  ///
  /// - Parameter memory: the guest's memory.
  package func resume(_ memory: Memory) throws -> Step { try Step.run { try body(memory) } }
}

extension HostOutcome {
  /// The outcome of a step for the engine.
  static func from(_ step: Step, _ context: WASIContext, _ caller: borrowing Caller)
    -> HostOutcome
  {
    caller.charge(byteCount: context.takeCharge())
    switch step {
    case .done(let errno): return .finished([.i32(Int32(errno.rawValue))])
    case .wait(let request, let continuation):
      return .suspended(
        Suspension(request: request) { caller in
          let context = try WASIContext.of(caller)
          return .from(try continuation.resume(caller.memory), context, caller)
        })
    }
  }
}

/// Work that runs where it may block, and its result.
struct Offloaded<R: Sendable>: Sendable {
  private let result = ResultCell<R>()
  private let operation: BlockingOperation

  init(_ work: @escaping @Sendable () throws(Errno) -> R) {
    let result = result
    operation = BlockingOperation {
      do throws(Errno) {
        result.set(.success(try work()))
      } catch {
        result.set(.failure(error))
      }
    }
  }

  /// Waits for the work, then goes on with its result.
  func step(then body: @escaping (Memory, R) throws -> Step) -> Step {
    .wait(
      WaitRequest(.blocking(operation)),
      then: Continuation { memory in
        guard let result = result.value else { return step(then: body) }
        return try body(memory, result.get())
      })
  }
}

private final class ResultCell<R: Sendable>: Sendable {
  private let state = Guarded<Result<R, Errno>?>(nil)

  var value: Result<R, Errno>? { state.withLock { $0 } }

  func set(_ result: Result<R, Errno>) { state.withLock { $0 = result } }
}
