internal import CapnProto
internal import CapnProtoRPC
internal import Synchronization

/// What lets many threads use one vat: a lock around it, and the effects of what happens inside, performed
/// outside and in order.
///
/// Nothing of the program runs with the lock held. Whoever leaves the vat performs what it
/// caused, unless somebody performs already, who then does that too.
package final class VatDriver: @unchecked Sendable {
  // Safe to share: what is not a constant is touched with the lock held.

  private let lock = VatLock<Void>(())
  /// The vat, which refers to this; whoever enters it holds it.
  @exclusivity(unchecked) private(set) unowned(unsafe) var vat: Vat
  private let queues = (HostEffectQueue(), HostEffectQueue())
  /// What is to be done: one of the queues.
  @exclusivity(unchecked) private var effects: Unmanaged<HostEffectQueue>
  /// The other queue: belongs to who performs, without the lock; otherwise it is empty.
  @exclusivity(unchecked) private var performed: Unmanaged<HostEffectQueue>
  @exclusivity(unchecked) private var isPerforming = false
  @exclusivity(unchecked) private var changedLinks: [ConnectionLink] = []
  /// Something was dropped that the vat must release.
  private let hasDrops = Atomic(false)
  private let drops = VatLock<[Dropped]>([])

  /// Where the tasks of servers run, one at a time.
  package var executor: any TaskExecutor { workers.executor }
  /// Runs what a call may wait for, if that can be done on top of its caller.
  @inline(__always)
  func runNested(until state: CallState) { workers.nesting?.runNested { state.isDone } }
  /// The tasks themselves.
  let workers: ServerWorkers

  private init(_ vat: Vat, _ executor: any TaskExecutor) {
    self.vat = vat
    effects = .passUnretained(queues.0)
    performed = .passUnretained(queues.1)
    workers = ServerWorkers(executor)
  }

  deinit { workers.close() }

  /// Makes a vat with a driver.
  static func makeVat(executor: any TaskExecutor) -> (Vat, VatDriver) {
    let holder = DriverHolder()
    let vat = Vat(driver: holder) { [unowned holder] in holder.driver?.releaseSoon() }
    let driver = VatDriver(vat, executor)
    holder.driver = driver
    vat.adopt = { [unowned driver] capability in
      LocalHook(VatBridge(capability, home: driver), in: driver.vat)
    }
    return (vat, driver)
  }

  /// The driver of a vat; `nil` if it was not made here.
  @inline(__always)
  static func of(_ vat: Vat) -> VatDriver? { (vat.driver as? DriverHolder)?.driver }

  /// Does something in the vat, and what comes of it.
  ///
  /// - Parameter body: runs with the lock held: it must not call out.
  @inline(__always)
  func enter<R>(_ body: () -> R) -> R {
    // The lock's results need to be handed from there to here, nowhere else.
    nonisolated(unsafe) var result: R?
    let mustPerform = lock.withLock { _ in
      result = body()
      return settle()
    }
    if mustPerform { perform() }
    if hasDrops.load(ordering: .relaxed) { releaseSoon() }
    return result.unsafelyUnwrapped
  }

  /// Brings the vat to rest; with the lock held.
  ///
  /// - Returns: whether the caller has to perform effects.
  private func settle() -> Bool {
    if hasDrops.load(ordering: .relaxed) { releaseDrops() }
    Unmanaged.passUnretained(vat)._withUnsafeGuaranteedRef { $0.run() }
    while let link = changedLinks.popLast() { link.collect() }
    if effects._withUnsafeGuaranteedRef({ $0.isEmpty }) || isPerforming { return false }
    isPerforming = true
    swap(&performed, &effects)
    return true
  }

  /// Performs effects until there are none.
  private func perform() {
    while true {
      performed._withUnsafeGuaranteedRef { $0.performAll(self) }
      let isDone = lock.withLock { _ in
        if effects._withUnsafeGuaranteedRef({ $0.isEmpty }) {
          isPerforming = false
          return true
        }
        swap(&performed, &effects)
        return false
      }
      if isDone { return }
    }
  }

  /// Adds an effect; in the vat.
  @inline(__always)
  func add(_ effect: __owned HostEffect) {
    effects._withUnsafeGuaranteedRef { $0.append(effect) }
  }

  /// Notes that a connection wants something; in the vat.
  func changed(_ link: ConnectionLink) { changedLinks.append(link) }

  // What is dropped can be dropped anywhere, also in the vat. So it is put aside, and whoever is in
  // the vat, or can enter at once, releases it.

  /// Lets go of something from anywhere.
  func drop(_ dropped: Dropped) {
    drops.withLock { $0.append(dropped) }
    releaseSoon()
  }

  /// Something was dropped: has it released, now or by who is in the vat.
  func releaseSoon() {
    hasDrops.store(true, ordering: .releasing)
    while hasDrops.load(ordering: .acquiring) {
      let mustPerform = lock.withLockIfAvailable { _ in settle() }
      guard let mustPerform else { return }
      if mustPerform { perform() }
    }
  }

  private func releaseDrops() {
    guard hasDrops.exchange(false, ordering: .acquiringAndReleasing) else { return }
    let all = drops.withLock { drops in
      defer { drops = [] }
      return drops
    }
    for dropped in all { dropped.release() }
  }
}

/// What nobody uses any more, on its way to the vat it belongs to.
enum Dropped: @unchecked Sendable {
  // Safe to send: only the vat touches what is inside.

  /// A call nobody waits for.
  case call(Call)
  /// A promise nobody can decide.
  case promise(Capability)

  func release() {
    switch self {
    case .call(let call): call.cancel()
    case .promise(let capability):
      let error = RPCError(.failed, "a promised capability was never decided")
      (capability.hook as? PromiseHook)?.resolve(
        to: Capability(broken: error, in: capability.vat).hook)
    }
  }
}

/// What a vat refers to its driver by, which is made after it.
private final class DriverHolder: @unchecked Sendable {
  // Safe to share: set once, before anybody else has the vat.
  @exclusivity(unchecked) var driver: VatDriver?
}
