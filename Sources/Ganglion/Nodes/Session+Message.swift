import CapnProto
public import CapnProtoAsync

extension Session {
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

  /// Reads a session that came in a message.
  ///
  /// - Parameter reader: the session.
  /// - Throws: `CapnProtoError` if it is malformed.
  public init(_ reader: SessionSchema.Session.Reader) throws(CapnProtoError) {
    peer = try reader.local.peer.bytes
    server = reader.local.server
    host = try reader.local.host.string
    view = try reader.view
    executor = try reader.exec
    capStore = try reader.capStore
    let list = try reader.extra
    for index in list.indices {
      let item = list[index]
      extra.append(Extra(try item.name.string, try item.client))
    }
  }
}
