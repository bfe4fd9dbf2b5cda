internal import CapnProto

/// An entry of the import table: a capability of the peer that we hold.
struct Import {
  /// What calls are sent through. Its end is the entry's end.
  let hook: Unmanaged<ImportHook>
  /// The promise, as long as it is one and anyone has it.
  var promise: Unmanaged<PromiseHook>?
  /// Whether the peer is still to say what this resolves to.
  var awaitsResolve: Bool
  /// The references to be released.
  var references: UInt32
}

extension Connection {
  /// A capability of the peer's, of which there is one reference more now.
  func importCapability(_ id: UInt32, isPromise: Bool) -> CapabilityHook? {
    guard var entry = imports[id] else {
      guard imports.count < limits.imports else {
        onCapabilityLimit?()
        return nil
      }
      let hook = ImportHook(id, on: self)
      let promise = isPromise ? PromiseHook(hook) : nil
      imports.set(
        id,
        Import(
          hook: .passUnretained(hook), promise: promise.map { .passUnretained($0) },
          awaitsResolve: isPromise, references: 1))
      return promise ?? hook
    }
    guard entry.references < .max else { return nil }
    entry.references += 1
    let hook = entry.hook.takeUnretainedValue()
    var found: CapabilityHook = hook
    if let promise = entry.promise {
      found = promise.takeUnretainedValue()
    } else if entry.awaitsResolve {
      let promise = PromiseHook(hook)
      entry.promise = .passUnretained(promise)
      found = promise
    }
    imports.set(id, entry)
    return found
  }

  /// The last reference to an import went away.
  func importHookDied(_ id: UInt32) {
    guard let entry = imports.remove(id) else { return }
    sendRelease(id, count: entry.references)
  }

  func importPromiseDied(_ id: UInt32, _ promise: PromiseHook) {
    guard var entry = imports[id],
      entry.promise?.toOpaque() == Unmanaged.passUnretained(promise).toOpaque()
    else { return }
    entry.promise = nil
    imports.set(id, entry)
  }

  func sendRelease(_ id: UInt32, count: UInt32) {
    guard ended == nil, count > 0 else { return }
    emit(
      MessageBuilder(MessageKind.release, Size.release) { release in
        release.set(0, id)
        release.set(1, count)
      })
  }

  /// Handles a `Resolve`.
  func handleResolve(_ reader: ResolveReader) throws(Failure) {
    let id = reader.promiseID
    guard reader.isCapability || reader.isException else { throw .unimplemented }
    guard var entry = imports[id] else {
      // Released before this arrived.
      if reader.isCapability { releaseUnseen(try descriptor(of: reader)) }
      return
    }
    guard entry.awaitsResolve else { throw .violation("import \(id) is no promise") }
    entry.awaitsResolve = false
    imports.set(id, entry)
    let promise = entry.promise?.takeUnretainedValue()
    if reader.isException {
      let error = try Failure.reading("resolve") { () throws(CapnProtoError) in
        try RPCError(reader.body)
      }
      promise?.resolve(to: BrokenHook(error, in: vat))
      return
    }
    let imported = try importDescriptor(try descriptor(of: reader))
    guard let promise else { return }
    var target = imported.hook ?? BrokenHook(nullIn: vat)
    if promise.hasSent, imported.pointsBack {
      target = embargo(target, reachedBy: .imported(id))
    }
    promise.resolve(to: target)
  }

  private func descriptor(of reader: ResolveReader) throws(Failure) -> DescriptorReader {
    try Failure.reading("resolve") { () throws(CapnProtoError) in
      DescriptorReader(raw: try reader.body.structure())
    }
  }
}
