public import CapnProto
public import CapnProtoRPC

/// What a process may reach: the capabilities it was given, or those it gives to a child.
public struct Session {
  /// Runs further processes, and lists those there are.
  public var executor = SessionSchema.Executor.Client()
  /// Keeps capabilities by name.
  public var capStore = CapStoreSchema.CapStore.Client()
  /// Tells who is in the cluster.
  public var view = ClusterSchema.View.Client()
  /// Further capabilities, by name.
  public var extra: [(name: String, client: AnyClient)] = []
  /// The binary identifier of the node.
  public var peer: [UInt8] = []
  /// The number of the server process.
  public var server: UInt64 = 0
  /// The name of the machine.
  public var host = ""

  /// A session that grants nothing.
  public init() {}

  /// Grants a further capability.
  ///
  /// - Parameters:
  ///   - name: what the process finds it by.
  ///   - client: the capability.
  public mutating func grant(_ name: String, _ client: some CapabilityClient) {
    extra.append((name, client.cast()))
  }

  /// The further capability of a name.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - type: the client's type; nobody checks that the object has its methods.
  /// - Returns: the capability; the null one, whose calls all fail, if there is none.
  public func find<C: CapabilityClient>(_ name: String, as type: C.Type = C.self) -> C {
    // Names are compared as bytes: what Unicode says about equality costs a guest its tables.
    for item in extra where item.name.utf8.elementsEqual(name.utf8) { return item.client.cast() }
    return C(nil)
  }
}

extension Session {
  /// Reads a session that came in a message; what is malformed in it counts as not granted.
  ///
  /// - Parameter reader: the session.
  public init(_ reader: SessionSchema.Session.Reader) {
    do throws(CapnProtoError) {
      peer = try reader.local.peer.bytes
      server = reader.local.server
      host = try reader.local.host.string
      view = try reader.view
      executor = try reader.exec
      capStore = try reader.capStore
      let list = try reader.extra
      for index in list.indices {
        extra.append((try list[index].name.string, try list[index].client))
      }
    } catch {}
  }

  /// Writes the session into a message, such as the parameters of `exec`.
  ///
  /// - Parameter builder: where to.
  public func write(to builder: SessionSchema.Session.Builder) {
    let local = builder.local
    if !peer.isEmpty { peer.withUnsafeBytes { local.raw.pointer(0).setText(bytes: $0) } }
    local.server = server
    if !host.isEmpty { local.setHost(host) }
    if !view.isNull { builder.setView(view) }
    if !executor.isNull { builder.setExec(executor) }
    if !capStore.isNull { builder.setCapStore(capStore) }
    if extra.isEmpty { return }
    let list = builder.initExtra(count: extra.count)
    for (index, item) in extra.enumerated() {
      list[index].setName(item.name)
      list[index].setClient(item.client)
    }
  }
}
