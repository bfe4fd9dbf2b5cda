import Ganglion
import Synchronization

/// The plug-ins and what they share.
final class Plugins: Sendable {
  private enum Plugin {
    case command(ContentID)
    case library(LibraryPool)
  }

  private let plugins = Mutex<[String: Plugin]>([:])
  private let executor: ProcessExecutor
  private let counters = Counters()
  /// A request that takes longer is given up.
  private static let timeout = Duration.seconds(2)

  init() throws { executor = try ProcessExecutor() }

  /// A plug-in that runs as a process per request. The first for a path stays.
  func addCommand(_ path: String, _ bytecode: [UInt8]) async throws {
    let id = try await executor.cache.put(bytecode)
    plugins.withLock { if $0[path] == nil { $0[path] = .command(id) } }
  }

  /// A plug-in of which a few instances serve all requests.
  func addLibrary(_ path: String, _ module: Module) throws {
    let pool = LibraryPool(module, counters, size: 4, timeout: Self.timeout)
    plugins.withLock { if $0[path] == nil { $0[path] = .library(pool) } }
  }

  /// Answers a request.
  func answer(_ request: Request) async -> Response {
    switch plugins.withLock({ $0[request.path] }) {
    case nil: Response(404, "nothing is here\n")
    case .command(let id): await run(id, request)
    case .library(let pool): await pool.answer(request)
    }
  }

  /// Runs a process for one request.
  private func run(_ id: ContentID, _ request: Request) async -> Response {
    let output = CollectedOutput(limit: 1 << 20)
    var options = ProcessOptions(.cached(id))
    options.standardInput = .bytes(request.body)
    options.standardOutput = .collected(output)
    options.standardError = .inherited
    options.environment = [
      .init("REQUEST_METHOD", request.method), .init("PATH_INFO", request.path),
    ]
    options.imports = WASI.imports
    counters.define(in: &options.imports)
    options.socket = .none
    options.limits.wallTime = Self.timeout
    options.limits.memoryByteCount = 16 << 20
    do {
      let status = try await executor.spawn(options).wait()
      switch status.reason {
      case .exited(0): return Response(200, output.bytes)
      case .limit(.wallTime): return Response(504, "the plug-in took too long\n")
      default: return Response(500, "the plug-in failed: \(status.reason)\n")
      }
    } catch {
      return Response(503, "no process for this request: \(error)\n")
    }
  }
}
