import Ganglion

extension RunOptions {
  /// Tells how the program ended.
  ///
  /// - Parameters:
  ///   - status: the end of the process.
  ///   - ending: the end of its last call, with its results, or where it was stopped.
  func report(_ status: ProcessExit, _ ending: RunEnding?) throws(CommandError) -> ExitCode {
    switch status.reason {
    case .exited(let code):
      if case .finished(let results) = ending, !results.isEmpty {
        try Output.write(results.map { ValueText.text($0) + "\n" }.joined())
      }
      return .guest(code)
    case .trapped(let trap): return complain("trap: \(trap)", trap.backtrace, .trapped)
    case .killed: return complain("interrupted", ending?.backtrace, .interrupted)
    case .limit(.fuel):
      return complain(
        "out of fuel after \(status.fuelUsed) units", ending?.backtrace, .outOfFuel)
    case .limit(.wallTime): return complain("timed out", ending?.backtrace, .timedOut)
    case .limit(let kind):
      if case .trapped(let trap) = ending {
        return complain("trap: \(trap)", trap.backtrace, .trapped)
      }
      return complain("limit reached: \(kind)", ending?.backtrace, .trapped)
    case .notStarted(let error): throw problem(error)
    case .linked, .nodeLost, .unknown: throw CommandError(.failure, "\(status.reason)")
    }
  }

  /// Why a program can't be started.
  func problem(_ error: SpawnError) -> CommandError {
    switch error.cause {
    case let error as LinkError:
      let lines = error.problems.map { "  \($0)" }.joined(separator: "\n")
      return CommandError(.missingImports, "\(path) can't be linked:\n\(lines)")
    case let error as WASIError:
      let code: ExitCode =
        switch error.code {
        case .directory: .unreadable
        case .arguments: .usage
        default: .system
        }
      return CommandError(code, "\(error)")
    default:
      return CommandError(error.code == .invalidModule ? .invalid : .failure, "\(error)")
    }
  }

  private func complain(_ message: String, _ backtrace: Backtrace?, _ code: ExitCode) -> ExitCode {
    let style = TextStyle(for: .error)
    var text = "\(style.bold("ganglion:")) \(style.red(Printable.text(message)))\n"
    if let backtrace, !backtrace.frames.isEmpty { text += Printable.text("\(backtrace)\n") }
    Diagnostics.say(text)
    return code
  }
}

extension RunEnding {
  /// Where the guest was, if it did not come to its end.
  fileprivate var backtrace: Backtrace? {
    switch self {
    case .finished, .exited: nil
    case .trapped(let trap): trap.backtrace
    case .outOfFuel(let backtrace), .timedOut(let backtrace), .stopped(let backtrace): backtrace
    }
  }
}
