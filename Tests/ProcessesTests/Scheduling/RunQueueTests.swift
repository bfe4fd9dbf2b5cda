import Testing

@testable import Processes

@Suite("Run queue")
struct RunQueueTests {
  private let slice: UInt64 = 1_000_000

  @Test("Those that woke go before those that used up their slice, each in order")
  func wokenFirst() {
    var queue = RunQueue<String>()
    queue.append("a", .normal, woken: false)
    queue.append("b", .normal, woken: true)
    queue.append("c", .normal, woken: false)
    queue.append("d", .normal, woken: true)
    var order = ""
    while let (element, _) = queue.popFirst() { order += element }
    #expect(order == "bdac")
    #expect(queue.count == 0)
  }

  @Test("Two that wake each other for ever do not keep a spinner from running")
  func pingPong() {
    var queue = RunQueue<String>()
    queue.append("spinner", .normal, woken: false)
    queue.append("ping", .normal, woken: true)
    var spins = 0
    var pings = 0
    for _ in 0..<1000 {
      guard let (element, turn) = queue.popFirst() else { break }
      if element == "spinner" {
        spins += 1
        queue.charge(turn, nanoseconds: slice)
        queue.append("spinner", .normal, woken: false)
      } else {
        pings += 1
        queue.charge(turn, nanoseconds: slice / 10)
        queue.append("ping", .normal, woken: true)
      }
    }
    // A turn of the spinner after every two slices' worth of the others.
    #expect(spins >= 40 && spins <= 60)
    #expect(spins + pings == 1000)
  }

  @Test("Classes share as their credits say, and none starves")
  func classes() {
    var queue = RunQueue<PriorityClass>()
    for priority in PriorityClass.allCases {
      for _ in 0..<10 { queue.append(priority, priority, woken: false) }
    }
    var turns: [PriorityClass: Int] = [:]
    for _ in 0..<4100 {
      guard let (priority, turn) = queue.popFirst() else { break }
      turns[priority, default: 0] += 1
      queue.charge(turn, nanoseconds: slice)
      queue.append(priority, priority, woken: false)
    }
    #expect(turns == [.critical: 3200, .normal: 800, .background: 100])
  }

  @Test("Short turns of a higher class use up its credit as long ones do")
  func shortTurns() {
    for (length, woken) in [(slice / 20, false), (0, true)] {
      var queue = RunQueue<PriorityClass>()
      queue.append(.critical, .critical, woken: woken)
      queue.append(.background, .background, woken: false)
      var turns = 0
      while let (priority, turn) = queue.popFirst() {
        if priority == .background { break }
        turns += 1
        queue.charge(turn, nanoseconds: length)
        queue.append(priority, priority, woken: woken)
        if turns > 100_000 { break }
      }
      // 32 slices' worth of time.
      #expect(turns == (length == 0 ? 32_000 : 640))
    }
  }

  @Test("A class that is alone gets everything")
  func alone() {
    var queue = RunQueue<Int>()
    queue.append(1, .background, woken: false)
    for _ in 0..<100 {
      guard let (element, turn) = queue.popFirst() else {
        Issue.record("nobody")
        return
      }
      queue.charge(turn, nanoseconds: slice)
      queue.append(element, .background, woken: false)
    }
    #expect(queue.popFirst() != nil)
    #expect(queue.popFirst() == nil)
  }
}

@Suite("Fuel accounts")
struct FuelAccountTests {
  @Test("Without limits everything is given at once")
  func unlimited() {
    var account = FuelAccount(limit: nil, perSecond: nil, at: 0)
    #expect(account.ask(at: 0) == .give(.max))
    #expect(account.ask(at: 0) == .give(.max))
  }

  @Test("A limit in all is given once; what comes back can be given again")
  func total() {
    var account = FuelAccount(limit: 1000, perSecond: nil, at: 0)
    #expect(account.ask(at: 0) == .give(1000))
    #expect(account.ask(at: 0) == .exhausted)
    account.giveBack(300)
    #expect(account.ask(at: 0) == .give(300))
    #expect(account.ask(at: 0) == .exhausted)
  }

  @Test("A limit per second comes out right over many seconds", arguments: [10, 1000, 12_345_678])
  func rate(perSecond: UInt64) {
    var account = FuelAccount(limit: nil, perSecond: perSecond, at: 0)
    var now: UInt64 = 0
    var given: UInt64 = 0
    while now < 10_000_000_000 {
      switch account.ask(at: now) {
      case .give(let amount): given += amount
      case .waitUntil(let time):
        #expect(time > now)
        now = time
      case .exhausted:
        Issue.record("exhausted")
        return
      }
    }
    let expected = Double(perSecond) * 10
    #expect(abs(Double(given) - expected) <= expected * 0.02 + 2, "\(given) of \(expected)")
  }

  @Test("Both limits at once")
  func both() {
    var account = FuelAccount(limit: 150, perSecond: 1000, at: 0)
    #expect(account.ask(at: 0) == .give(100))
    guard case .waitUntil(let time) = account.ask(at: 0) else {
      Issue.record("did not wait")
      return
    }
    #expect(account.ask(at: time + 1_000_000_000) == .give(50))
    #expect(account.ask(at: time + 9_000_000_000) == .exhausted)
  }

  @Test("Extreme numbers do not trap")
  func extremes() {
    for rate: UInt64 in [0, 1, .max] {
      for limit: UInt64? in [nil, 0, .max] {
        var account = FuelAccount(limit: limit, perSecond: rate, at: .max - 5)
        for now: UInt64 in [0, .max - 5, .max] {
          for _ in 0..<3 { _ = account.ask(at: now) }
          account.giveBack(.max)
        }
      }
    }
  }
}
