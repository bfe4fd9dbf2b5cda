import SeededTesting
import Platform
import Synchronization
import Testing
import WASI
import WebAssembly

@testable import Processes

/// Thousands of random events against a model of who must be alive and who must have been told.
@Suite("Chaos", .timeLimit(.minutes(15)))
struct ChaosTests {
  /// What was told of a process.
  private final class Notes: Sendable {
    private let counts = Guarded<[UInt64: Int]>([:])
    func add(_ id: UInt64) { counts.withLock { $0[id, default: 0] += 1 } }
    var all: [UInt64: Int] { counts.withLock { $0 } }
  }

  private struct Life {
    let process: GuestProcess
    let kind: Int
    var monitors: [UInt64] = []
    /// Those that may end with it: they were linked to it once, or are below it.
    var mayEnd: [Int] = []
    /// Whether something that was done must have ended it, or will.
    var isDoomed = false
  }

  private static let guests = [
    Guests.sleeps, Guests.spins, Guests.naps, Guests.floods, Guests.traps, Guests.exits7,
    Guests.yields,
  ]

  @Test("Nobody is lost, nobody is told twice, nothing is left", arguments: [1, 2, 3, 4])
  func chaos(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let executors = [try ProcessExecutor(), try ProcessExecutor()]
    let notes = Notes()
    var lives: [Life] = []
    var nextMonitor: UInt64 = 0
    var waits: [Task<ProcessExit?, Never>] = []
    var ids: [[ContentID]] = []
    for executor in executors {
      var row: [ContentID] = []
      for guest in Self.guests { row.append(try await executor.cache.put(Guests.bytes(guest))) }
      ids.append(row)
    }
    for step in 0..<700 {
      let place = lives.isEmpty ? 0 : random.below(lives.count)
      switch lives.isEmpty ? 0 : random.below(12) {
      case 0, 1, 2:
        let side = random.below(2)
        let kind = random.below(Self.guests.count)
        var options = ProcessOptions(.cached(ids[side][kind]))
        options.priority = PriorityClass.allCases[random.below(3)]
        if random.below(2) == 0, !lives.isEmpty, lives[place].process.core === executors[side].core
        {
          options.parent = lives[place].process.pid
        }
        if kind == 1, random.below(4) == 0 { options.limits.fuel = 5000 }
        if random.below(8) == 0 { options.limits.wallTime = .milliseconds(5) }
        if kind == 3 { options.standardOutput = .pipe(BytePipe(capacity: 100)) }
        do {
          let process = try executors[side].spawn(options)
          let ends = kind >= 4 || options.limits.fuel != nil
          if process.ppid != 1 { lives[place].mayEnd.append(lives.count) }
          lives.append(
            Life(process: process, kind: kind, isDoomed: ends || options.limits.wallTime != nil))
        } catch {
          #expect(error.code == .parentEnding, "seed \(seed), step \(step): \(error)")
        }
      case 3:
        lives[place].process.kill()
        lives[place].isDoomed = true
      case 4: lives[place].process.pause()
      case 5: lives[place].process.resume()
      case 6:
        let other = random.below(lives.count)
        lives[place].process.link(to: lives[other].process)
        lives[place].mayEnd.append(other)
        lives[other].mayEnd.append(place)
      case 7, 8:
        let other = random.below(lives.count)
        lives[place].process.unlink(from: lives[other].process)
      case 9:
        nextMonitor += 1
        let key = nextMonitor
        lives[place].monitors.append(key)
        lives[place].process.monitor { _ in notes.add(key) }
      case 10:
        let process = lives[place].process
        let wait = Task { try? await process.wait() }
        if random.below(2) == 0 { wait.cancel() } else { waits.append(wait) }
      default:
        if random.below(4) == 0 { await Task.yield() }
      }
    }
    // Fewer spinners make the rest end sooner.
    for (place, life) in lives.enumerated() where life.kind == 1 && place % 4 != 0 {
      life.process.kill()
      lives[place].isDoomed = true
    }
    // What ends by itself, or was killed, ends; those that are paused have to be let go on.
    for life in lives where life.isDoomed {
      life.process.resume()
      _ = try await life.process.wait()
    }
    for life in lives where !life.process.isAlive { #expect(life.process.info == nil) }
    // Nobody ends without a reason.
    var mayHaveEnded = Set(lives.indices.filter { lives[$0].isDoomed })
    var unseen = Array(mayHaveEnded)
    while let place = unseen.popLast() {
      for other in lives[place].mayEnd where mayHaveEnded.insert(other).inserted {
        unseen.append(other)
      }
    }
    for (place, life) in lives.enumerated() where !mayHaveEnded.contains(place) {
      #expect(life.process.isAlive, "seed \(seed): \(life.process.pid) ended without a reason")
    }
    // Descendants of the dead are dead.
    for life in lives where life.process.isAlive && life.process.ppid != 1 {
      let parent = lives.first {
        $0.process.pid == life.process.ppid && $0.process.core === life.process.core
      }
      if let parent, !parent.process.isAlive {
        // It may be on its way: its own end is what counts.
        _ = try await life.process.wait()
      }
    }
    for executor in executors {
      let problems = executor.core.state.withLock { $0.table._checkInvariants() }
      #expect(problems.isEmpty, "seed \(seed): \(problems)")
    }
    for executor in executors { await executor.shutdown() }
    for life in lives {
      #expect(!life.process.isAlive, "seed \(seed): \(life.process.pid)")
      for key in life.monitors {
        let count = notes.all[key]
        #expect(count == 1, "seed \(seed): monitor \(key) told \(count ?? 0) times")
      }
    }
    for wait in waits { #expect(await wait.value != nil, "seed \(seed): a wait was lost") }
    for executor in executors {
      #expect(executor.count == 0)
      let rest = executor.core.state.withLock { ($0.queue.count, $0.garbage.count, $0.laneCount) }
      #expect(rest == (0, 0, 0), "seed \(seed)")
    }
  }

  @Test("Many tasks at once spawn, link, kill and wait")
  func hammer() async throws {
    let executor = try ProcessExecutor()
    let sleeps = try await executor.cache.put(Guests.bytes(Guests.sleeps))
    let trivial = try await executor.cache.put(Guests.bytes(Guests.trivial))
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<8 {
        group.addTask {
          var random = SeededGenerator(seed: UInt64(worker))
          var mine: [GuestProcess] = []
          for _ in 0..<100 {
            let id = random.below(2) == 0 ? sleeps : trivial
            if let process = try? executor.spawn(ProcessOptions(.cached(id))) {
              mine.append(process)
            }
            let (a, b) = (mine[random.below(mine.count)], mine[random.below(mine.count)])
            switch random.below(4) {
            case 0: a.link(to: b)
            case 1: a.kill()
            case 2: a.pause()
            default: a.resume()
            }
          }
          for process in mine { process.kill() }
          for process in mine { _ = try? await process.wait() }
        }
      }
    }
    #expect(executor.count == 0)
    await executor.shutdown()
  }

  @Test("Stores and stacks of ended processes are freed")
  func leaks() async throws {
    weak var core: ExecutorCore?
    weak var process: GuestProcess?
    weak var body: GuestBody?
    do {
      let executor = try ProcessExecutor()
      core = executor.core
      let first = try await executor.run(Guests.sleeps)
      let second = try await executor.run(Guests.spins)
      first.link(to: second)
      first.monitor { _ in }
      process = first
      body = second.body
      await executor.shutdown()
    }
    // The last lane may be about to return.
    while core != nil { await Task.yield() }
    #expect(process == nil)
    #expect(body == nil)
  }
}
