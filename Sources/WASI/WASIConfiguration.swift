/// What a guest is granted: by default nothing.
public struct WASIConfiguration: Sendable {
  /// An environment variable.
  public struct Variable: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: String

    /// - Parameters:
    ///   - name: its name.
    ///   - value: its value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The arguments; by custom the first is the program's name.
  public var arguments: [String] = []
  /// The environment variables, in order.
  public var environment: [Variable] = []
  /// Descriptor 0.
  public var standardInput: WASIInput = .closed
  /// Descriptor 1.
  public var standardOutput: WASIOutput = .closed
  /// Descriptor 2.
  public var standardError: WASIOutput = .closed
  /// Pre-opened sockets, from descriptor 3 on.
  public var sockets: [WASISocket] = []
  /// Granted directories, after the sockets.
  ///
  /// Guests look for them from descriptor 3 up to the first that is not open. Go guests step over
  /// sockets in between; the C library's start-up does not, see `directoriesFirst`.
  public var directories: [WASIDirectory] = []
  /// Whether directories come before sockets, for guests on wasi-libc that want both.
  public var directoriesFirst = false
  /// The clocks the guest sees.
  public var clocks: any WASIClocks = SystemClocks()
  /// The randomness the guest gets.
  public var randomness: any WASIRandomness = SystemRandomness()
  /// What it may take of the host.
  public var limits = WASILimits()

  /// Nothing: no arguments, no files, closed streams; only clocks and randomness.
  public init() {}
}
