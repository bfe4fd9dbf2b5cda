/// Who runs next: a pure state machine with times passed in.
///
/// Classes have credits, in slices: 32, 8 and 1. The highest class that has both credit and somebody
/// to run goes first; when none has, all get their credit back. So a class waits for the ones above
/// it but never for ever. Within a class those that just woke go before those that used up their
/// slice, unless the former took more than two slices' time since one of the latter ran.
struct RunQueue<Element: Sendable>: Sendable {
  private struct ClassQueue: Sendable {
    var woken = Deque<Element>()
    var spent = Deque<Element>()
    var credit: Int
    /// The time that makes up less than a slice and is not charged yet.
    var uncharged: UInt64 = 0
    /// The time woken ones took since a spent one ran.
    var wokenTime: UInt64 = 0

    var isEmpty: Bool { woken.isEmpty && spent.isEmpty }
  }

  /// The slices a class gets before the ones below it get theirs, by priority.
  static var credits: [Int] { [32, 8, 1] }
  /// The time of one slice in nanoseconds.
  static var slice: UInt64 { 1_000_000 }

  private var classes = RunQueue.credits.map { ClassQueue(credit: $0) }

  /// How many wait for their turn.
  private(set) var count = 0
  /// How many of them were waiting for something before.
  private(set) var wokenCount = 0

  /// Adds somebody.
  ///
  /// - Parameters:
  ///   - element: who.
  ///   - priority: its class.
  ///   - woken: whether it was waiting, rather than using up its slice.
  mutating func append(_ element: Element, _ priority: PriorityClass, woken: Bool) {
    if woken {
      classes[priority.rawValue].woken.append(element)
      wokenCount += 1
    } else {
      classes[priority.rawValue].spent.append(element)
    }
    count += 1
  }

  /// Takes out who runs next.
  ///
  /// - Returns: who, and its queue, to be charged for the time it takes; `nil` when nobody waits.
  mutating func popFirst() -> (element: Element, turn: Turn)? {
    if count == 0 { return nil }
    if !classes.contains(where: { !$0.isEmpty && $0.credit > 0 }) {
      for index in classes.indices { classes[index].credit = RunQueue.credits[index] }
    }
    guard let index = classes.firstIndex(where: { !$0.isEmpty && $0.credit > 0 }) else {
      return nil
    }
    let takesWoken =
      classes[index].spent.isEmpty
      || (!classes[index].woken.isEmpty && classes[index].wokenTime < 2 * RunQueue.slice)
    let element: Element?
    if takesWoken {
      element = classes[index].woken.popFirst()
      wokenCount -= 1
    } else {
      element = classes[index].spent.popFirst()
      classes[index].wokenTime = 0
    }
    guard let element else { return nil }
    count -= 1
    return (element, Turn(index: index, isWoken: takesWoken))
  }

  /// From which queue somebody was taken.
  struct Turn: Sendable, Hashable {
    let index: Int
    let isWoken: Bool
  }

  /// Charges the time that a turn took; at least a microsecond, so that no turn is free.
  mutating func charge(_ turn: Turn, nanoseconds: UInt64) {
    let time = max(1000, nanoseconds)
    if turn.isWoken { classes[turn.index].wokenTime &+= time }
    // A slice's worth of time costs a credit, in however many turns.
    let total = classes[turn.index].uncharged &+ time
    let slices = total / RunQueue.slice
    classes[turn.index].uncharged = total % RunQueue.slice
    classes[turn.index].credit -= Int(clamping: slices)
  }
}
