/// How processes ended that are no longer there: the last so many, for so long.
struct ExitHistory: Sendable {
  private let countLimit: Int
  private let ageLimit: UInt64
  private var statuses = PIDMap<ProcessExit>()
  /// In order of their ends; those before `head` are forgotten.
  private var order: [(pid: UInt32, time: UInt64)] = []
  private var head = 0

  init(countLimit: Int, ageLimit: Duration) {
    self.countLimit = max(0, countLimit)
    self.ageLimit = ageLimit.nanoseconds
  }

  var count: Int { statuses.count }

  subscript(pid: UInt32) -> ProcessExit? { statuses[pid] }

  /// Adds a status; the oldest ones go.
  mutating func add(_ status: ProcessExit, at now: UInt64) {
    expire(at: now)
    guard countLimit > 0 else { return }
    if statuses.count >= countLimit { dropFirst() }
    statuses[status.pid] = status
    order.append((status.pid, now))
  }

  /// Forgets what is too old.
  mutating func expire(at now: UInt64) {
    while head < order.count, now > order[head].time, now - order[head].time >= ageLimit {
      dropFirst()
    }
  }

  private mutating func dropFirst() {
    guard head < order.count else { return }
    statuses[order[head].pid] = nil
    head += 1
    if head > 1024 && head * 2 > order.count {
      order.removeFirst(head)
      head = 0
    }
  }
}
