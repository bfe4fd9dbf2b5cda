/// When a child that ended is started again.
///
/// Source: https://www.erlang.org/doc/system/sup_princ.html#child-specification
public enum RestartKind: Sendable, Hashable, CaseIterable {
  /// Always.
  case permanent
  /// Only if it ended abnormally: not with exit code 0, and not by its supervisor's hand.
  case transient
  /// Never.
  case temporary
}

/// How a child is ended by its supervisor.
public enum ShutdownKind: Sendable, Hashable {
  /// It is killed.
  case kill
  /// It is asked to end, and killed if it has not after a time.
  case timeout(Duration)
  /// It is asked to end, and waited for however long it takes.
  case infinity
}

/// Which children are restarted when one of them is.
///
/// Source: https://www.erlang.org/doc/system/sup_princ.html#restart-strategy
public enum RestartStrategy: Sendable, Hashable, CaseIterable {
  /// That one alone.
  case oneForOne
  /// All of them.
  case oneForAll
  /// That one and those after it in the order of their declaration.
  case restForOne
}

/// A child of a supervisor, as data.
public struct ChildSpecification: Sendable {
  /// Its name, unique among the supervisor's children.
  public var id: String
  /// What to start it with; the parent is set by the supervisor if it has one.
  public var options: ProcessOptions
  /// When it is started again.
  public var restart: RestartKind
  /// How it is ended.
  public var shutdown: ShutdownKind
  /// Asks it to end, for those that are asked. By default nothing is done.
  public var requestShutdown: @Sendable (GuestProcess) -> Void

  /// A child.
  ///
  /// - Parameters:
  ///   - id: its name.
  ///   - options: what to start it with.
  ///   - restart: when it is started again; always by default.
  ///   - shutdown: how it is ended; killed by default.
  ///   - requestShutdown: asks it to end.
  public init(
    _ id: String, _ options: ProcessOptions, restart: RestartKind = .permanent,
    shutdown: ShutdownKind = .kill,
    requestShutdown: @escaping @Sendable (GuestProcess) -> Void = { _ in }
  ) {
    self.id = id
    self.options = options
    self.restart = restart
    self.shutdown = shutdown
    self.requestShutdown = requestShutdown
  }
}

/// How a supervisor treats its children.
public struct SupervisorFlags: Sendable, Hashable {
  /// Which children are restarted together.
  public var strategy: RestartStrategy
  /// The most restarts within the period; with one more the supervisor gives up and ends all.
  public var intensity: Int
  /// The period.
  public var period: Duration

  /// Flags; the defaults are OTP's.
  ///
  /// - Parameters:
  ///   - strategy: which children are restarted together.
  ///   - intensity: the most restarts within the period.
  ///   - period: the period.
  public init(
    _ strategy: RestartStrategy = .oneForOne, intensity: Int = 1, period: Duration = .seconds(5)
  ) {
    self.strategy = strategy
    self.intensity = intensity
    self.period = period
  }
}
