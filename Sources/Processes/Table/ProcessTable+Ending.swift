extension ProcessTableStateMachine {
  /// Decides that a process ends, and all below it.
  ///
  /// - Parameters:
  ///   - pid: the process.
  ///   - reason: its reason, unless it has one already; what is below it is killed.
  /// - Returns: what to do, or `nil` when there is no such process.
  mutating func end(_ pid: UInt32, _ reason: ExitReason) -> [Effect]? {
    guard records[pid] != nil else { return nil }
    var effects: [Effect] = []
    decide(pid, reason, &effects)
    return effects
  }

  private mutating func decide(_ pid: UInt32, _ reason: ExitReason, _ effects: inout [Effect]) {
    guard let index = records.index(forKey: pid), records.values[index].reason == nil else {
      return
    }
    if tree.childCount(of: pid) > 0 {
      for member in tree.killOrder(from: pid) where member != pid {
        decideOne(member, .killed, &effects)
      }
    }
    decideOne(pid, reason, &effects)
  }

  private mutating func decideOne(
    _ pid: UInt32, _ reason: ExitReason, _ effects: inout [Effect]
  ) {
    update(pid) { record in
      guard record.reason == nil else { return }
      record.reason = reason
      switch record.schedule {
      case .running: effects.append(.interrupt(record.member, forGood: true))
      case .closing, .halted: break
      case .loading, .queued, .waiting, .parked:
        record.schedule = .closing
        effects.append(.close(record.member))
      }
    }
  }

  /// A process came to its end by itself, and what it had open is closed.
  mutating func exited(
    _ pid: UInt32, _ reason: ExitReason, fuelUsed: UInt64 = 0, memoryByteCount: UInt64 = 0,
    at now: UInt64
  ) -> [Effect] {
    var effects: [Effect] = []
    update(pid) { record in
      record.schedule = .closing
      record.fuelUsed = fuelUsed
      record.memoryByteCount = memoryByteCount
    }
    decide(pid, reason, &effects)
    finish(pid, at: now, &effects)
    return effects
  }

  /// A process whose end was decided no longer runs, and what it had open is closed.
  mutating func halted(_ pid: UInt32, at now: UInt64) -> [Effect] {
    var effects: [Effect] = []
    finish(pid, at: now, &effects)
    return effects
  }

  /// Takes a halted process out as soon as nothing is below it any more, and then perhaps its
  /// parent.
  private mutating func finish(_ pid: UInt32, at now: UInt64, _ effects: inout [Effect]) {
    update(pid) { $0.schedule = .halted }
    var next = pid
    while let index = records.index(forKey: next), records.values[index].schedule == .halted,
      let reason = records.values[index].reason, tree.childCount(of: next) == 0
    {
      let parent = tree.parent(of: next) ?? ProcessTree.rootPID
      guard let record = remove(next) else { return }
      let status = ProcessExit(
        pid: next, id: record.id, reason: reason, fuelUsed: record.fuelUsed,
        memoryByteCount: record.memoryByteCount)
      remember(status, at: now)
      effects.append(.gone(record.member, status))
      for peer in record.links.count > 1 ? record.links.sorted() : Array(record.links) {
        update(peer) { $0.links.remove(next) }
        decide(peer, .linked(record.id), &effects)
      }
      for link in record.remoteLinks.values { effects.append(.tellLink(link, reason)) }
      for monitor in record.monitors { effects.append(.tell(monitor.tell, status)) }
      effects.append(.told(record.member))
      if hasListeners { effects.append(.event(.ended(status))) }
      next = parent
    }
  }
}
