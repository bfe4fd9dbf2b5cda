/// Why the benchmark cannot go on, in words for the person who started it.
struct BenchmarkError: Error, CustomStringConvertible {
  /// What kind of failure it is; decides the exit code.
  enum Code: Int32 {
    /// Something did not work: a missing file, a program that could not be started.
    case failed = 1
    /// The command line makes no sense.
    case usage = 2
  }

  let code: Code
  let description: String

  init(_ description: String, code: Code = .failed) {
    self.code = code
    self.description = description
  }

  /// A failed system call on `path`, with the system's reason.
  static func system(_ action: String, _ path: String, _ number: Int32) -> BenchmarkError {
    BenchmarkError("\(action) \(path): \(systemMessage(number))")
  }
}
