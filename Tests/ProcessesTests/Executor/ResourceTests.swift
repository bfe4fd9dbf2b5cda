import Platform
import Testing
import WASI
import WebAssembly

@testable import Processes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("What the system has too little of is a clean error", .timeLimit(.minutes(15)))
struct ResourceTests {
  /// In a program of its own: others would run out as well.
  @Test("No kernel mappings left")
  func mappings() async {
    await #expect(processExitsWith: .success) {
      let executor = try ProcessExecutor()
      let id = try await executor.cache.put(Guests.bytes(Guests.sleeps))
      let first = try executor.spawn(ProcessOptions(.cached(id)))
      while first.info?.state != .waiting { await Task.yield() }
      let old = RecycledPages.exchangeLimit(6)
      var processes: [GuestProcess] = []
      var code: SpawnError.Code?
      while code == nil, processes.count < 10 {
        do throws(SpawnError) {
          let process = try executor.spawn(ProcessOptions(.cached(id)))
          processes.append(process)
          while let state = process.info?.state, state != .waiting { await Task.yield() }
        } catch {
          code = error.code
        }
      }
      #expect(code == .tooManyMappings)
      #expect(!processes.isEmpty)
      // What was not counted at its start ends with a reason.
      _ = RecycledPages.exchangeLimit(-100)
      #expect(RecycledPages.allocate(byteCount: 5 << 16) == nil)
      // And it goes on as soon as there is room.
      _ = RecycledPages.exchangeLimit(old)
      let last = try executor.spawn(ProcessOptions(.cached(id)))
      while last.info?.state != .waiting { await Task.yield() }
      await executor.shutdown()
    }
  }

  @Test("A memory that finds no mapping ends its process")
  func lateMappings() async {
    await #expect(processExitsWith: .success) {
      var configuration = ProcessExecutor.Configuration()
      configuration.lanes = 1
      let executor = try ProcessExecutor(configuration: configuration)
      let id = try await executor.cache.put(Guests.bytes(Guests.needsFourPages))
      let first = try executor.spawn(ProcessOptions(.cached(id)))
      #expect(try await first.wait().exitCode == 0)
      // A size that none is kept of: the limit is reached between the start and the first slice.
      let other = try await executor.cache.put(
        Guests.bytes(#"(module (memory 9) (func (export "_start")))"#))
      let paused = try executor.spawn(ProcessOptions(.cached(other)))
      paused.pause()
      let wasPaused = paused.info?.state == .paused && paused.info?.memoryByteCount == 0
      let old = RecycledPages.exchangeLimit(0)
      paused.resume()
      let reason = try await paused.wait().reason
      if wasPaused && !reason.isLike("exited") {
        #expect(reason.isLike("limit reached: memory"), "\(reason)")
      }
      _ = RecycledPages.exchangeLimit(old)
      await executor.shutdown()
    }
  }

  @Test("No descriptors left")
  func descriptors() async {
    await #expect(processExitsWith: .success) {
      let executor = try ProcessExecutor()
      let id = try await executor.cache.put(Guests.bytes(Guests.sleeps))
      _ = try await executor.spawn(ProcessOptions(.cached(id))).connect()
      var limit = rlimit()
      #if canImport(Glibc)
        let kind = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
      #else
        let kind = RLIMIT_NOFILE
      #endif
      getrlimit(kind, &limit)
      limit.rlim_cur = 40
      setrlimit(kind, &limit)
      var options = ProcessOptions(.cached(id))
      options.socket = .loopback
      var error: SpawnError?
      var processes: [GuestProcess] = []
      while error == nil, processes.count < 100 {
        do throws(SpawnError) {
          processes.append(try executor.spawn(options))
        } catch let failure {
          error = failure
        }
      }
      #expect(error?.code == .grant)
      #expect(processes.count < 40)
      // Those in memory need none.
      let process = try executor.spawn(ProcessOptions(.cached(id)))
      _ = try process.connect()
      await executor.shutdown()
    }
  }
}
