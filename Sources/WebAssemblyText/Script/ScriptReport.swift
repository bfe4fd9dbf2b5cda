/// What running a script gave: how many commands did what they should.
public struct ScriptReport: Hashable, Sendable {
  /// A command that did not do what it should.
  public struct Failure: Hashable, Sendable, CustomStringConvertible {
    /// The line of the command.
    public let line: Int
    /// What was expected and what happened.
    public let message: String

    /// The line and the message.
    public var description: String { "line \(line): \(message)" }
  }

  /// How many commands did what they should.
  public private(set) var passed = 0
  /// How many did not.
  public private(set) var failed = 0
  /// How many the engine can't do.
  public private(set) var skipped = 0
  /// The first failures.
  public private(set) var failures: [Failure] = []
  /// What was skipped first.
  public private(set) var skips: [Failure] = []
  private let detailLimit: Int

  /// An empty report.
  ///
  /// - Parameter detailLimit: how many failures to keep in full.
  public init(detailLimit: Int = 20) { self.detailLimit = detailLimit }

  mutating func add(_ outcome: Outcome, line: Int) {
    switch outcome {
    case .passed: passed += 1
    case .failed(let message):
      failed += 1
      if failures.count < detailLimit { failures.append(Failure(line: line, message: message)) }
    case .skipped(let message):
      skipped += 1
      if skips.count < detailLimit { skips.append(Failure(line: line, message: message)) }
    }
  }

  /// Adds the counts of another report; its failures stay with it.
  ///
  /// - Parameter other: the other report.
  package mutating func add(_ other: ScriptReport) {
    passed += other.passed
    failed += other.failed
    skipped += other.skipped
  }

  enum Outcome {
    case passed
    case failed(String)
    case skipped(String)
  }
}
