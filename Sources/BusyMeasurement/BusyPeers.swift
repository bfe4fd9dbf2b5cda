import Ganglion
import Platform
import Synchronization

/// The same loop elsewhere: compiled, interpreted, and in other runtimes.
enum BusyPeers {
  /// Runs those that are installed, on as many cores as our last run.
  static func run(_ report: inout BusyReport) {
    guard let cores = report.options.cores.last else { return }
    Progress.show("native Swift")
    let native = NativeLoop.run(report.options, cores: cores)
    report.peers.append(.init(name: "native Swift", size: report.options.size, seconds: native))
    guard let folder = ScratchFolder() else {
      report.skipped.append("others: no folder to put their programs into")
      return
    }
    for peer in [go, python, runtime("wasmkit"), runtime("wasmtime")] {
      peer(&report, cores, folder)
    }
  }

  private typealias Peer = (inout BusyReport, Int, ScratchFolder) -> Void

  /// Long enough for the defaults on a slow machine.
  private static let timeout: UInt64 = 600 * 1_000_000_000

  // MARK: Go

  private static func go(_ report: inout BusyReport, _ cores: Int, _ folder: ScratchFolder) {
    Progress.show("Go")
    let options = report.options
    let source = """
      package main; import ("fmt"; "runtime"; "time")

      var yield = int64(\(options.yieldInterval))

      func main() {
        runtime.GOMAXPROCS(\(cores))
        const size, procs = int64(\(options.size)), \(options.processCount)
        start := time.Now()
        wait := make(chan struct{}, procs)
        for i := 0; i < procs; i++ {
          go func() {
            for j := int64(0); j < size; j++ {
              if yield != 0 && j%yield == 0 { runtime.Gosched() }
            }
            wait <- struct{}{}
          }()
        }
        for i := 0; i < procs; i++ { <-wait }
        fmt.Println(time.Since(start).Seconds())
      }
      """
    guard folder.write("busy.go", source),
      let built = try? ChildProcess.run(
        "go", ["build", "-o", folder.path("busy-go"), folder.path("busy.go")], timeout: timeout),
      built.status == .exited(0)
    else {
      report.skipped.append("Go: not installed, or it could not build")
      return
    }
    add("Go", folder.path("busy-go"), [], options.size, &report)
  }

  // MARK: CPython

  /// How many times fewer rounds CPython makes, as it takes so much longer.
  private static let pythonShare: UInt64 = 50

  private static func python(_ report: inout BusyReport, _ cores: Int, _: ScratchFolder) {
    Progress.show("CPython")
    let options = report.options
    let size = max(min(1, options.size), options.size / pythonShare)
    let script = """
      from time import monotonic; import multiprocessing, os
      def loop():
          j, y = 0, \(options.yieldInterval)
          while j < \(size):
              j += 1
              if y != 0 and j % y == 0:
                  os.sched_yield()
      if hasattr(os, "sched_setaffinity"):
          os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:\(cores)])
      multiprocessing.set_start_method("fork")
      start = monotonic()
      procs = [multiprocessing.Process(target=loop) for i in range(\(options.processCount))]
      for p in procs: p.start()
      for p in procs: p.join()
      print(monotonic() - start)
      """
    add("CPython", "python3", ["-c", script], size, &report)
  }

  /// Adds a program that prints the seconds it took.
  private static func add(
    _ name: String, _ program: String, _ arguments: [String], _ size: UInt64,
    _ report: inout BusyReport
  ) {
    guard let result = try? ChildProcess.run(program, arguments, timeout: timeout) else {
      report.skipped.append("\(name): not installed")
      return
    }
    let words = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
    guard result.status == .exited(0), let seconds = words.last.flatMap({ Double($0) }) else {
      let reason = String(decoding: result.errorOutput, as: UTF8.self).split(separator: "\n").last
      report.skipped.append("\(name): \(reason.map(String.init) ?? "it failed")")
      return
    }
    report.peers.append(.init(name: name, size: size, seconds: seconds))
  }

  // MARK: Runtimes

  /// Our own guest in another runtime, a process of the system for each.
  private static func runtime(_ name: String) -> Peer {
    { report, cores, folder in
      Progress.show(name)
      let options = report.options
      guard let binary = try? BusyGuest.binary, folder.write("busy.wasm", binary) else {
        report.skipped.append("\(name): its program could not be written")
        return
      }
      let arguments = [
        "run", folder.path("busy.wasm"), "\(options.size)", "\(options.yieldInterval)",
      ]
      let failure = FailureCell()
      let seconds = NativeLoop.onThreads(cores, jobs: options.processCount) {
        if failure.reason != nil { return }
        guard let result = try? ChildProcess.run(name, arguments, timeout: timeout) else {
          return failure.set("not installed")
        }
        if result.status != .exited(0) {
          let words = String(decoding: result.errorOutput, as: UTF8.self).split(separator: "\n")
          failure.set(words.first.map(String.init) ?? "it failed")
        }
      }
      if let reason = failure.reason {
        report.skipped.append("\(name): \(reason)")
      } else {
        report.peers.append(.init(name: name, size: options.size, seconds: seconds))
      }
    }
  }
}

/// Why a peer failed, from the first of its processes that did.
private final class FailureCell: Sendable {
  private let state = Guarded<String?>(nil)
  var reason: String? { state.withLock { $0 } }
  func set(_ reason: String) { state.withLock { if $0 == nil { $0 = reason } } }
}
