import Platform
import Synchronization
import Testing

/// The web server whose requests guests answer.
@Suite(.timeLimit(.minutes(15)))
struct HTTPPluginsTests {
  /// Makes requests on threads of their own, all at a time.
  private static func parallel(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Void
  ) async {
    let left = Left(count)
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      for number in 0..<count {
        _ = WorkerThread.start {
          do { try body(number) } catch { Issue.record("\(error)") }
          if left.isLast() { continuation.resume() }
        }
      }
    }
  }

  private final class Left: Sendable {
    private let count: Atomic<Int>
    init(_ count: Int) { self.count = Atomic(count) }
    func isLast() -> Bool { count.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
  }

  @Test func answersInParallel() async throws {
    let server = try RunningExample("HTTPPlugins", ["--port", "0"])
    let visits = Lines()
    await Self.parallel(60) { number in
      if number % 2 == 0 {
        let answer = try server.request("/hello", "guest \(number)")
        let lines = answer.body.split(separator: "\n")
        #expect(answer.status == 200)
        #expect(lines.first == "hello, guest \(number)")
        visits.add(String(lines.last ?? ""))
      } else {
        let answer = try server.request("/upper", "guest \(number), äöü")
        #expect(answer.status == 200)
        #expect(answer.body == "GUEST \(number), äöü")
      }
    }
    // What the requests share was counted without a loss.
    #expect(Set(visits.all) == Set((1...30).map { "visit \($0)" }))
  }

  @Test func passesLargeBodies() throws {
    let server = try RunningExample("HTTPPlugins", ["--port", "0"])
    let body = String(repeating: "x", count: 200_000)
    #expect(try server.request("/hello", body).body == "hello, \(body)\nvisit 1\n")
    #expect(try server.request("/upper", body).body == body.uppercased())
    #expect(try server.request("/upper", "").body == "")
  }

  @Test func refusesWhatIsNoRequest() throws {
    let server = try RunningExample("HTTPPlugins", ["--port", "0"])
    #expect(try server.request("/nothing").status == 404)
    #expect(try server.raw("nonsense\r\n\r\n").status == 400)
    #expect(try server.raw("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n").status == 400)
    #expect(try server.raw("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n").status == 400)
    #expect(try server.request("/hello", "still there").status == 200)
  }

  @Test func outlivesBadPlugins() async throws {
    let spins = try ScratchFile(
      #"""
      (module (memory (export "memory") 1)
        (func (export "_start") (loop $l (br $l)))
        (func (export "malloc") (param i32) (result i32) (i32.const 8))
        (func (export "free") (param i32))
        (func (export "run") (param i32 i32) (loop $l (br $l))))
      """#, name: "spins.wat")
    let traps = try ScratchFile(
      #"""
      (module (memory (export "memory") 1)
        (func (export "_start") unreachable)
        (func (export "malloc") (param i32) (result i32) (i32.const 8))
        (func (export "free") (param i32))
        (func (export "run") (param i32 i32) unreachable))
      """#, name: "traps.wat")
    let server = try RunningExample(
      "HTTPPlugins",
      [
        "--command", "/spins=\(spins.path)", "--library", "/spins-too=\(spins.path)",
        "--command", "/traps=\(traps.path)", "--library", "/traps-too=\(traps.path)",
      ])
    await Self.parallel(24) { number throws in
      switch number % 6 {
      case 0: #expect(try server.request("/spins").status == 504)
      case 1: #expect(try server.request("/spins-too").status == 504)
      case 2: #expect(try server.request("/traps").status == 500)
      case 3: #expect(try server.request("/traps-too").status == 500)
      case 4: #expect(try server.request("/hello", "you").status == 200)
      default: #expect(try server.request("/upper", "you").body == "YOU")
      }
    }
  }
}

/// Gathers lines of several threads.
private final class Lines: Sendable {
  private let lines = Guarded([String]())
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}
