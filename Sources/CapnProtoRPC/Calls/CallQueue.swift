/// Calls that wait, first in, first out.
struct CallQueue {
  private var calls: [Call?] = []
  private var first = 0

  var isEmpty: Bool { first == calls.count }
  var count: Int { calls.count - first }

  mutating func append(_ call: Call) { calls.append(call) }

  mutating func popFirst() -> Call? {
    guard first < calls.count else { return nil }
    let call = calls[first].take()
    first += 1
    if first == calls.count {
      calls.removeAll(keepingCapacity: false)
      first = 0
    }
    return call
  }
}
