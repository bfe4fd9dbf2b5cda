public import WASI
public import WebAssembly

/// Who gets processor time first.
public enum PriorityClass: Int, Sendable, Hashable, CaseIterable {
  /// Four times as much as `normal`, and before it.
  case critical
  /// The default.
  case normal
  /// An eighth of what `normal` gets while others want it; all there is when nobody does.
  case background
}

/// What a process is started with: by default nothing but clocks and randomness.
public struct ProcessOptions: Sendable {
  /// What a process runs.
  public enum Bytecode: Sendable {
    /// A module in binary form; it is put into the cache.
    case bytes([UInt8])
    /// What is in the cache under an identifier.
    case cached(ContentID)
  }

  /// What the guest finds at file descriptor 3.
  public enum Socket: Sendable, Hashable {
    /// Nothing.
    case none
    /// A socket that listens in memory; ``GuestProcess/connect()`` connects to it.
    case inMemory
    /// A TCP socket that listens on the loopback interface, on a port of its own. It takes a
    /// descriptor, and any program of this machine can connect.
    case loopback
  }

  /// What it runs.
  public var bytecode: Bytecode
  /// The arguments after those that every process gets: PID, PPID and content identifier.
  public var arguments: [String] = []
  /// The guest's first argument, as programs elsewhere have it, in place of PID, PPID and content
  /// identifier; there is no `ns` in the environment then. `nil`, the default, for these three.
  public var programName: String?
  /// Environment variables beside `ns`, the name of the module.
  public var environment: [WASIConfiguration.Variable] = []
  /// Descriptor 0.
  public var standardInput: WASIInput = .closed
  /// Descriptor 1.
  public var standardOutput: WASIOutput = .closed
  /// Descriptor 2.
  public var standardError: WASIOutput = .closed
  /// Granted directories, from descriptor 4 on, or 3 without a socket.
  public var directories: [WASIDirectory] = []
  /// Descriptor 3.
  public var socket: Socket = .inMemory
  /// What it may use.
  public var limits = ProcessLimits()
  /// What it may take of the host through WASI.
  public var wasiLimits = WASILimits()
  /// Who gets processor time first.
  public var priority: PriorityClass = .normal
  /// The PID of the parent; 0 or one that is not alive stands for the executor itself.
  public var parent: UInt32 = 0
  /// The host functions it may import; WASI alone by default.
  public var imports: Imports = WASI.imports
  /// The exported function it starts with.
  public var entry = "_start"
  /// What that function is called with.
  public var entryArguments: [Value] = []

  /// Options for running bytecode.
  ///
  /// - Parameters:
  ///   - bytecode: what to run.
  ///   - arguments: the guest's own arguments.
  public init(_ bytecode: Bytecode, arguments: [String] = []) {
    self.bytecode = bytecode
    self.arguments = arguments
  }
}
