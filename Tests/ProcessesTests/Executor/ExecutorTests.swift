import Platform
import Synchronization
import Testing
import WASI
import WebAssembly

@testable import Processes

@Suite("Processes run and end", .timeLimit(.minutes(15)))
struct ExecutorTests {
  @Test("A process runs to its end, and its status stays")
  func runs() async throws {
    let executor = try ProcessExecutor()
    let process = try await executor.run(Guests.exits7)
    #expect(process.pid == 2)
    #expect(process.ppid == 1)
    let status = try await process.wait()
    #expect(status.exitCode == 7)
    #expect(status.reason.isLike("exited with code 7"))
    #expect(status.fuelUsed > 0)
    #expect(status.memoryByteCount == 65536)
    #expect(try await process.wait().exitCode == 7)
    #expect(executor.exitStatus(of: 2)?.exitCode == 7)
    #expect(!process.isAlive && !process.kill() && process.info == nil)
    #expect(try await executor.run(Guests.trivial).wait().exitCode == 0)
    await executor.shutdown()
  }

  @Test("A trap ends a process with code 134 and its backtrace")
  func traps() async throws {
    let executor = try ProcessExecutor()
    for (guest, code) in [
      (Guests.traps, Trap.Code.unreachable), (Guests.recurses, .stackExhausted),
    ] {
      let status = try await executor.run(guest).wait()
      #expect(status.exitCode == 134)
      guard case .trapped(let trap) = status.reason else {
        Issue.record("ended with \(status.reason)")
        continue
      }
      #expect(trap.code == code)
      #expect(!trap.backtrace.frames.isEmpty)
    }
    await executor.shutdown()
  }

  @Test("Arguments are PID, PPID, content identifier and the guest's own; ns comes first")
  func arguments() async throws {
    let executor = try ProcessExecutor()
    let output = CollectedOutput()
    let process = try await executor.run(Guests.echoes) {
      $0.arguments = ["a", "b c"]
      $0.environment = [.init("X", "y")]
      $0.standardOutput = .collected(output)
    }
    _ = try await process.wait()
    let id = ContentID(of: try Guests.bytes(Guests.echoes))
    #expect(output.text == "2\u{0}1\u{0}\(id)\u{0}a\u{0}b c\u{0}ns=\u{0}X=y\u{0}")
    #expect(process.contentID == id)
    await executor.shutdown()
  }

  @Test("Bytes run without having been put into the cache before")
  func bytes() async throws {
    let executor = try ProcessExecutor()
    let bytes = try Guests.bytes(Guests.exits7)
    let process = try executor.spawn(ProcessOptions(.bytes(bytes)))
    #expect(try await process.wait().exitCode == 7)
    #expect(await executor.cache.has(ContentID(of: bytes)))
    #expect(process.contentID == ContentID(of: bytes))
    await executor.shutdown()
  }

