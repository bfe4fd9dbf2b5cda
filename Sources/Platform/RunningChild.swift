#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import Synchronization

/// A program that was started to serve this one, over a descriptor that is its standard input.
///
/// Letting go of it neither ends the program nor collects it; ``collect(grace:)`` does both.
package final class RunningChild: Sendable {
  /// The system's number for it.
  package let identifier: Int32
  /// Whether its end has been taken note of: its number may be somebody else's from then on.
  private let isCollected = Guarded(false)

  private init(_ identifier: Int32) { self.identifier = identifier }

  /// Starts a program whose outputs and environment are this program's own.
  ///
  /// - Parameters:
  ///   - path: the program's file; a name without a slash is looked up in `PATH`.
  ///   - arguments: without the program's name.
  ///   - input: what it finds at descriptor 0.
  /// - Throws: when it can't be started.
  package static func start(
    _ path: String, _ arguments: [String] = [], input: SharedDescriptor
  ) throws(SystemError) -> RunningChild {
    RunningChild(try ChildProcess.spawn(path, arguments, nil, [input.rawValue]))
  }

  /// Ends it at once.
  package func kill() {
    isCollected.withLock { if !$0 { _ = systemKill(identifier, SIGKILL) } }
  }

  /// Waits until it has ended, and ends it when it takes too long; blocks.
  ///
  /// - Parameter grace: the time it has, in nanoseconds.
  package func collect(grace: UInt64) {
    let deadline = Clock.monotonic.now &+ grace
    var delay: UInt64 = 100_000
    while !tryCollect() {
      if Clock.monotonic.now >= deadline { kill() }
      var time = timeSpecification(nanoseconds: Int64(delay))
      nanosleep(&time, nil)
      delay = min(delay * 2, 20_000_000)
    }
  }

  /// - Returns: whether it has ended.
  private func tryCollect() -> Bool {
    isCollected.withLock { isCollected in
      if isCollected { return true }
      var status: Int32 = 0
      // An error means that somebody else has collected it.
      isCollected = waitpid(identifier, &status, WNOHANG) != 0
      return isCollected
    }
  }
}

private func systemKill(_ identifier: pid_t, _ signal: Int32) -> Int32 { kill(identifier, signal) }
