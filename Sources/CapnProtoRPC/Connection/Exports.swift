/// An entry of the export table: a capability the peer has references to.
final class Export {
  let id: UInt32
  /// What messages to it are for. Once a promise was resolved in a message to the peer, exactly what that message said.
  @exclusivity(unchecked) var hook: CapabilityHook
  /// The references the peer has.
  @exclusivity(unchecked) var references: UInt32 = 1
  /// Whether the peer waits for a `Resolve`.
  @exclusivity(unchecked) var isPromise: Bool
  /// What the peer's own references to this lead to here, as long as it is a promise: see `named`.
  @exclusivity(unchecked) var name: PromiseHook?

  init(id: UInt32, hook: CapabilityHook, isPromise: Bool) {
    self.id = id
    self.hook = hook
    self.isPromise = isPromise
  }
}

extension Connection {
  /// The entry of a settled hook, with one reference more than before.
  func export(_ hook: CapabilityHook) -> Export? {
    let key = ObjectIdentifier(hook)
    if let export = exportsByHook[key] {
      guard export.references < .max else { return nil }
      export.references += 1
      return export
    }
    guard exports.count < limits.exports else {
      onCapabilityLimit?()
      return nil
    }
    let promise = hook.unresolved
    // A broken capability can only be sent as a promise that is broken next.
    let isPromise = promise != nil || hook.failure != nil
    let placeholder = Export(id: 0, hook: hook, isPromise: isPromise)
    let id = exports.add(placeholder)
    let export = Export(id: id, hook: hook, isPromise: isPromise)
    exports.update(id, export)
    exportsByHook[key] = export
    promise?.watch(.export(self, export))
    return export
  }

  /// Takes back a reference to each of some exports, whatever the peer says.
  func release(_ ids: [UInt32]) {
    for id in ids { _ = release(id, count: 1) }
  }

  /// Takes back a reference to each of some exports.
  func releaseExports(_ ids: [UInt32]) throws(Failure) {
    for id in ids where !release(id, count: 1) {
      throw .violation("export \(id) was released more often than it was sent")
    }
  }

  /// Takes back references to an export.
  ///
  /// - Returns: Whether there were as many.
  func release(_ id: UInt32, count: UInt32) -> Bool {
    guard let export = exports[id], export.references >= count else { return false }
    export.references -= count
    if export.references > 0 { return true }
    let entry = exports.remove(id)
    forgetHook(of: export)
    if export.isPromise { export.hook.settled.unresolved?.unwatch(export) }
    settleName(of: export)
    withExtendedLifetime(entry) {}
    return true
  }

  private func forgetHook(of export: Export) {
    let key = ObjectIdentifier(export.hook)
    if let entry = exportsByHook[key], entry === export { exportsByHook[key] = nil }
  }

  /// A promise the peer knows of has resolved.
  func resolved(_ export: Export, to hook: CapabilityHook) {
    guard ended == nil, exports[export.id] === export, export.isPromise else { return }
    forgetHook(of: export)
    let old = export.hook
    let target = exportable(hook)
    export.hook = target
    if target.route(on: self) == nil, let next = target.unresolved {
      // Another promise of ours: the peer need not know.
      let key = ObjectIdentifier(target)
      if exportsByHook[key] == nil { exportsByHook[key] = export }
      next.watch(.export(self, export))
      return
    }
    export.isPromise = false
    sendResolve(export)
    settleName(of: export)
    withExtendedLifetime(old) {}
  }

  /// What a name the peer has given back to us leads to.
  ///
  /// Whoever gets it here must not be faster than messages of the peer to that name. Those don't follow a promise further than the
  /// peer was told, so neither must this. It is the rule that answers the four-way race of Tribble.
  ///
  /// https://capnproto.org/rpc.html, `rpc.capnp`, `Disembargo`
  func named(_ export: Export) -> CapabilityHook {
    guard export.isPromise, export.hook.failure == nil else { return export.hook }
    if let name = export.name { return name }
    let name = PromiseHook(in: vat)
    name.isNameOn = ObjectIdentifier(self)
    name.setRoute(export.hook)
    export.name = name
    return name
  }

  /// The peer knows now what its name leads to, or has no such name any more.
  func settleName(of export: Export) {
    guard let name = export.name else { return }
    export.name = nil
    name.resolve(to: export.hook)
  }
}