  @Test("What can't start says why")
  func failures() async throws {
    let executor = try ProcessExecutor()
    #expect(throws: SpawnError.self) {
      try executor.spawn(ProcessOptions(.cached(ContentID(of: [1]))))
    }
    for (guest, code) in [
      (Guests.unknownImport, SpawnError.Code.missingImports), (Guests.noStart, .noEntry),
    ] {
      let status = try await executor.run(guest).wait()
      guard case .notStarted(let error) = status.reason else {
        Issue.record("ended with \(status.reason)")
        continue
      }
      #expect(error.code == code)
    }
    let garbage = try executor.spawn(ProcessOptions(.bytes([1, 2, 3])))
    guard case .notStarted(let error) = try await garbage.wait().reason else {
      Issue.record("garbage ran")
      return
    }
    #expect(error.code == .invalidModule)
    let process = try await executor.run(Guests.trivial) {
      $0.directories = [.host("/nonexistent/for/sure")]
    }
    guard case .notStarted(let error) = try await process.wait().reason else {
      Issue.record("a directory that is not there was granted")
      return
    }
    #expect(error.code == .grant)
    await executor.shutdown()
  }

  @Test("Killing ends what spins, what sleeps and what was never run")
  func kills() async throws {
    let executor = try ProcessExecutor()
    for guest in [Guests.spins, Guests.sleeps, Guests.naps] {
      let process = try await executor.run(guest)
      #expect(process.kill())
      let status = try await process.wait()
      #expect(status.reason.isLike("killed"))
      #expect(status.exitCode == 0xFFFF_FFFF)
    }
    let running = try await executor.run(Guests.spins)
    while running.info?.fuelUsed == 0 { await Task.yield() }
    running.kill()
    #expect(try await running.wait().fuelUsed > 0)
    await executor.shutdown()
  }

  @Test("A process that is still being read ends when killed")
  func killedWhileLoading() async throws {
    let executor = try ProcessExecutor()
    let bytes = try Guests.bytes(Guests.spins)
    for _ in 0..<20 {
      let process = try executor.spawn(ProcessOptions(.bytes(bytes)))
      process.kill()
      #expect(try await process.wait().reason.isLike("killed"))
    }
    await executor.shutdown()
  }

  @Test("When everybody waits, all lanes are suspended and nothing is queued")
  func idle() async throws {
    let executor = try ProcessExecutor()
    var processes: [GuestProcess] = []
    for _ in 0..<100 { processes.append(try await executor.run(Guests.sleeps)) }
    for process in processes {
      while process.info?.state != .waiting { await Task.yield() }
    }
    while executor.core.state.withLock({ $0.idleLanes.count < $0.laneCount }) {
      await Task.yield()
    }
    let isIdle = executor.core.state.withLock { state in
      state.queue.count == 0 && !state.isLooking && state.idleLanes.count == state.laneCount
    }
    #expect(isIdle)
    await executor.shutdown()
  }

  @Test("Descendants end with their parent, killed or not")
  func descendants() async throws {
    let executor = try ProcessExecutor()
    let parent = try await executor.run(Guests.sleeps)
    let child = try await executor.run(Guests.spins) { $0.parent = parent.pid }
    let grandchild = try await executor.run(Guests.sleeps) { $0.parent = child.pid }
    #expect(grandchild.ppid == child.pid)
    #expect(executor.tree.children(of: parent.pid) == [child.pid])
    #expect(parent.info?.childCount == 1)
    parent.kill()
    for process in [grandchild, child, parent] {
      #expect(try await process.wait().reason.isLike("killed"))
    }
    // A parent that ends by itself takes its children along, too.
    let exiting = try await executor.run(Guests.exits7) { $0.parent = 0 }
    _ = try await exiting.wait()
    let pipe = BytePipe()
    let reader = try await executor.run(Guests.echoServer)
    let below = try await executor.run(Guests.spins) {
      $0.parent = reader.pid
      $0.standardOutput = .pipe(pipe)
    }
    let connection = try reader.connect()
    connection.close()
    #expect(try await reader.wait().exitCode == 0)
    #expect(try await below.wait().reason.isLike("killed"))
    await executor.shutdown()
  }

  @Test("Pausing stops a spinner, and shows; resuming lets it go on")
  func pauses() async throws {
    let executor = try ProcessExecutor()
    let process = try await executor.run(Guests.spins)
    while process.info?.fuelUsed == 0 { await Task.yield() }
    #expect(process.pause())
    #expect(process.info?.state == .paused)
    // The slice under way may still be charged; then nothing is.
    let other = try await executor.run(Guests.counts(20_000))
    _ = try await other.wait()
    let fuel = try #require(process.info?.fuelUsed)
    _ = try await executor.run(Guests.counts(20_000)).wait()
    #expect(process.info?.fuelUsed == fuel)
    #expect(process.resume())
    while process.info?.fuelUsed == fuel { await Task.yield() }
    #expect(process.pause() && process.kill())
    _ = try await process.wait()
    #expect(!process.pause() && !process.resume())
    await executor.shutdown()
  }

  @Test("A sleeper that is paused sleeps on, and ends when killed")
  func pausedSleeper() async throws {
    let executor = try ProcessExecutor()
    let process = try await executor.run(Guests.naps)
    process.pause()
    process.pause()
    process.resume()
    let fuel = process.info?.fuelUsed ?? 0
    while (process.info?.fuelUsed ?? .max) <= fuel { await Task.yield() }
    process.pause()
    process.kill()
    #expect(try await process.wait().reason.isLike("killed"))
    await executor.shutdown()
  }

  @Test("The guest at descriptor 3 talks to the host", arguments: [false, true])
  func sockets(loopback: Bool) async throws {
    let executor = try ProcessExecutor()
    let process = try await executor.run(Guests.echoServer) {
      $0.socket = loopback ? .loopback : .inMemory
    }
    #expect((process.port != nil) == loopback)
    let connection = try process.connect()
    try await connection.send(Array("hello".utf8))
    var received: [UInt8] = []
    while received.count < 5, let bytes = try await connection.receive() { received += bytes }
    #expect(received == Array("hello".utf8))
    connection.finish()
    #expect(try await connection.receive() == nil)
    #expect(try await process.wait().exitCode == 0)
    if !loopback { #expect(throws: WASIError.self) { try process.connect() } }
    await executor.shutdown()
  }

  @Test("A flood of output waits for its reader")
  func backPressure() async throws {
    let executor = try ProcessExecutor()
    let pipe = BytePipe(capacity: 1000)
    let process = try await executor.run(Guests.floods) { $0.standardOutput = .pipe(pipe) }
    while process.info?.state != .waiting { await Task.yield() }
    #expect(pipe.availableByteCount == 1000)
    #expect(try await pipe.readNext()?.count == 1000)
    while process.info?.state != .waiting || pipe.availableByteCount < 1000 { await Task.yield() }
    process.kill()
    _ = try await process.wait()
    while try await pipe.readNext() != nil {}
    await executor.shutdown()
  }

  @Test("Waiting for a process is cancelled without it")
  func cancelledWait() async throws {
    let executor = try ProcessExecutor()
    let process = try await executor.run(Guests.sleeps)
    let waiting = Task { try await process.wait() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    #expect(process.isAlive)
    await executor.shutdown()
    #expect(try await process.wait().reason.isLike("killed"))
  }

  @Test("Asynchronous host functions wait without a thread, and end with the process")
  func hostFunctions() async throws {
    let executor = try ProcessExecutor()
    let cancelled = Guarded(false)
    var imports = WASI.imports
    imports.defineAsync("host", "answer") { () async -> Int32 in 42 }
    imports.defineAsync("host", "forever") { () async throws in
      do {
        try await Task.sleep(for: .seconds(3600))
      } catch {
        cancelled.withLock { $0 = true }
        throw error
      }
    }
    let text = """
      (module
        (import "host" "answer" (func $answer (result i32)))
        (import "host" "forever" (func $forever))
        (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
        (memory (export "memory") 1)
        (func (export "_start") (call $exit (call $answer)))
        (func (export "wait") (call $forever)))
      """
    let process = try await executor.run(text) { [imports] in $0.imports = imports }
    #expect(try await process.wait().exitCode == 42)
    let waiting = try await executor.run(text) { [imports] in
      $0.imports = imports
      $0.entry = "wait"
    }
    while waiting.info?.state != .waiting { await Task.yield() }
    waiting.kill()
    #expect(try await waiting.wait().reason.isLike("killed"))
    while !cancelled.withLock({ $0 }) { await Task.yield() }
    await executor.shutdown()
  }

  @Test("Nothing starts after the shutdown, and nothing is left of what ran")
  func shutdown() async throws {
    let executor = try ProcessExecutor()
    var processes: [GuestProcess] = []
    for guest in [Guests.spins, Guests.sleeps, Guests.naps, Guests.floods] {
      processes.append(try await executor.run(guest))
    }
    await executor.shutdown()
    #expect(executor.count == 0)
    for process in processes { #expect(!process.isAlive) }
    do {
      _ = try await executor.run(Guests.trivial)
      Issue.record("started after the shutdown")
    } catch let error as SpawnError {
      #expect(error.code == .shutDown)
    }
    await executor.shutdown()
  }

  @Test("Processes end with the executor they are in")
  func lettingGo() async throws {
    var executor: ProcessExecutor? = try ProcessExecutor()
    let process = try await executor?.run(Guests.spins)
    executor = nil
    #expect(try await process?.wait().reason.isLike("killed") == true)
  }
}
