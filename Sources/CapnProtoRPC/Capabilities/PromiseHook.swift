/// A capability that is not known yet.
///
/// Calls wait in it, or go along a route: to the peer that will resolve it, which has the calls wait or forwards them.
public final class PromiseHook: CapabilityHook {
  private enum State {
    case waiting
    case routed(CapabilityHook)
    case resolved(CapabilityHook)
  }

  /// Who wants to know what the promise resolves to.
  enum Watcher {
    /// The peer that was told of it as a promise.
    case export(Connection, Export)
    /// A disembargo that came too early.
    case disembargo(Connection, UInt32)
    /// The program.
    case callback((CapabilityHook) -> Void)
  }

  @exclusivity(unchecked) private var state = State.waiting
  @exclusivity(unchecked) private var queue = CallQueue()
  @exclusivity(unchecked) private var watchers: [Watcher] = []
  /// Promises that resolved to this one, to be told where to go on.
  @exclusivity(unchecked) private var followers: [Unmanaged<PromiseHook>] = []
  @exclusivity(unchecked) private var placeAmongFollowers = 0
  /// The connection whose peer's name this stands for, if it does.
  @exclusivity(unchecked) var isNameOn: ObjectIdentifier?
  /// Whether a call went along the route, so that order may be at stake when the promise resolves.
  @exclusivity(unchecked) private(set) var hasSent = false
  /// The call that this is part of the answer of.
  @exclusivity(unchecked) var source: Call?
  let path: [UInt16]
  @exclusivity(unchecked) var placeInSource = 0
  /// The entry of the peer's export table that this is the promise of.
  @exclusivity(unchecked) var importedFrom: (connection: Connection, id: UInt32)?

  /// Makes a promise whose calls wait.
  ///
  /// - Parameter vat: The vat.
  public init(in vat: Vat) {
    path = []
    super.init(vat: vat)
  }

  /// A peer's name of a part of an answer.
  init(partAt path: [UInt16], in vat: Vat) {
    self.path = path
    super.init(vat: vat)
  }

  /// Part of the answer to a call.
  init(_ source: Call, path: [UInt16]) {
    self.source = source
    self.path = path
    super.init(vat: source.vat)
    source.holders += 1
  }

  /// A promise of a peer.
  init(_ hook: ImportHook) {
    path = []
    state = .routed(hook)
    importedFrom = (hook.connection, hook.id)
    super.init(vat: hook.vat)
  }

  deinit {
    leaveSource()
    if let importedFrom { importedFrom.connection.importPromiseDied(importedFrom.id, self) }
    leaveFollowers()
    dropChain()
  }

  /// Lets go of a chain of promises one by one: each in the end of the one before would take a stack as long as the chain.
  private func dropChain() {
    var following = next?.promise
    state = .waiting
    while following != nil, isKnownUniquelyReferenced(&following), let promise = following {
      promise.leaveFollowers()
      let next = promise.next?.promise
      if next != nil { promise.state = .waiting }
      following = next
    }
  }

  private func leaveSource() {
    guard let source else { return }
    self.source = nil
    source.remove(self)
    source.holders -= 1
    source.holderLeft()
  }

  private func leaveFollowers() {
    if case .resolved(let target) = state, let next = target.promise {
      next.removeFollower(at: placeAmongFollowers, self)
    }
  }

  override var settled: CapabilityHook {
    if case .resolved(let target) = state { target } else { self }
  }

  override var unresolved: PromiseHook? {
    if case .resolved = state { nil } else { self }
  }

  override var promise: PromiseHook? { self }

  /// Where calls go from here.
  private var next: CapabilityHook? {
    switch state {
    case .waiting: nil
    case .routed(let hook), .resolved(let hook): hook
    }
  }

  override func route(on connection: Connection) -> Route? {
    // A loop, here and below, because a peer can make chains of promises long.
    var hook: CapabilityHook? = next
    while let promise = hook?.promise { hook = promise.next }
    return hook?.route(on: connection)
  }

  /// Whether calls to this promise would go on to another one.
  private func leads(to other: PromiseHook) -> Bool {
    var promise: PromiseHook? = self
    while let current = promise {
      if current === other { return true }
      promise = current.next?.promise
    }
    return false
  }

