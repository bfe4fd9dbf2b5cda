import Platform
import Synchronization
import Testing
import WASI
import WebAssembly

@testable import Processes

@Suite("Every limit can be reached, and tells the right reason", .timeLimit(.minutes(15)))
struct LimitTests {
  @Test("Fuel in all")
  func fuel() async throws {
    let executor = try ProcessExecutor()
    let status = try await executor.run(Guests.spins) { $0.limits.fuel = 100_000 }.wait()
    #expect(status.reason.isLike("limit reached: fuel"))
    #expect(status.fuelUsed <= 100_000 && status.fuelUsed > 99_000)
    let enough = try await executor.run(Guests.counts(1000)) { $0.limits.fuel = 100_000 }.wait()
    #expect(enough.exitCode == 0)
    await executor.shutdown()
  }

  @Test("Fuel in all, over a start function and the entry")
  func fuelOfSeveralCalls() async throws {
    let executor = try ProcessExecutor()
    let guest = """
      (module (memory (export "memory") 1)
        (func $f (local $n i32)
          (loop $l
            (br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1)))
              (i32.const 1000)))))
        (start $f)
        (func (export "_start") (call $f)))
      """
    let status = try await executor.run(guest) { $0.limits.fuel = 100_000 }.wait()
    #expect(status.exitCode == 0, "\(status.reason)")
    let less = status.fuelUsed - 1
    let short = try await executor.run(guest) { $0.limits.fuel = less }.wait()
    #expect(short.reason.isLike("limit reached: fuel"))
    await executor.shutdown()
  }

  @Test("What a store takes: tables, stack, heap")
  func store() async throws {
    let executor = try ProcessExecutor()
    let table = #"(module (table 100 funcref) (func (export "_start")))"#
    let tables = try await executor.run(table) { $0.limits.store.tableElements = 99 }
    #expect(try await tables.wait().reason.isLike("limit reached: memory"))
    let stack = try await executor.run(Guests.recurses) {
      $0.limits.store.stackByteCount = 10_000
    }
    #expect(try await stack.wait().reason.isLike("trapped: "))
    let arrays = """
      (module (type $a (array i64))
        (table 1000 (ref null $a))
        (func (export "_start") (local $n i32)
          (loop $l
            (table.set 0 (local.get $n) (array.new_default $a (i32.const 1000)))
            (br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1)))
              (i32.const 1000))))))
      """
    let heap = try await executor.run(arrays) { $0.limits.store.heapByteCount = 1 << 20 }
    #expect(try await heap.wait().reason.isLike("limit reached: memory"))
    #expect(try await executor.run(arrays).wait().exitCode == 0)
    await executor.shutdown()
  }

  @Test("Fuel per second: a process that only computes waits for more, and gets on")
  func fuelPerSecond() async throws {
    let executor = try ProcessExecutor()
    let process = try await executor.run(Guests.spins) { $0.limits.fuelPerSecond = 20_000 }
    var used: UInt64 = 0
    for _ in 0..<3 {
      while let info = process.info, info.state != .waiting || info.fuelUsed <= used {
        await Task.yield()
      }
      used = process.info?.fuelUsed ?? 0
      #expect(used > 0)
    }
    process.kill()
    #expect(try await process.wait().fuelUsed >= used)
    await executor.shutdown()
  }

  @Test("Limits on fuel need metered modules")
  func unmetered() async throws {
    let cache = BytecodeCache(module: ModuleConfiguration())
    let executor = try ProcessExecutor(cache: cache)
    do {
      _ = try await executor.run(Guests.spins) { $0.limits.fuel = 1 }
      Issue.record("started")
    } catch let error as SpawnError {
      #expect(error.code == .notMetered)
    }
    let status = try await executor.run(Guests.trivial).wait()
    #expect(status.exitCode == 0 && status.fuelUsed == 0)
    await executor.shutdown()
  }

  @Test("Memory at the start, and growing beyond")
  func memory() async throws {
    let executor = try ProcessExecutor()
    let tooMuch = try await executor.run(Guests.needsFourPages) {
      $0.limits.memoryByteCount = 3 << 16
    }
    #expect(try await tooMuch.wait().reason.isLike("limit reached: memory"))
    let growing = try await executor.run(Guests.grows) { $0.limits.memoryByteCount = 3 << 16 }
    let status = try await growing.wait()
    #expect(status.exitCode == 1)
    #expect(status.memoryByteCount == 1 << 16)
    #expect(try await executor.run(Guests.grows).wait().exitCode == 99)
    await executor.shutdown()
  }

