/// An entry of the export table: a capability the peer has references to.
final class Export {
  let id: UInt32
  /// What messages to it are for. Once a promise was resolved in a message to the peer, exactly what that message said.
  var hook: CapabilityHook
  /// The references the peer has.
  var references: UInt32 = 1
  /// Whether the peer waits for a `Resolve`.
  var isPromise: Bool
  /// Whether the peer was sent a `Resolve`.
  var wasResolved = false

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
    guard exports.count < limits.exports else { return nil }
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
      // Another promise of ours: the peer need not know, unless it has that one already.
      if exportsByHook[ObjectIdentifier(target)] == nil {
        exportsByHook[ObjectIdentifier(target)] = export
        next.watch(.export(self, export))
        return
      }
    }
    export.isPromise = false
    export.wasResolved = true
    sendResolve(export)
    withExtendedLifetime(old) {}
  }
}
