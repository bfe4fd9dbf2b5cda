import Testing

@testable import Processes

/// A supervisor's children as a driver without threads would have them.
private struct World {
  var machine: SupervisorStateMachine
  /// The runs that are alive, by child.
  var alive: [Int: UInt64] = [:]
  /// The order in which children were started and ended.
  var log: [String] = []
  var outcome: SupervisorStateMachine.Outcome?
  var time: UInt64 = 0
  /// Whether children that are asked to end do so.
  var obeys = true

  init(
    _ strategy: RestartStrategy, intensity: Int = 100, _ kinds: [RestartKind],
    shutdown: ShutdownKind = .kill
  ) {
    machine = SupervisorStateMachine(
      kinds.enumerated().map { .init(id: "\($0)", restart: $1, shutdown: shutdown) },
      SupervisorFlags(strategy, intensity: intensity, period: .seconds(5)))
  }

  mutating func send(_ event: SupervisorStateMachine.Event) {
    var events = [event]
    while !events.isEmpty {
      for effect in machine.on(events.removeFirst(), at: time) {
        switch effect {
        case .start(let index, let run):
          #expect(alive[index] == nil, "child \(index) runs twice")
          alive[index] = run
          log.append("+\(index)")
          events.append(.started(run: run))
        case .request(let index, let run):
          log.append("?\(index)")
          if obeys { events += end(index, run, normally: true) }
        case .kill(let index, let run):
          events += end(index, run, normally: false)
        case .timer(let run, _):
          if !obeys { events.append(.timedOut(run: run)) }
        case .ended(let outcome):
          #expect(self.outcome == nil)
          self.outcome = outcome
        }
      }
    }
  }

  private mutating func end(
    _ index: Int, _ run: UInt64, normally: Bool
  ) -> [SupervisorStateMachine.Event] {
    guard alive[index] == run else { return [] }
    alive[index] = nil
    log.append("-\(index)")
    return [.exited(run: run, normally: normally)]
  }

  /// A child ends by itself.
  mutating func exit(_ index: Int, normally: Bool) {
    guard let run = alive.removeValue(forKey: index) else { return }
    log.append(normally ? "=\(index)" : "!\(index)")
    send(.exited(run: run, normally: normally))
  }

  mutating func takeLog() -> String {
    defer { log = [] }
    return log.joined(separator: " ")
  }
}

@Suite("Supervision")
struct SupervisorStateMachineTests {
  @Test("Children start in order and end in the reverse order")
  func order() {
    var world = World(.oneForOne, [.permanent, .permanent, .permanent])
    world.send(.start)
    #expect(world.takeLog() == "+0 +1 +2")
    world.send(.stop)
    #expect(world.takeLog() == "-2 -1 -0")
    #expect(world.outcome == .stopped)
  }

  @Test("Each strategy restarts whom it should")
  func strategies() {
    let expected: [RestartStrategy: String] = [
      .oneForOne: "!1 +1", .oneForAll: "!1 -2 -0 +0 +1 +2", .restForOne: "!1 -2 +1 +2",
    ]
    for strategy in RestartStrategy.allCases {
      var world = World(strategy, [.permanent, .permanent, .permanent])
      world.send(.start)
      _ = world.takeLog()
      world.exit(1, normally: false)
      #expect(world.takeLog() == expected[strategy])
    }
  }

  @Test("Each kind is restarted when it should be")
  func kinds() {
    for (kind, normally, isRestarted) in [
      (RestartKind.permanent, true, true), (.permanent, false, true), (.transient, true, false),
      (.transient, false, true), (.temporary, true, false), (.temporary, false, false),
    ] {
      var world = World(.oneForOne, [kind])
      world.send(.start)
      world.exit(0, normally: normally)
      #expect((world.alive[0] != nil) == isRestarted, "\(kind), normally: \(normally)")
    }
  }

  @Test("A temporary child is ended with the others but not started again; a transient one is")
  func others() {
    var world = World(.oneForAll, [.temporary, .transient, .permanent])
    world.send(.start)
    world.exit(1, normally: true)
    _ = world.takeLog()
    world.exit(2, normally: false)
    #expect(world.takeLog() == "!2 -0 +1 +2")
  }

  @Test("One restart too many within the period ends all")
  func intensity() {
    var world = World(.oneForOne, intensity: 2, [.permanent, .permanent])
    world.send(.start)
    for _ in 0..<2 { world.exit(0, normally: false) }
    #expect(world.outcome == nil)
    // Those before the period do not count.
    world.time = 6_000_000_000
    for _ in 0..<2 { world.exit(0, normally: false) }
    #expect(world.outcome == nil)
    _ = world.takeLog()
    world.exit(0, normally: false)
    #expect(world.outcome == .tooManyRestarts)
    #expect(world.takeLog() == "!0 -1")
    #expect(world.alive.isEmpty)
  }

  @Test("A child that never starts uses up the restarts")
  func startFailure() {
    var machine = SupervisorStateMachine(
      [.init(id: "a", restart: .permanent, shutdown: .kill)],
      SupervisorFlags(intensity: 3, period: .seconds(5)))
    var effects = machine.on(.start, at: 0)
    var starts = 0
    while case .start(_, let run)? = effects.first {
      starts += 1
      effects = machine.on(.startFailed(run: run), at: 0)
    }
    #expect(starts == 4)
    #expect(effects == [.ended(.tooManyRestarts)])
  }

  @Test("Asking comes before killing, and killing only when the time is over")
  func shutdown() {
    for obeys in [true, false] {
      var world = World(.oneForOne, [.permanent, .permanent], shutdown: .timeout(.seconds(1)))
      world.obeys = obeys
      world.send(.start)
      _ = world.takeLog()
      world.send(.stop)
      #expect(world.takeLog() == "?1 -1 ?0 -0")
      #expect(world.outcome == .stopped)
    }
    var patient = World(.oneForOne, [.permanent], shutdown: .infinity)
    patient.obeys = false
    patient.send(.start)
    patient.send(.stop)
    #expect(patient.outcome == nil)
    patient.exit(0, normally: true)
    #expect(patient.outcome == .stopped)
  }

  @Test("News of an earlier run changes nothing")
  func stale() {
    var world = World(.oneForOne, [.permanent])
    world.send(.start)
    let first = world.alive[0] ?? 0
    world.exit(0, normally: false)
    _ = world.takeLog()
    world.send(.exited(run: first, normally: false))
    world.send(.timedOut(run: first))
    #expect(world.takeLog() == "")
  }

  @Test("Every sequence of three exits, for all strategies and kinds of three children")
  func exhaustive() {
    let kinds = RestartKind.allCases
    for strategy in RestartStrategy.allCases {
      for first in kinds {
        for second in kinds {
          for third in kinds {
            let all = [first, second, third]
            for sequence in 0..<(6 * 6 * 6) {
              var world = World(strategy, all)
              world.send(.start)
              var rest = sequence
              for _ in 0..<3 {
                let (index, normally) = (rest % 6 / 2, rest % 2 == 0)
                rest /= 6
                world.exit(index, normally: normally)
                // Whoever is permanent always runs again once everything has settled.
                for (index, kind) in all.enumerated() where kind == .permanent {
                  #expect(world.alive[index] != nil)
                }
              }
              world.send(.stop)
              #expect(world.alive.isEmpty && world.outcome == .stopped)
            }
          }
        }
      }
    }
  }
}
