public import CapnProtoAsync

/// What a process may reach: the capabilities it finds when it logs in.
///
/// Empty by default: a process that was granted nothing can compute, and nothing else.
public struct Session: Sendable {
  /// Runs further processes, and lists those there are.
  public var executor = SessionSchema.Executor.Client()
  /// Keeps capabilities by name.
  public var capStore = CapStoreSchema.CapStore.Client()
  /// Tells who is in the cluster.
  public var view = ClusterSchema.View.Client()
  /// Further capabilities, by name, such as a channel or the right to make HTTP requests.
  public var extra: [Extra] = []
  /// The binary identifier of the node.
  public var peer: [UInt8] = []
  /// The number of the server process.
  public var server: UInt64 = 0
  /// The name of the machine.
  public var host = ""

  /// A capability with a name.
  public struct Extra: Sendable {
    /// What the process finds it by.
    public var name: String
    /// The capability.
    public var client: AnyClient

    /// Names a capability.
    ///
    /// - Parameters:
    ///   - name: what the process finds it by.
    ///   - client: the capability.
    public init(_ name: String, _ client: some CapabilityClient) {
      self.name = name
      self.client = client.cast()
    }
  }

  /// A session that grants nothing.
  public init() {}

  /// Grants a further capability.
  ///
  /// - Parameters:
  ///   - name: what the process finds it by.
  ///   - client: the capability.
  public mutating func grant(_ name: String, _ client: some CapabilityClient) {
    extra.append(Extra(name, client))
  }
}