  @Test(
    "Wall time, of one that spins and one that sleeps", arguments: [Guests.spins, Guests.sleeps])
  func wallTime(guest: String) async throws {
    let executor = try ProcessExecutor()
    let process = try await executor.run(guest) { $0.limits.wallTime = .milliseconds(20) }
    #expect(try await process.wait().reason.isLike("limit reached: wall time"))
    let quick = try await executor.run(Guests.trivial) { $0.limits.wallTime = .seconds(3600) }
    #expect(try await quick.wait().exitCode == 0)
    await executor.shutdown()
  }

  @Test("Children")
  func children() async throws {
    let executor = try ProcessExecutor()
    let parent = try await executor.run(Guests.sleeps) { $0.limits.children = 2 }
    let below: (inout ProcessOptions) -> Void = { $0.parent = parent.pid }
    let first = try await executor.run(Guests.sleeps, below)
    _ = try await executor.run(Guests.sleeps, below)
    do {
      _ = try await executor.run(Guests.sleeps, below)
      Issue.record("a third child")
    } catch let error as SpawnError {
      #expect(error.code == .tooManyChildren)
    }
    first.kill()
    _ = try await first.wait()
    _ = try await executor.run(Guests.sleeps, below)
    await executor.shutdown()
  }

  @Test("Processes of an executor")
  func processes() async throws {
    var configuration = ProcessExecutor.Configuration()
    configuration.limits.processes = 3
    let executor = try ProcessExecutor(configuration: configuration)
    for _ in 0..<3 { _ = try await executor.run(Guests.sleeps) }
    do {
      _ = try await executor.run(Guests.sleeps)
      Issue.record("a fourth process")
    } catch let error as SpawnError {
      #expect(error.code == .tooManyProcesses)
    }
    executor.find(3)?.kill()
    _ = try await executor.run(Guests.sleeps)
    await executor.shutdown()
  }

  @Test("Exit statuses: the last so many, and not too old")
  func statuses() async throws {
    var configuration = ProcessExecutor.Configuration()
    configuration.limits.exitStatuses = 5
    let executor = try ProcessExecutor(configuration: configuration)
    for _ in 0..<8 { _ = try await executor.run(Guests.trivial).wait() }
    #expect((UInt32(2)...9).filter { executor.exitStatus(of: $0) != nil } == [5, 6, 7, 8, 9])
    await executor.shutdown()
    configuration.limits.exitStatusAge = .zero
    let forgetful = try ProcessExecutor(configuration: configuration)
    let process = try await forgetful.run(Guests.exits7)
    _ = try await process.wait()
    #expect(forgetful.exitStatus(of: process.pid) == nil)
    // Who holds the handle still knows.
    #expect(try await process.wait().exitCode == 7)
    let cell = Guarded<ProcessExit?>(nil)
    process.monitor { status in cell.withLock { $0 = status } }
    #expect(cell.withLock { $0 }?.exitCode == 7)
    await forgetful.shutdown()
  }

  @Test("Bytes that wait to be read")
  func loading() async throws {
    let executor = try ProcessExecutor(cache: BytecodeCache(byteLimit: 100_000))
    let bytes = [UInt8](repeating: 0, count: 60_000)
    do {
      for _ in 0..<100 { try executor.spawn(ProcessOptions(.bytes(bytes))) }
      // A thread that reads as fast as this one starts is no failure.
    } catch {
      #expect(error.code == .cacheFull)
    }
    #expect(throws: SpawnError.self) {
      try executor.spawn(ProcessOptions(.bytes(bytes + bytes)))
    }
    await executor.shutdown()
    while executor.core.state.withLock({ $0.loadingByteCount }) > 0 { await Task.yield() }
  }

  @Test("Arguments")
  func arguments() async throws {
    let executor = try ProcessExecutor()
    let process = try await executor.run(Guests.trivial) {
      $0.arguments = [String(repeating: "a", count: 1000)]
      $0.wasiLimits.argumentByteCount = 500
    }
    guard case .notStarted(let error) = try await process.wait().reason else {
      Issue.record("started")
      return
    }
    #expect(error.code == .grant)
    await executor.shutdown()
  }

  @Test("Priority classes: whoever is in the background goes on as well")
  func priorities() async throws {
    var configuration = ProcessExecutor.Configuration()
    configuration.lanes = 1
    let executor = try ProcessExecutor(configuration: configuration)
    var processes: [GuestProcess] = []
    for priority in PriorityClass.allCases {
      processes.append(try await executor.run(Guests.spins) { $0.priority = priority })
    }
    let background = processes[2]
    #expect(background.info?.priority == .background)
    // Many slices, as a busy machine may cut any of them short.
    while (background.info?.fuelUsed ?? 0) < 500_000 { await Task.yield() }
    let used = processes.map { $0.info?.fuelUsed ?? 0 }
    #expect(used[0] > used[2])
    await executor.shutdown()
  }
}
