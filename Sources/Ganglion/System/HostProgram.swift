import Platform

/// The running program as the operating system sees it, for tools.
package enum HostProgram {
  /// Ends the program.
  ///
  /// - Parameter code: what the one who started it sees.
  package static func exit(_ code: Int32) -> Never { ProgramEnd.exit(code) }

  /// Gives back the memory that only loading the program needed.
  package static func releaseLoadedPages() { LoadedPages.release() }

  /// Lets Ctrl-C end the program at once with exit code 130.
  package static func endOnInterrupt() { ProgramEnd.onInterrupt() }

  /// Runs a handler when the user presses Ctrl-C; pressed again, the program ends at once.
  ///
  /// - Parameter handler: runs on a thread of its own.
  package static func onInterrupt(_ handler: @escaping @Sendable () -> Void) {
    let isInstalled: Void? = try? Signals.onInterrupt { count in
      if count == 1 { handler() } else { ProgramEnd.exit(130) }
    }
    if isInstalled == nil { endOnInterrupt() }
  }

  /// The directory that relative paths start from; `nil` if it is gone.
  package static var workingDirectory: String? { WorkingDirectory.path }

  /// The time on a clock that never goes back, in nanoseconds.
  package static var now: UInt64 { Clock.monotonic.now }

  /// How many processors there are.
  package static var coreCount: Int { ProcessorCount.available }

  /// The most memory the program had resident so far, in bytes.
  package static var peakMemory: UInt64 { ProgramEnd.peakMemory }
}

/// A standard output stream of the program.
package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Whether it goes to a terminal.
  package var isTerminal: Bool { FileDescriptor(unowned: rawValue).isTerminal() }

  /// Writes a text, all of it.
  ///
  /// - Parameter text: goes out in UTF-8, unbuffered.
  /// - Throws: `FileError` when it can't be written; a closed pipe is one reason.
  package func write(_ text: String) throws(FileError) {
    var text = text
    let failure: SystemError? = text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      do throws(SystemError) {
        let descriptor = FileDescriptor(unowned: rawValue)
        while !rest.isEmpty {
          let count = try descriptor.write(rest)
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return nil
      } catch {
        return error
      }
    }
    if let failure {
      throw FileError(
        failure, path: self == .output ? "standard output" : "standard error")
    }
  }
}
