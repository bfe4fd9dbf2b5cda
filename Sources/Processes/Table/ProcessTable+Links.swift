extension ProcessTableStateMachine {
  /// Links two processes: if either ends, so does the other. Doing it twice changes nothing.
  ///
  /// Linking to a process that has ended ends the other one.
  ///
  /// - Parameters:
  ///   - pid: a process.
  ///   - id: its identifier.
  ///   - other: another process.
  ///   - otherID: its identifier, if known.
  /// - Returns: what to do, or `nil` when neither is alive.
  mutating func link(
    _ pid: UInt32, id: UInt64, _ other: UInt32, otherID: UInt64?
  ) -> [Effect]? {
    let isAlive = records[pid]?.id == id
    let otherIsAlive = records[other].map { otherID == nil || $0.id == otherID } ?? false
    switch (isAlive, otherIsAlive) {
    case (true, true):
      if pid == other { return [] }
      update(pid) { $0.links.insert(other) }
      update(other) { $0.links.insert(pid) }
      return []
    case (true, false): return end(pid, .linked(otherID ?? history[other]?.id ?? 0))
    case (false, true): return end(other, .linked(id))
    case (false, false): return nil
    }
  }

  /// Undoes a link; there need not be one.
  mutating func unlink(_ pid: UInt32, _ other: UInt32) {
    update(pid) { $0.links.remove(other) }
    update(other) { $0.links.remove(pid) }
  }

  /// Links a process to one elsewhere.
  ///
  /// - Returns: whether the process is alive; if not, the other one is to be told.
  mutating func link(_ pid: UInt32, id: UInt64, _ link: RemoteLink) -> Bool {
    guard records[pid]?.id == id else { return false }
    update(pid) { $0.remoteLinks[link.id] = link }
    return true
  }

  /// Undoes a link to a process elsewhere; there need not be one.
  mutating func unlink(_ pid: UInt32, id: UInt64, remote: UInt64) {
    guard records[pid]?.id == id else { return }
    update(pid) { $0.remoteLinks[remote] = nil }
  }

  /// A process elsewhere has ended, or can't be reached any more.
  ///
  /// - Returns: what to do; nothing unless the two are linked.
  mutating func remoteEnded(
    _ remote: UInt64, linkedTo pid: UInt32, id: UInt64, _ reason: ExitReason?
  ) -> [Effect] {
    guard let record = records[pid], record.id == id, record.remoteLinks[remote] != nil else {
      return []
    }
    update(pid) { $0.remoteLinks[remote] = nil }
    return end(pid, reason ?? .linked(remote)) ?? []
  }

  // MARK: Monitors

  /// Has a process's end told once; at once if it has ended.
  ///
  /// - Returns: the monitor's key, to remove it with, and what to do.
  mutating func monitor(
    _ pid: UInt32, id: UInt64?, _ tell: @escaping Monitor
  ) -> (key: UInt64, effects: [Effect]) {
    let key = nextMonitorKey()
    if let record = records[pid], id == nil || record.id == id {
      update(pid) { $0.monitors.append((key, tell)) }
      return (key, [])
    }
    if let status = history[pid], id == nil || status.id == id {
      return (key, [.tell(tell, status)])
    }
    let status = ProcessExit(
      pid: pid, id: id ?? 0, reason: .unknown, fuelUsed: 0, memoryByteCount: 0)
    return (key, [.tell(tell, status)])
  }

  /// Removes a monitor.
  ///
  /// - Returns: whether it was there, so that it has not been told and will not be.
  mutating func demonitor(_ pid: UInt32, key: UInt64) -> Bool {
    var wasThere = false
    update(pid) { record in
      let count = record.monitors.count
      record.monitors.removeAll { $0.key == key }
      wasThere = record.monitors.count < count
    }
    return wasThere
  }

  /// Checks that tree, records and links agree.
  ///
  /// - Returns: what is wrong; empty when nothing is.
  package func _checkInvariants() -> [String] {
    var problems = tree._checkInvariants()
    if tree.count != records.count { problems.append("tree and records differ in size") }
    if !tree.trim(records.keys).isEmpty { problems.append("a record is not in the tree") }
    for pid in records.keys {
      guard let record = records[pid] else { continue }
      for peer in record.links where records[peer]?.links.contains(pid) != true {
        problems.append("\(pid) is linked to \(peer), which is not linked to it")
      }
      if record.reason != nil {
        for child in tree.children(of: pid) where records[child]?.reason == nil {
          problems.append("\(pid) is ending, its child \(child) is not")
        }
        if record.schedule == .halted && tree.childCount(of: pid) == 0 {
          problems.append("\(pid) should be gone")
        }
      } else if record.schedule == .closing || record.schedule == .halted {
        problems.append("\(pid) closes without a reason")
      }
    }
    return problems
  }
}