  /// What calls go along now.
  var routedTo: CapabilityHook? {
    if case .routed(let hook) = state { hook } else { nil }
  }

  override func deliver(_ call: Call) {
    var promise = self
    while true {
      let next: CapabilityHook
      switch promise.state {
      case .waiting:
        return promise.enqueue(call)
      case .routed(let hook):
        promise.hasSent = true
        next = hook
      case .resolved(let hook):
        next = hook
      }
      guard let further = next.promise else { return next.deliver(call) }
      promise = further
    }
  }

  private func enqueue(_ call: Call) {
    if call.isAwaited(by: source) {
      return call.failLater(.failed("a call waits for its own answer"))
    }
    call.waitsIn = .passUnretained(self)
    // The queue is all there may be to refer to the promise.
    if queue.isEmpty { _ = Unmanaged.passRetained(self) }
    call.phase = .waiting
    queue.append(call)
  }

  private func flush(to hook: CapabilityHook) {
    if queue.isEmpty { return }
    while let call = queue.popFirst() {
      call.waitsIn = nil
      if !call.isDone { hook.deliver(call) }
    }
    Unmanaged.passUnretained(self).release()
  }

  /// Calls went the way of this promise before it was known.
  func markSent() { hasSent = true }

  /// Gives calls a way to take until the promise resolves.
  func setRoute(_ hook: CapabilityHook) {
    guard case .waiting = state else { return }
    state = .routed(hook)
    if !queue.isEmpty { hasSent = true }
    flush(to: hook)
  }

  /// Resolves the promise. Calls that waited go first.
  ///
  /// Does nothing if it is resolved already.
  ///
  /// - Parameter hook: What it resolves to, perhaps another promise.
  public func resolve(to hook: CapabilityHook) {
    if case .resolved = state { return }
    var target = hook.settled
    if target.promise?.leads(to: self) == true {
      target = BrokenHook(.failed("a promise resolved to itself"), in: vat)
    }
    // The route goes when everything else is done: its end is a message too.
    let old = state
    state = .resolved(target)
    withExtendedLifetime(self) {
      flush(to: target)
      let next = target.promise
      if let next {
        placeAmongFollowers = next.addFollower(self)
        // What was sent by way of this one can be overtaken when the next one resolves.
        if hasSent { next.hasSent = true }
      }
      moveFollowers(to: target, next)
      let watchers = self.watchers
      self.watchers = []
      for watcher in watchers { tell(watcher, target, next) }
      if let importedFrom {
        importedFrom.connection.importPromiseDied(importedFrom.id, self)
        self.importedFrom = nil
      }
      leaveSource()
    }
    withExtendedLifetime(old) {}
  }

  private func tell(_ watcher: Watcher, _ target: CapabilityHook, _ next: PromiseHook?) {
    switch watcher {
    case .export(let connection, let export): connection.resolved(export, to: target)
    case .disembargo(let connection, let id): connection.echoDisembargo(id, target)
    case .callback(let body):
      if let next { next.watch(watcher) } else { vat.later { body(target) } }
    }
  }

  func watch(_ watcher: Watcher) { watchers.append(watcher) }

  func unwatch(_ export: Export) {
    watchers.removeAll {
      if case .export(_, let watching) = $0 { watching === export } else { false }
    }
  }
}

extension PromiseHook {
  // A promise that resolved to a promise goes on to what that one resolves to, so that chains stay one link long.

  private func addFollower(_ follower: PromiseHook) -> Int {
    followers.append(.passUnretained(follower))
    return followers.count - 1
  }

  private func removeFollower(at place: Int, _ follower: PromiseHook) {
    guard place < followers.count,
      followers[place].toOpaque() == Unmanaged.passUnretained(follower).toOpaque()
    else { return }
    let last = followers.removeLast()
    if place < followers.count {
      followers[place] = last
      last.takeUnretainedValue().placeAmongFollowers = place
    }
  }

  private func moveFollowers(to target: CapabilityHook, _ next: PromiseHook?) {
    let followers = self.followers
    self.followers = []
    for reference in followers {
      let follower = reference.takeUnretainedValue()
      follower.state = .resolved(target)
      if let next { follower.placeAmongFollowers = next.addFollower(follower) }
    }
  }
}
